package io.openhavip.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.standalone.RestClient;
import io.openhavip.standalone.StackClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The guide's deployment on two hosts with all that can lead to its HAVIP: ecs1 and the client ecs3 are on the first host, ecs2, which
 * keepalived prefers, is alone on the second and alone associated. A client asks by the HAVIP, one by a route entry to it, one from the
 * Internet by its EIP.
 */
public final class HostLoss implements AutoCloseable {

    /** By what the HAVIP is asked. */
    public enum Way {
        HAVIP,
        ROUTE,
        EIP
    }

    /** Behind the HAVIP: whoever has the HAVIP has it too. */
    private static final String ROUTED = "172.20.0.1";

    private static final Duration RECENT = Duration.ofSeconds(1);

    private final StackClient stack;
    private final Scene scene;
    private final RestClient network;
    private final String routeEntries;
    private final Map<Way, Client> clients = new EnumMap<>(Way.class);

    public HostLoss(StackClient stack) throws IOException {
        this.stack = stack;
        this.network = stack.networkService();
        this.scene = new Scene(stack, new Timeline(line -> {}));
        scene.create(name -> switch (name) {
            case "ecs1" -> userData("ecs1", "BACKUP", 10, Scene.ECS1, Scene.ECS2);
            case "ecs2" -> userData("ecs2", "MASTER", 100, Scene.ECS2, Scene.ECS1);
            default -> "";
        });
        Resources.Eip eip = scene.resources.allocateEip();
        scene.resources.associateEip(eip);
        routeEntries = "/route-tables/"
                + network.get("/vswitches/" + scene.resources.vSwitchId())
                        .orThrow()
                        .path("routeTableId")
                        .asText()
                + "/entries";
        network.post(
                        routeEntries,
                        Map.of(
                                "destinationCidrBlock",
                                ROUTED + "/32",
                                "nextHopType",
                                "HaVip",
                                "nextHopId",
                                scene.resources.haVipId()))
                .orThrow();
        List.of(scene.ecs1, scene.ecs2, scene.ecs3).forEach(scene.guests::awaitRunning);
        scene.resources.associate(scene.ecs2);
        List<String> client = scene.guests.inside(scene.ecs3);
        clients.put(Way.HAVIP, Client.start(client, Resources.HAVIP_ADDRESS));
        clients.put(Way.ROUTE, Client.start(client, ROUTED));
        clients.put(Way.EIP, Client.start(List.of("ip", "netns", "exec", stack.internetNamespace()), eip.address()));
    }

    private static String userData(String name, String state, int priority, String address, String peer) {
        return UserData.of(name, state, priority, address, peer) + "ip address add " + ROUTED + "/32 dev lo\n";
    }

    /** Who answered in the last second, each way. */
    public Map<Way, Set<String>> answers() {
        Instant now = Instant.now();
        return clients.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> Set.copyOf(each.getValue().answersBetween(now.minus(RECENT), now))));
    }

    /** Name of the instance that DescribeHaVips shows as master; {@code -} for nobody. */
    public String master() {
        return scene.master();
    }

    /** What network-service says of ecs2: its status and host. */
    public String placeOfSecond() throws IOException {
        JsonNode instance = network.get("/instances/" + secondId()).orThrow();
        return instance.path("status").asText() + " " + instance.path("hostId").asText();
    }

    public String secondId() {
        return scene.ecs2.instanceId();
    }

    /** What the agent of a host says of ecs2, its state and run; empty: it has nothing of it. */
    public Optional<String> secondOn(int host) throws IOException {
        JsonNode all = stack.hostAgents().get(host - 1).get("/instances").orThrow();
        return IntStream.range(0, all.size())
                .mapToObj(all::get)
                .filter(each -> each.path("instanceId").asText().equals(secondId()))
                .map(each ->
                        each.path("state").asText() + " " + each.path("run").asInt())
                .findFirst();
    }

    /** The host's number of the first process of ecs2, on the first host that has it. */
    public long pidOfSecond() {
        return scene.guests.pid(scene.ecs2).orElseThrow();
    }

    public void associateFirst() {
        scene.resources.associate(scene.ecs1);
    }

    public void startSecond() {
        scene.resources.start(scene.ecs2);
    }

    public String vSwitchId() {
        return scene.resources.vSwitchId();
    }

    /** Removes all of it, and tells what could not be removed. */
    public List<String> remove() throws IOException {
        network.delete(routeEntries + "?destinationCidrBlock=" + ROUTED + "/32").orThrow();
        return scene.remove();
    }

    @Override
    public void close() {
        clients.values().forEach(Client::close);
    }
}
