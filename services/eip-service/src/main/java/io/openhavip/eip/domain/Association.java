package io.openhavip.eip.domain;

import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.contracts.eip.EipStatus;

/** What an EIP is associated with; it does one thing at a time (AssociateEipAddress and the like: none may run concurrently on one EIP). */
sealed interface Association {

    record None() implements Association {}

    record Requested(String instanceId, EipInstanceType instanceType, String id) implements Association {}

    record Established(String instanceId, EipInstanceType instanceType, String id) implements Association {}

    record Ending(String instanceId, EipInstanceType instanceType, String id) implements Association {}

    default EipStatus status() {
        return switch (this) {
            case None ignored -> EipStatus.Available;
            case Requested ignored -> EipStatus.Associating;
            case Established ignored -> EipStatus.InUse;
            case Ending ignored -> EipStatus.Unassociating;
        };
    }

    /** Whether the carrier may hold the EIP by the association of that name. */
    default boolean isHeldAs(String associationId) {
        return switch (this) {
            case None ignored -> false;
            case Requested requested -> requested.id().equals(associationId);
            case Established established -> established.id().equals(associationId);
            case Ending ignored -> false;
        };
    }
}
