package io.openhavip.havip.domain;

import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeletionRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociationRequested;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Histories that bring the HAVIP {@value #HAVIP} into each of its states. Instance {@code i-n} is associated by {@code try-n}. */
final class Histories {

    static final String HAVIP = "havip-1";
    static final String VPC = "vpc-1";
    static final String VSWITCH = "vsw-1";
    static final String ADDRESS = "192.168.0.88";

    private Histories() {}

    static List<HaVipEvent> creating() {
        return List.of(new HaVipCreationRequested(
                HAVIP, "1000000000000001", "cn-hangzhou", VSWITCH, Optional.of(ADDRESS), "web", "", "", Map.of()));
    }

    static List<HaVipEvent> available() {
        return after(creating(), new HaVipCreated(HAVIP, VPC, VSWITCH, ADDRESS));
    }

    static List<HaVipEvent> associating(int number) {
        return after(available(), requested(number));
    }

    /** Associated with {@code i-1} to {@code i-count}. */
    static List<HaVipEvent> inUse(int count) {
        return after(
                available(),
                IntStream.rangeClosed(1, count)
                        .boxed()
                        .flatMap(number -> Stream.of(requested(number), associated(number)))
                        .toArray(HaVipEvent[]::new));
    }

    static List<HaVipEvent> unassociating(int number) {
        return after(
                inUse(number),
                new HaVipUnassociationRequested(
                        HAVIP, instance(number), AssociatedInstanceType.EcsInstance, tryOf(number)));
    }

    static List<HaVipEvent> deleting() {
        return after(available(), new HaVipDeletionRequested(HAVIP, VSWITCH, ADDRESS));
    }

    static List<HaVipEvent> after(List<HaVipEvent> before, HaVipEvent... more) {
        List<HaVipEvent> events = new ArrayList<>(before);
        events.addAll(List.of(more));
        return events;
    }

    static HaVipAssociationRequested requested(int number) {
        return new HaVipAssociationRequested(
                HAVIP,
                "1000000000000001",
                VSWITCH,
                instance(number),
                AssociatedInstanceType.EcsInstance,
                tryOf(number));
    }

    static HaVipAssociated associated(int number) {
        return new HaVipAssociated(HAVIP, instance(number), AssociatedInstanceType.EcsInstance, tryOf(number));
    }

    static HaVipUnassociated unassociated(int number) {
        return new HaVipUnassociated(HAVIP, instance(number), tryOf(number));
    }

    static String instance(int number) {
        return "i-" + number;
    }

    static String tryOf(int number) {
        return "try-" + number;
    }
}
