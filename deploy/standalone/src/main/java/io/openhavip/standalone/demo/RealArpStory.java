package io.openhavip.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.standalone.StackClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** keepalived's own gratuitous ARP moves the address, on a network that ends ARP at the port. Needs root on Linux. */
final class RealArpStory implements Story {

    /** For how long the address must stay dead in the negative control, once ecs2 believes that it is master. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** The guide's garp_master_refresh. */
    private static final int GARP_REFRESH_S = 5;

    private final Timeline timeline;
    private final Scene scene;
    private final Path folder;
    private final List<AutoCloseable> made = new ArrayList<>();

    RealArpStory(StackClient stack, Timeline timeline) throws IOException {
        this.timeline = timeline;
        this.scene = new Scene(stack, timeline);
        this.folder = Files.createTempDirectory("havip-demo-");
    }

    @Override
    public Figures tell() {
        Machine ecs1 = machine(scene.ecs1);
        Machine ecs2 = machine(scene.ecs2);
        Machine ecs3 = machine(scene.ecs3);
        ecs1.configure("MASTER", 100, scene.ecs2.address(), GARP_REFRESH_S);
        ecs2.configure("BACKUP", 10, scene.ecs1.address(), GARP_REFRESH_S);
        timeline.tell("ecs1, ecs2 and ecs3 are network namespaces on the agent's network");

        Client client = client(ecs3);
        Instant begin = Instant.now();
        ecs1.startPrograms();
        ecs2.startPrograms();
        timeline.tell("keepalived and nginx started in ecs1 (priority 100) and ecs2 (priority 10)");
        scene.awaitMaster(scene.ecs1, begin);
        answered(client, scene.ecs1, begin);

        Instant crash = Instant.now();
        ecs1.crash();
        timeline.tell(crash, "ecs1 crashes: its processes are killed, its link is down");
        Scene.Moved moved = scene.awaitMaster(scene.ecs2, crash);
        double forwardingMs = millisToForwarding(moved);
        Client.Answer first = answered(client, scene.ecs2, crash);
        double outageMs = Math.round(client.outage(crash, first.at()).toNanos() / 10_000.0) / 100.0;
        timeline.tell("failover: announcement to switch " + Story.format(moved.switchMs()) + ", to forwarding "
                + Story.format(forwardingMs) + ", to GET /ha-vips " + Story.format(moved.describeMs())
                + "; the client waited " + Story.format(outageMs));

        Instant back = Instant.now();
        ecs1.boot();
        timeline.tell(back, "ecs1 boots again");
        scene.awaitMaster(scene.ecs1, back);
        answered(client, scene.ecs1, back);

        boolean dead = negativeControl(ecs1, ecs2, client);
        return new Figures(
                true,
                dead,
                Optional.of(moved.switchMs()),
                Optional.of(forwardingMs),
                Optional.of(moved.describeMs()),
                Optional.of(outageMs));
    }

    /** The same crash with ecs2 not associated: it takes the address, announces it, and must not get its traffic. */
    private boolean negativeControl(Machine ecs1, Machine ecs2, Client client) {
        scene.resources.unassociate(scene.ecs2);
        timeline.tell("negative control: ecs2 is disassociated, then ecs1 crashes again");
        Instant crash = Instant.now();
        ecs1.crash();
        Eventually.find(
                "ecs2 takes the address", Scene.LIMIT, () -> ecs2.holdsHaVip() ? Optional.of(true) : Optional.empty());
        timeline.tell("ecs2 believes that it is master and announces the address");
        Eventually.find(
                "the announcement of ecs2 is refused",
                Scene.LIMIT,
                () -> scene.switches.rejectionOf(scene.ecs2.networkInterfaceId()));
        timeline.tell("arp-gateway refused the announcement of ecs2: not associated");
        Instant silentFrom = Instant.now();
        Instant silentTo = silentFrom.plus(SILENCE);
        Eventually.find(
                "the silence",
                Scene.LIMIT,
                () -> Instant.now().isBefore(silentTo) ? Optional.empty() : Optional.of(silentTo));
        boolean noSwitch =
                scene.switches.switchTo(scene.ecs2.instanceId(), crash).isEmpty();
        boolean dead = noSwitch && client.isSilentSince(silentFrom);
        timeline.tell("in the " + SILENCE.toSeconds() + " s since, " + client.answeredSince(silentFrom)
                + " requests were answered: the HAVIP is " + (dead ? "dead, as it must be" : "ALIVE, which is wrong"));
        return dead;
    }

    private Machine machine(Resources.Instance instance) {
        Interruption.check();
        Machine machine = new Machine(instance, scene.stack.agentNamespace(), folder.resolve(instance.name()));
        made.add(machine);
        return machine;
    }

    private Client client(Machine machine) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Client client = new Client(Shell.start(
                machine.namespace(),
                List.of(
                        java,
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClientMain.class.getName(),
                        Resources.HAVIP_ADDRESS),
                ProcessBuilder.Redirect.PIPE));
        made.add(client);
        timeline.tell("a client in ecs3 asks " + Resources.HAVIP_ADDRESS + " every " + ClientMain.PERIOD_MS + " ms");
        return client;
    }

    private Client.Answer answered(Client client, Resources.Instance by, Instant after) {
        Client.Answer answer = Eventually.find(
                by.name() + " answers the client", Scene.LIMIT, () -> client.answerOf(by.name(), after));
        timeline.tell(answer.at(), "the client in ecs3 is answered by " + by.name());
        return answer;
    }

    private double millisToForwarding(Scene.Moved moved) {
        Instant appliedAt = Eventually.find(
                "the host-agent reports the forwarding of epoch "
                        + moved.seen().event().epoch(),
                Scene.LIMIT,
                () -> appliedAt(moved.seen().event().epoch()));
        return Story.millis(moved.announcedAt(), appliedAt);
    }

    private Optional<Instant> appliedAt(long epoch) {
        try {
            for (JsonNode applied :
                    scene.stack.hostAgent().get("/data-plane").orThrow().path("switches")) {
                if (applied.path("vSwitchId").asText().equals(scene.resources.vSwitchId())
                        && applied.path("epoch").asLong() == epoch) {
                    return Optional.of(Instant.parse(applied.path("appliedAt").asText()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable thing : made.reversed()) {
            try {
                thing.close();
            } catch (Exception e) {
                timeline.tell("clean-up: " + e.getMessage());
            }
        }
        scene.close();
        remove(folder);
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
