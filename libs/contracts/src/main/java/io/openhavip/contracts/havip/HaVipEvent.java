package io.openhavip.contracts.havip;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Event;
import io.openhavip.contracts.Revision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events of the HaVip aggregate on {@code havip.events}. */
public sealed interface HaVipEvent extends Event {

    String haVipId();

    @Override
    default String subject() {
        return haVipId();
    }

    /** @param ipAddress the address asked for; empty: any idle one */
    @Revision(2)
    record HaVipCreationRequested(
            String haVipId,
            String accountId,
            String regionId,
            String vSwitchId,
            Optional<String> ipAddress,
            String name,
            String description,
            String resourceGroupId,
            Map<String, String> tags)
            implements HaVipEvent {}

    record HaVipCreated(String haVipId, String vpcId, String vSwitchId, String ipAddress) implements HaVipEvent {}

    /** The address could not be reserved; the HAVIP never existed for its caller. */
    @Revision(2)
    record HaVipCreationRefused(String haVipId, String accountId, String vSwitchId, ErrorCode code, String message)
            implements HaVipEvent {}

    record HaVipModified(String haVipId, String name, String description) implements HaVipEvent {}

    /** @param tags those that were added, or got another value */
    record HaVipTagged(String haVipId, Map<String, String> tags) implements HaVipEvent {}

    record HaVipUntagged(String haVipId, List<String> tagKeys) implements HaVipEvent {}

    record HaVipMovedToResourceGroup(String haVipId, String resourceGroupId) implements HaVipEvent {}

    /**
     * @param instanceId id of the instance or network interface
     * @param associationId names this try to associate the two; the answers carry it
     */
    @Revision(2)
    record HaVipAssociationRequested(
            String haVipId,
            String accountId,
            String vSwitchId,
            String instanceId,
            AssociatedInstanceType instanceType,
            String associationId)
            implements HaVipEvent {}

    record HaVipAssociated(String haVipId, String instanceId, AssociatedInstanceType instanceType, String associationId)
            implements HaVipEvent {}

    @Revision(2)
    record HaVipAssociationRefused(
            String haVipId,
            String instanceId,
            AssociatedInstanceType instanceType,
            String associationId,
            ErrorCode code,
            String message)
            implements HaVipEvent {}

    @Revision(2)
    record HaVipUnassociationRequested(
            String haVipId, String instanceId, AssociatedInstanceType instanceType, String associationId)
            implements HaVipEvent {}

    record HaVipUnassociated(String haVipId, String instanceId, String associationId) implements HaVipEvent {}

    /**
     * The HAVIP carries an EIP: the answer to {@link HaVipCommand.AttachEip}.
     *
     * @param eipAddress the public address
     * @param privateIpAddress the HAVIP's own address, which the public one is translated to
     */
    record EipAttached(
            String haVipId,
            String eipId,
            String eipAddress,
            String associationId,
            String privateIpAddress,
            String vSwitchId,
            String vpcId)
            implements HaVipEvent {}

    /** The HAVIP is free of an EIP: the answer to {@link HaVipCommand.DetachEip}. */
    record EipDetached(String haVipId, String eipId, String associationId) implements HaVipEvent {}

    /** @param deletionId names this try to delete it: the operation that asked for it, which a refusal of the release carries on */
    @Revision(2)
    record HaVipDeletionRequested(String haVipId, String vSwitchId, String ipAddress, String deletionId)
            implements HaVipEvent {}

    /** network-service did not take the address back: a route entry points to the HAVIP. It is Available again. */
    record HaVipDeletionRefused(String haVipId, ErrorCode code, String message) implements HaVipEvent {}

    @Revision(2)
    record HaVipDeleted(String haVipId, String accountId) implements HaVipEvent {}
}
