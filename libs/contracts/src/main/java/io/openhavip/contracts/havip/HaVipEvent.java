package io.openhavip.contracts.havip;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Event;
import java.util.Optional;

/** Events of the HaVip aggregate on {@code havip.events}. */
public sealed interface HaVipEvent extends Event {

    String haVipId();

    @Override
    default String subject() {
        return haVipId();
    }

    record HaVipCreationRequested(
            String haVipId,
            String accountId,
            String regionId,
            String vSwitchId,
            Optional<String> ipAddress,
            String name,
            String description)
            implements HaVipEvent {}

    record HaVipCreated(String haVipId, String vpcId, String vSwitchId, String ipAddress) implements HaVipEvent {}

    /** The address could not be reserved; the HAVIP never existed for its caller. */
    record HaVipCreationRefused(String haVipId, String vSwitchId, ErrorCode code, String message)
            implements HaVipEvent {}

    /** @param associationId names this try to associate the two; the answers carry it */
    record HaVipAssociationRequested(
            String haVipId,
            String vSwitchId,
            String instanceId,
            AssociatedInstanceType instanceType,
            String associationId)
            implements HaVipEvent {}

    record HaVipAssociated(String haVipId, String instanceId, AssociatedInstanceType instanceType, String associationId)
            implements HaVipEvent {}

    record HaVipAssociationRefused(
            String haVipId, String instanceId, String associationId, ErrorCode code, String message)
            implements HaVipEvent {}

    record HaVipUnassociationRequested(String haVipId, String instanceId, String associationId) implements HaVipEvent {}

    record HaVipUnassociated(String haVipId, String instanceId, String associationId) implements HaVipEvent {}

    record HaVipDeletionRequested(String haVipId, String vSwitchId, String ipAddress) implements HaVipEvent {}

    record HaVipDeleted(String haVipId) implements HaVipEvent {}
}
