package io.openhavip.standalone.demo;

import io.openhavip.standalone.StackClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What both stories have: the resources, who watches them, and the telling. */
final class Scene {

    static final Duration LIMIT = Duration.ofSeconds(30);
    static final String ECS1 = "192.168.0.209";
    static final String ECS2 = "192.168.0.210";
    private static final String ECS3 = "192.168.0.211";

    /** User data of instances that run nothing. */
    static final UnaryOperator<String> NOTHING = name -> "";

    final StackClient stack;
    final Timeline timeline;
    final Resources resources;
    final SwitchWatch switches;
    final Guests guests;
    Resources.Instance ecs1;
    Resources.Instance ecs2;
    Resources.Instance ecs3;
    private final MasterWatch masters;

    Scene(StackClient stack, Timeline timeline) {
        this.stack = stack;
        this.timeline = timeline;
        this.resources = new Resources(new OpenApi(stack));
        this.switches = new SwitchWatch(stack.bootstrapServers());
        this.guests = new Guests(stack);
        this.masters = new MasterWatch(resources);
    }

    /**
     * Creates the network, three instances with the guide's addresses, and a HAVIP.
     *
     * @param userData of an instance, by its name
     */
    void create(UnaryOperator<String> userData) {
        resources.createNetwork();
        switches.follow(resources.vSwitchId());
        timeline.tell("CreateVpc, CreateVSwitch, CreateSecurityGroup: " + resources.vSwitchId());
        ecs1 = resources.runInstance("ecs1", ECS1, userData.apply("ecs1"));
        ecs2 = resources.runInstance("ecs2", ECS2, userData.apply("ecs2"));
        ecs3 = resources.runInstance("ecs3", ECS3, userData.apply("ecs3"));
        timeline.tell("RunInstances: ecs1, ecs2, ecs3");
        resources.createHaVip();
        timeline.tell("CreateHaVip: " + resources.haVipId() + ", " + Resources.HAVIP_ADDRESS);
        masters.start();
    }

    /** Name of the instance that DescribeHaVips shows as master; {@code -} for nobody. */
    String master() {
        String instanceId = resources.masterInstanceId();
        return List.of(ecs1, ecs2).stream()
                .filter(instance -> instance.instanceId().equals(instanceId))
                .map(Resources.Instance::name)
                .findFirst()
                .orElse(ClientMain.NOBODY);
    }

    /** Associates the HAVIP with ecs1 and ecs2. */
    void associate() {
        timeline.tell("AssociateHaVip: ecs1, ecs2");
        resources.associate(ecs1);
        resources.associate(ecs2);
    }

    /** Waits for the switch to an instance, and for DescribeHaVips to name it. */
    Moved awaitMaster(Resources.Instance instance, Instant after) {
        SwitchWatch.Seen seen = Eventually.find(
                "OwnershipSwitched to " + instance.name(),
                LIMIT,
                () -> switches.switchTo(instance.instanceId(), after));
        MasterWatch.Change described = Eventually.find(
                "DescribeHaVips names " + instance.name(), LIMIT, () -> masters.masterIs(instance.instanceId(), after));
        timeline.tellInOrder(List.of(
                announcement(instance, seen.event().capturedAt(), after),
                new Timeline.Moment(
                        seen.receivedAt(),
                        "OwnershipSwitched on Kafka: epoch " + seen.event().epoch() + ", "
                                + seen.event().cause().name().toLowerCase(Locale.ROOT) + ", to " + instance.name()),
                new Timeline.Moment(
                        described.seenAt(), "DescribeHaVips: MasterInstanceId is now " + instance.name() + "'s")));
        return new Moved(seen, described);
    }

    /** One from before an association is remembered, and counts when the instance is associated soon. */
    private static Timeline.Moment announcement(Resources.Instance instance, Instant at, Instant after) {
        return at.isBefore(after)
                ? new Timeline.Moment(
                        after,
                        instance.name() + " has announced the address by gratuitous ARP "
                                + Duration.between(at, after).toMillis() + " ms ago, which counts now")
                : new Timeline.Moment(at, instance.name() + " announced the address by gratuitous ARP");
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

    /** Removes all of it, and tells what could not be removed. */
    List<String> remove() {
        masters.close();
        switches.close();
        List<String> left = new ArrayList<>(resources.remove());
        try {
            left.addAll(guests.awaitGone(resources.instanceIds(), resources.vSwitchId()));
        } catch (DemoFailed e) {
            left.add("what the host has of it: " + e.getMessage());
        }
        return left;
    }
}
