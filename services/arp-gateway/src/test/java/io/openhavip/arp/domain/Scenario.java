package io.openhavip.arp.domain;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.Announcement.Operation;
import io.openhavip.contracts.arp.Announcement.Source;
import io.openhavip.contracts.arp.ArpEvent;
import io.openhavip.contracts.arp.ClaimPosition;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One address, its facts, a topic and a clock, driven the way arp-gateway drives the domain. */
final class Scenario {

    static final AddressKey KEY = new AddressKey("vsw-1", "192.168.0.88");
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration TRAVEL = Duration.ofMillis(5);

    final Map<String, Port> ports = new LinkedHashMap<>();
    final Set<String> associated = new LinkedHashSet<>();
    final List<ArpEvent> events = new ArrayList<>();
    Optional<String> haVipId = Optional.of("havip-1");
    AssociatedInstanceType kind = AssociatedInstanceType.EcsInstance;
    Instant now = START;
    long nextOffset = 0;
    AddressWatch watch = AddressWatch.takenOver(Ownership.none(KEY), Optional.empty());
    private final OwnershipDecider decider;

    Scenario() {
        this(new OwnershipRules());
    }

    Scenario(OwnershipDecider decider) {
        this.decider = decider;
        for (String name : List.of("a", "b", "c")) {
            ports.put("eni-" + name, port(name, InstanceStatus.Running, 1));
            associated.add("i-" + name);
        }
    }

    static Port port(String name, InstanceStatus status, int run) {
        NetworkInterface eni = new NetworkInterface("eni-" + name, KEY.vSwitchId(), mac(name), "192.168.0.10");
        return new Port(eni, "i-" + name, "host-" + name, status, run);
    }

    /** Places a port on the host of another. */
    void place(String name, String host) {
        Port port = ports.get("eni-" + name);
        ports.put("eni-" + name, new Port(port.networkInterface(), port.instanceId(), host, port.status(), port.run()));
        factsChanged();
    }

    static String mac(String name) {
        return "00:16:3e:00:00:0" + name;
    }

    Facts facts() {
        return new Facts(
                haVipId.map(id -> new HaVipState(
                        id, "vpc-1", KEY.vSwitchId(), KEY.address(), HaVipStatus.InUse, kind, List.copyOf(associated))),
                ports);
    }

    /** The next announcement of a port, captured {@link #TRAVEL} before it is appended now. */
    Claim announcement(String name) {
        return announcement(name, now.minus(TRAVEL));
    }

    Claim announcement(String name, Instant capturedAt) {
        return announcement(name, "host-" + name, mac(name), mac(name), capturedAt);
    }

    Claim announcement(String name, String host, String senderMac, String etherSource, Instant capturedAt) {
        return announcement(name, host, senderMac, etherSource, Source.CAPTURED, capturedAt);
    }

    /** The only answer of its host to a probe. */
    Claim probed(String name, Instant capturedAt) {
        String host = ports.get("eni-" + name).hostId();
        return announcement(name, host, mac(name), mac(name), Source.PROBED, capturedAt);
    }

    private Claim announcement(
            String name, String host, String senderMac, String etherSource, Source source, Instant capturedAt) {
        long offset = nextOffset++;
        Announcement announcement = new Announcement(
                host,
                "eni-" + name,
                KEY.vSwitchId(),
                KEY.address(),
                senderMac,
                etherSource,
                Operation.REQUEST,
                source,
                capturedAt,
                offset);
        return new Claim(announcement, new ClaimPosition("topic-1", 0, offset), now);
    }

    Verdict claim(String name) {
        return read(announcement(name));
    }

    Verdict read(Claim claim) {
        return decide(new Trigger.ClaimRead(claim));
    }

    Verdict decide(Trigger trigger) {
        Decision decision = decider.decide(watch.ownership(), facts(), trigger, now);
        events.addAll(decision.events());
        watch = watch.after(trigger, decision, facts(), now);
        return decision.verdict();
    }

    void factsChanged() {
        watch.onFacts(now).forEach(this::decide);
    }

    void status(String name, InstanceStatus status, int run) {
        ports.put("eni-" + name, port(name, status, run));
        factsChanged();
    }

    void associate(String name) {
        associated.add("i-" + name);
        factsChanged();
    }

    void unassociate(String name) {
        associated.remove("i-" + name);
        factsChanged();
    }

    void haVip(Optional<String> id) {
        haVipId = id;
        factsChanged();
    }

    /** Lets time pass; a back-off that runs out meanwhile is settled by its timer. */
    void pass(Duration duration) {
        now = now.plus(duration);
        if (watch.ownership()
                .postponed()
                .filter(waiting -> !now.isBefore(waiting.until()))
                .isPresent()) {
            decide(new Trigger.BackOffEnded(watch.readUpTo()));
        }
    }

    void passMillis(long millis) {
        pass(Duration.ofMillis(millis));
    }

    /** Memory is lost: the ownership comes from the events, announcements up to {@code committed} were read by another. */
    void restart(Optional<ClaimPosition> committed) {
        watch = AddressWatch.takenOver(rebuilt(), committed);
        factsChanged();
    }

    Ownership rebuilt() {
        Ownership found = Ownership.none(KEY);
        for (ArpEvent event : events) {
            found = found.after(event);
        }
        return found;
    }

    Optional<String> owner() {
        return watch.ownership().owner().map(owner -> owner.instanceId());
    }

    long epoch() {
        return watch.ownership().epoch();
    }
}
