package io.openhavip.standalone.demo;

import io.openhavip.standalone.StackClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What both stories have: the resources, who watches them, and the telling. */
final class Scene implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(30);

    final StackClient stack;
    final Timeline timeline;
    final Resources resources;
    final SwitchWatch switches;
    final Resources.Instance ecs1;
    final Resources.Instance ecs2;
    final Resources.Instance ecs3;
    private final MasterWatch masters;

    /** Creates the network, three instances with the guide's addresses, and a HAVIP associated with two of them. */
    Scene(StackClient stack, Timeline timeline) {
        this.stack = stack;
        this.timeline = timeline;
        this.resources = new Resources(stack);
        this.switches = new SwitchWatch(stack.bootstrapServers());
        try {
            resources.createNetwork();
            switches.follow(resources.vSwitchId());
            ecs1 = resources.createInstance("ecs1", "192.168.0.209");
            ecs2 = resources.createInstance("ecs2", "192.168.0.210");
            ecs3 = resources.createInstance("ecs3", "192.168.0.211");
            resources.createHaVip();
            resources.associate(ecs1);
            resources.associate(ecs2);
        } catch (RuntimeException e) {
            switches.close();
            resources.remove(timeline::tell);
            throw e;
        }
        timeline.tell("HAVIP " + resources.haVipId() + " has " + Resources.HAVIP_ADDRESS + ", associated with ecs1 ("
                + ecs1.instanceId() + ") and ecs2 (" + ecs2.instanceId() + ")");
        this.masters = new MasterWatch(resources);
    }

    /** Waits for the switch to an instance, and for GET /ha-vips to name it. */
    Moved awaitMaster(Resources.Instance instance, Instant after) {
        SwitchWatch.Seen seen = Eventually.find(
                "OwnershipSwitched to " + instance.name(),
                LIMIT,
                () -> switches.switchTo(instance.instanceId(), after));
        MasterWatch.Change described = Eventually.find(
                "GET /ha-vips names " + instance.name(), LIMIT, () -> masters.masterIs(instance.instanceId(), after));
        timeline.tellInOrder(List.of(
                new Timeline.Moment(
                        seen.event().capturedAt(), instance.name() + " announced the address by gratuitous ARP"),
                new Timeline.Moment(
                        seen.receivedAt(),
                        "OwnershipSwitched on Kafka: epoch " + seen.event().epoch() + ", "
                                + seen.event().cause().name().toLowerCase(Locale.ROOT) + ", to " + instance.name()),
                new Timeline.Moment(
                        described.seenAt(),
                        "GET /ha-vips: masterInstanceId is " + instance.instanceId() + " (" + instance.name() + ")")));
        return new Moved(seen, described);
    }

    /** A switch as it was seen on Kafka and in the read model. */
    record Moved(SwitchWatch.Seen seen, MasterWatch.Change described) {

        Instant announcedAt() {
            return seen.event().capturedAt();
        }

        double switchMs() {
            return Story.millis(announcedAt(), seen.receivedAt());
        }

        double describeMs() {
            return Story.millis(announcedAt(), described.seenAt());
        }
    }

    @Override
    public void close() {
        masters.close();
        switches.close();
        resources.remove(timeline::tell);
    }
}
