package io.openhavip.havip.domain;

import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipEvent.EipAttached;
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
    static final String ACCOUNT = "1000000000000001";
    static final String REGION = "cn-hangzhou";
    static final String VPC = "vpc-1";
    static final String VSWITCH = "vsw-1";
    static final String ADDRESS = "192.168.0.88";
    static final String DELETION = "deletion-1";

    private Histories() {}

    static List<HaVipEvent> creating() {
        return List.of(new HaVipCreationRequested(
                HAVIP, ACCOUNT, REGION, VSWITCH, Optional.of(ADDRESS), "web", "", "rg-1", Map.of("team", "shop")));
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
        return after(inUse(number), unassociationRequested(number));
    }

    static List<HaVipEvent> deleting() {
        return after(available(), deletionRequested());
    }

    static List<HaVipEvent> after(List<HaVipEvent> before, HaVipEvent... more) {
        List<HaVipEvent> events = new ArrayList<>(before);
        events.addAll(List.of(more));
        return events;
    }

    static HaVipAssociationRequested requested(int number) {
        return new HaVipAssociationRequested(
                HAVIP, ACCOUNT, VSWITCH, instance(number), AssociatedInstanceType.EcsInstance, tryOf(number));
    }

    static HaVipAssociated associated(int number) {
        return new HaVipAssociated(HAVIP, instance(number), AssociatedInstanceType.EcsInstance, tryOf(number));
    }

    static HaVipUnassociationRequested unassociationRequested(int number) {
        return new HaVipUnassociationRequested(
                HAVIP, instance(number), AssociatedInstanceType.EcsInstance, tryOf(number));
    }

    static HaVipDeletionRequested deletionRequested() {
        return new HaVipDeletionRequested(HAVIP, VSWITCH, ADDRESS, DELETION);
    }

    /** Associated with the network interfaces {@code eni-1} to {@code eni-count}. */
    static List<HaVipEvent> inUseByInterfaces(int count) {
        return after(
                available(),
                IntStream.rangeClosed(1, count)
                        .boxed()
                        .flatMap(number -> Stream.of(
                                new HaVipAssociationRequested(
                                        HAVIP,
                                        ACCOUNT,
                                        VSWITCH,
                                        "eni-" + number,
                                        AssociatedInstanceType.NetworkInterface,
                                        tryOf(number)),
                                new HaVipAssociated(
                                        HAVIP,
                                        "eni-" + number,
                                        AssociatedInstanceType.NetworkInterface,
                                        tryOf(number))))
                        .toArray(HaVipEvent[]::new));
    }

    static EipAttached eipAttached() {
        return new EipAttached(HAVIP, "eip-1", "203.0.113.7", "eip-try-1", ADDRESS, VSWITCH, VPC);
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
