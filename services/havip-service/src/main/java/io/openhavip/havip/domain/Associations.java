package io.openhavip.havip.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The instances, or the network interfaces, that may announce one HAVIP; never both kinds at a time. Used by its aggregate only. */
final class Associations {

    /** @param associationId names the try that associated the two */
    record Association(AssociatedInstanceType instanceType, String associationId) {}

    private final Map<String, Association> byInstance = new LinkedHashMap<>();

    /** @throws Refusal if the instance or network interface cannot be added */
    void requireRoomFor(String instanceId, AssociatedInstanceType type) {
        if (byInstance.containsKey(instanceId)) {
            throw new Refusal(
                    ErrorCode.INSTANCE_ALREADY_ASSOCIATED, instanceId + " is already associated with the HaVip.");
        }
        byInstance.values().stream().findAny().map(Association::instanceType).ifPresent(present -> {
            if (present != type) {
                throw new Refusal(
                        ErrorCode.INSTANCE_TYPE_MISMATCH,
                        "The HaVip is associated with resources of the type " + present + "; one of the type " + type
                                + " can be associated only when they are gone.");
            }
        });
        if (byInstance.size() >= HaVipLimits.INSTANCES) {
            throw new Refusal(
                    type == AssociatedInstanceType.EcsInstance
                            ? ErrorCode.INSTANCES_ON_HAVIP_EXCEEDED
                            : ErrorCode.INTERFACES_ON_HAVIP_EXCEEDED,
                    "The HaVip is associated with " + HaVipLimits.INSTANCES + " resources of the type " + type
                            + " already.");
        }
    }

    Optional<Association> with(String instanceId) {
        return Optional.ofNullable(byInstance.get(instanceId));
    }

    /** Whether anything but the instance or network interface is associated. */
    boolean areThereOthersThan(String instanceId) {
        return byInstance.keySet().stream().anyMatch(id -> !id.equals(instanceId));
    }

    boolean isEmpty() {
        return byInstance.isEmpty();
    }

    void add(String instanceId, AssociatedInstanceType type, String associationId) {
        byInstance.put(instanceId, new Association(type, associationId));
    }

    void remove(String instanceId) {
        byInstance.remove(instanceId);
    }
}
