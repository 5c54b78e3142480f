package io.openhavip.havip.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import java.util.Optional;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Commands to a HaVip. Those that callers give come first; the others answer what its processes asked network-service. */
public sealed interface HaVipRequest {

    String haVipId();

    record CreateHaVip(
            @TargetAggregateIdentifier String haVipId,
            String accountId,
            String regionId,
            String vSwitchId,
            Optional<String> ipAddress,
            String name,
            String description)
            implements HaVipRequest {}

    record DeleteHaVip(@TargetAggregateIdentifier String haVipId) implements HaVipRequest {}

    /** @param associationId names this try; made by the caller */
    record AssociateHaVip(
            @TargetAggregateIdentifier String haVipId,
            String instanceId,
            AssociatedInstanceType instanceType,
            String associationId)
            implements HaVipRequest {}

    record UnassociateHaVip(@TargetAggregateIdentifier String haVipId, String instanceId) implements HaVipRequest {}

    /** network-service reserved an address. */
    record ConfirmAddress(@TargetAggregateIdentifier String haVipId, String vpcId, String ipAddress)
            implements HaVipRequest {}

    /** network-service refused an address. */
    record RefuseCreation(@TargetAggregateIdentifier String haVipId, ErrorCode code, String message)
            implements HaVipRequest {}

    /** network-service took the address back. */
    record ConfirmRelease(@TargetAggregateIdentifier String haVipId) implements HaVipRequest {}

    /** The instance agreed. */
    record ConfirmAssociation(@TargetAggregateIdentifier String haVipId, String instanceId, String associationId)
            implements HaVipRequest {}

    /** The instance, or the lack of it, refused. */
    record RefuseAssociation(
            @TargetAggregateIdentifier String haVipId,
            String instanceId,
            String associationId,
            ErrorCode code,
            String message)
            implements HaVipRequest {}

    /** The instance is free of the HAVIP: asked to, or deleted. */
    record ConfirmUnassociation(@TargetAggregateIdentifier String haVipId, String instanceId, String associationId)
            implements HaVipRequest {}

    /** Deadline: no address came. */
    record ExpireCreation(@TargetAggregateIdentifier String haVipId) implements HaVipRequest {}

    /** Deadline: no answer from the instance came. */
    record ExpireAssociation(@TargetAggregateIdentifier String haVipId, String instanceId, String associationId)
            implements HaVipRequest {}
}
