package io.openhavip.eip.domain;

import io.openhavip.contracts.eip.EipEvent;
import io.openhavip.contracts.eip.EipEvent.EipAllocated;
import io.openhavip.contracts.eip.EipEvent.EipAssociated;
import io.openhavip.contracts.eip.EipEvent.EipAssociationRequested;
import io.openhavip.contracts.eip.EipEvent.EipUnassociated;
import io.openhavip.contracts.eip.EipEvent.EipUnassociationRequested;
import io.openhavip.contracts.eip.EipInstanceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Histories that bring the EIP {@value #EIP} into each of its states. HAVIP {@code havip-n} is associated by {@code try-n}. */
final class Histories {

    static final String EIP = "eip-1";
    static final String ACCOUNT = "1000000000000001";
    static final String STRANGER = "1000000000000002";
    static final String REGION = "cn-hangzhou";
    static final String ADDRESS = "203.0.113.7";
    static final String PRIVATE = "192.168.0.88";
    static final String VSWITCH = "vsw-1";
    static final String VPC = "vpc-1";

    private Histories() {}

    static EipAllocated allocated(String internetChargeType, Map<String, String> tags) {
        return new EipAllocated(
                EIP, ACCOUNT, REGION, ADDRESS, 5, internetChargeType, "BGP", "web", "the shop", "rg-1", tags);
    }

    static List<EipEvent> available() {
        return List.of(allocated("PayByBandwidth", Map.of("env", "prod")));
    }

    static List<EipEvent> associating(int number) {
        return after(available(), requested(number));
    }

    static List<EipEvent> inUse(int number) {
        return after(associating(number), associated(number));
    }

    static List<EipEvent> unassociating(int number) {
        return after(inUse(number), leaving(number));
    }

    static List<EipEvent> after(List<EipEvent> before, EipEvent... more) {
        List<EipEvent> events = new ArrayList<>(before);
        events.addAll(List.of(more));
        return events;
    }

    static EipAssociationRequested requested(int number) {
        return new EipAssociationRequested(
                EIP, ACCOUNT, REGION, ADDRESS, haVip(number), EipInstanceType.HaVip, "HAVIP", tryOf(number));
    }

    static EipAssociated associated(int number) {
        return new EipAssociated(EIP, haVip(number), EipInstanceType.HaVip, tryOf(number), PRIVATE, VSWITCH, VPC);
    }

    static EipUnassociationRequested leaving(int number) {
        return new EipUnassociationRequested(EIP, haVip(number), EipInstanceType.HaVip, tryOf(number));
    }

    static EipUnassociated unassociated(int number) {
        return new EipUnassociated(EIP, haVip(number), tryOf(number));
    }

    static String haVip(int number) {
        return "havip-" + number;
    }

    static String tryOf(int number) {
        return "try-" + number;
    }
}
