package io.openhavip.havip.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Commands to a HaVip. Those that callers give come first, each with the account that the caller acts for; then eip-service's; the others
 * answer what the HaVip's processes asked network-service.
 */
public sealed interface HaVipRequest {

    String haVipId();

    record CreateHaVip(
            @TargetAggregateIdentifier String haVipId,
            String accountId,
            String regionId,
            String vSwitchId,
            Optional<String> ipAddress,
            String name,
            String description,
            String resourceGroupId,
            Map<String, String> tags)
            implements HaVipRequest {}

    /** What is absent stays as it is. */
    record ModifyHaVip(
            @TargetAggregateIdentifier String haVipId,
            String accountId,
            Optional<String> name,
            Optional<String> description)
            implements HaVipRequest {}

    record TagHaVip(@TargetAggregateIdentifier String haVipId, String accountId, Map<String, String> tags)
            implements HaVipRequest {}

    record UntagHaVip(@TargetAggregateIdentifier String haVipId, String accountId, List<String> tagKeys)
            implements HaVipRequest {}

    /** Takes every tag away. */
    record ClearTags(@TargetAggregateIdentifier String haVipId, String accountId) implements HaVipRequest {}

    record MoveToResourceGroup(@TargetAggregateIdentifier String haVipId, String accountId, String resourceGroupId)
            implements HaVipRequest {}

    /** @param associationId names this try; made by the caller */
    record AssociateHaVip(
            @TargetAggregateIdentifier String haVipId,
            String accountId,
            String instanceId,
            AssociatedInstanceType instanceType,
            String associationId)
            implements HaVipRequest {}

    /**
     * @param force also if the instance or network interface has the address now and others could take it
     * @param master who has the address, if anybody has
     */
    record UnassociateHaVip(
            @TargetAggregateIdentifier String haVipId,
            String accountId,
            String instanceId,
            boolean force,
            Optional<Master> master)
            implements HaVipRequest {}

    /** @param deletionId names this try; made by the caller */
    record DeleteHaVip(@TargetAggregateIdentifier String haVipId, String accountId, String deletionId)
            implements HaVipRequest {}

    /** Carry an EIP of the same account and region. */
    record AttachEip(
            @TargetAggregateIdentifier String haVipId,
            String accountId,
            String regionId,
            String eipId,
            String eipAddress,
            String associationId)
            implements HaVipRequest {}

    /** Be free of an EIP. */
    record DetachEip(@TargetAggregateIdentifier String haVipId, String eipId, String associationId)
            implements HaVipRequest {}

    /** network-service reserved an address. */
    record ConfirmAddress(@TargetAggregateIdentifier String haVipId, String vpcId, String ipAddress)
            implements HaVipRequest {}

    /** network-service refused an address. */
    record RefuseCreation(@TargetAggregateIdentifier String haVipId, ErrorCode code, String message)
            implements HaVipRequest {}

    /** network-service took the address back. */
    record ConfirmRelease(@TargetAggregateIdentifier String haVipId) implements HaVipRequest {}

    /** network-service did not take the address back: a route entry leads to it. */
    record RefuseRelease(@TargetAggregateIdentifier String haVipId, String deletionId, ErrorCode code, String message)
            implements HaVipRequest {}

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
