package io.openhavip.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.standalone.StackClient;
import io.openhavip.standalone.demo.Verdict.Check;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The guide's quick deployment: instances whose user data install keepalived and nginx, a HAVIP with an EIP, and keepalived's own
 * gratuitous ARP that moves it on a network that ends ARP at the port. Needs root on Linux.
 */
final class RealArpStory implements Story {

    /** For how long each owner is watched, once it answers. */
    private static final Duration CALM = Duration.ofSeconds(1);

    /** For how long the address must stay dead in the negative control, once ecs2 believes that it is master. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final StackClient stack;
    private final Timeline timeline;
    private final Scene scene;
    private final Map<Client.Name, Client> clients = new EnumMap<>(Client.Name.class);
    private final List<Check> checks = new ArrayList<>();
    private final List<Outage> outages = new ArrayList<>();

    RealArpStory(StackClient stack, Timeline timeline) {
        this.stack = stack;
        this.timeline = timeline;
        this.scene = new Scene(stack, timeline);
    }

    private static String userData(String name) {
        return switch (name) {
            case "ecs1" -> UserData.of("ecs1", "MASTER", 100, Scene.ECS1, Scene.ECS2);
            case "ecs2" -> UserData.of("ecs2", "BACKUP", 10, Scene.ECS2, Scene.ECS1);
            default -> "";
        };
    }

    @Override
    public Figures tell() {
        scene.create(RealArpStory::userData);
        Resources.Eip eip = scene.resources.allocateEip();
        scene.resources.associateEip(eip);
        timeline.tell("AllocateEipAddress, AssociateEipAddress: " + eip.address() + " leads to the HAVIP");
        List<Resources.Instance> instances = List.of(scene.ecs1, scene.ecs2, scene.ecs3);
        instances.forEach(scene.guests::awaitRunning);
        int hosts = scene.guests.hostsOf(instances);
        timeline.tell("the instances run on " + (hosts == 1 ? "one host" : hosts + " hosts")
                + "; the user data of ecs1 and ecs2 install and start keepalived and nginx");
        ask(Client.Name.ECS3, Resources.HAVIP_ADDRESS, scene.guests.inside(scene.ecs3));
        ask(Client.Name.INTERNET, eip.address(), List.of("ip", "netns", "exec", stack.internetNamespace()));
        Instant begin = Instant.now();
        scene.associate();
        scene.awaitMaster(scene.ecs1, begin);
        watch("at first", scene.ecs1, begin);

        Instant stop = Instant.now();
        scene.resources.stop(scene.ecs1);
        timeline.tell(stop, "StopInstance: ecs1");
        Scene.Moved moved = scene.awaitMaster(scene.ecs2, stop);
        double forwardingMs = millisToForwarding(moved);
        outages("ecs1 stops", stop, watch("after the stop of ecs1", scene.ecs2, stop));
        timeline.tell("ecs2's announcement led to the switch in " + Story.format(moved.switchMs())
                + ", to forwarding in " + Story.format(forwardingMs) + ", to DescribeHaVips in "
                + Story.format(moved.describeMs()));

        Instant back = Instant.now();
        scene.resources.start(scene.ecs1);
        timeline.tell(back, "StartInstance: ecs1, which has the higher priority");
        scene.awaitMaster(scene.ecs1, back);
        outages("ecs1 takes over again", back, watch("after the start of ecs1", scene.ecs1, back));

        negativeControl();
        Verdict verdict = new Verdict(checks);
        return new Figures(
                true,
                verdict.negativeControl(),
                verdict.eip(),
                hosts,
                Optional.of(moved.switchMs()),
                Optional.of(forwardingMs),
                Optional.of(moved.describeMs()),
                List.copyOf(outages),
                verdict.failure());
    }

    /** The same stop with ecs2 not associated: it takes the address, announces it, and must not get its traffic. */
    private void negativeControl() {
        scene.resources.unassociate(scene.ecs2);
        timeline.tell("negative control: UnassociateHaVip: ecs2");
        Instant stop = Instant.now();
        scene.resources.stop(scene.ecs1);
        timeline.tell(stop, "StopInstance: ecs1");
        Eventually.find(
                "ecs2 takes the address (" + scene.guests.console(scene.ecs2) + ")",
                Scene.LIMIT,
                () -> scene.guests.holds(scene.ecs2, Resources.HAVIP_ADDRESS) ? Optional.of(true) : Optional.empty());
        timeline.tell("ecs2 believes that it is master and announces the address");
        Eventually.find(
                "the announcement of ecs2 is refused (read " + stack.log("arp-gateway") + ")",
                Scene.LIMIT,
                () -> scene.switches.rejectionOf(scene.ecs2.networkInterfaceId()));
        timeline.tell("arp-gateway refused the announcement of ecs2: not associated");
        Instant from = Instant.now();
        pass(SILENCE);
        Instant to = Instant.now();
        clients.forEach((name, client) -> {
            Check check =
                    new Check("in the negative control", name, ClientMain.NOBODY, client.answersBetween(from, to));
            checks.add(check);
            timeline.tell(
                    to,
                    name + ", in the " + SILENCE.toSeconds() + " s since: " + check.seen() + ": the HAVIP is "
                            + (check.holds() ? "dead, as it must be" : "ALIVE, which is wrong"));
        });
    }

    /** Starts a client. */
    private void ask(Client.Name name, String address, List<String> where) {
        Interruption.check();
        clients.put(name, Client.start(where, address));
        timeline.tell("a client in " + name + " asks http://" + address + "/ " + 1000 / ClientMain.PERIOD_MS
                + " times a second");
    }

    /** Waits until an instance answers both clients, and checks that for a while nobody else does. When each got the first answer. */
    private Map<Client.Name, Instant> watch(String when, Resources.Instance owner, Instant after) {
        Map<Client.Name, Instant> first = new EnumMap<>(Client.Name.class);
        clients.forEach((name, client) -> {
            Client.Answer answer = Eventually.find(
                    owner.name() + " answers " + name + " (" + scene.guests.console(owner) + ")",
                    Scene.LIMIT,
                    () -> client.answerOf(owner.name(), after));
            first.put(name, answer.at());
        });
        timeline.tellInOrder(first.entrySet().stream()
                .map(answer ->
                        new Timeline.Moment(answer.getValue(), answer.getKey() + " is answered by " + owner.name()))
                .toList());
        pass(CALM);
        Instant to = Instant.now();
        clients.forEach((name, client) ->
                checks.add(new Check(when, name, owner.name(), client.answersBetween(first.get(name), to))));
        return first;
    }

    private void outages(String when, Instant from, Map<Client.Name, Instant> answered) {
        List<String> said = new ArrayList<>();
        answered.forEach((name, at) -> {
            double ms = Story.millis(clients.get(name).outage(from, at));
            outages.add(new Outage(name.toString(), when, ms));
            said.add(name + " " + Story.format(ms));
        });
        timeline.tell("without an answer: " + String.join(", ", said));
    }

    private static void pass(Duration time) {
        Instant end = Instant.now().plus(time);
        Eventually.find(
                "the time passes",
                Scene.LIMIT,
                () -> Instant.now().isBefore(end) ? Optional.empty() : Optional.of(end));
    }

    private double millisToForwarding(Scene.Moved moved) {
        Instant appliedAt = Eventually.find(
                "the host-agent reports the forwarding of epoch "
                        + moved.seen().event().epoch() + " (read " + stack.log("host-agent") + ")",
                Scene.LIMIT,
                () -> appliedAt(moved.seen().event().epoch()));
        return Story.millis(Duration.between(moved.announcedAt(), appliedAt));
    }

    /** When the last host had it in effect. */
    private Optional<Instant> appliedAt(long epoch) {
        List<Instant> applied = new ArrayList<>();
        try {
            for (var agent : stack.hostAgents()) {
                for (JsonNode each : agent.get("/data-plane").orThrow().path("switches")) {
                    if (each.path("vSwitchId").asText().equals(scene.resources.vSwitchId())
                            && each.path("epoch").asLong() == epoch) {
                        applied.add(Instant.parse(each.path("appliedAt").asText()));
                    }
                }
            }
        } catch (IOException e) {
            throw new DemoFailed("the host-agent does not answer (" + e + "): read " + stack.log("host-agent"));
        }
        return applied.stream().max(Instant::compareTo);
    }

    @Override
    public List<String> remove() {
        clients.values().forEach(Client::close);
        return scene.remove();
    }
}
