package io.openhavip.contracts.eip;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Event;
import java.util.List;
import java.util.Map;

/** Events of the Eip aggregate on {@code eip.events}. */
public sealed interface EipEvent extends Event {

    String eipId();

    @Override
    default String subject() {
        return eipId();
    }

    /**
     * @param ipAddress the public address
     * @param bandwidth in Mbit/s
     * @param internetChargeType {@code PayByBandwidth} or {@code PayByTraffic}
     * @param isp line type, for example {@code BGP}
     */
    record EipAllocated(
            String eipId,
            String accountId,
            String regionId,
            String ipAddress,
            int bandwidth,
            String internetChargeType,
            String isp,
            String name,
            String description,
            String resourceGroupId,
            Map<String, String> tags)
            implements EipEvent {}

    /** @param bandwidth in Mbit/s */
    record EipModified(String eipId, String name, String description, int bandwidth) implements EipEvent {}

    /** @param tags those that were added, or got another value */
    record EipTagged(String eipId, Map<String, String> tags) implements EipEvent {}

    record EipUntagged(String eipId, List<String> tagKeys) implements EipEvent {}

    record EipMovedToResourceGroup(String eipId, String resourceGroupId) implements EipEvent {}

    /**
     * @param givenInstanceType the type as the caller spelt it, which is what is shown
     * @param associationId names this try to associate the two; the answers carry it
     */
    record EipAssociationRequested(
            String eipId,
            String accountId,
            String regionId,
            String ipAddress,
            String instanceId,
            EipInstanceType instanceType,
            String givenInstanceType,
            String associationId)
            implements EipEvent {}

    /** @param privateIpAddress the address that the public one is translated to */
    record EipAssociated(
            String eipId,
            String instanceId,
            EipInstanceType instanceType,
            String associationId,
            String privateIpAddress,
            String vSwitchId,
            String vpcId)
            implements EipEvent {}

    record EipAssociationRefused(
            String eipId,
            String instanceId,
            EipInstanceType instanceType,
            String associationId,
            ErrorCode code,
            String message)
            implements EipEvent {}

    record EipUnassociationRequested(
            String eipId, String instanceId, EipInstanceType instanceType, String associationId) implements EipEvent {}

    /** Asked to, or because what carried it was deleted. */
    record EipUnassociated(String eipId, String instanceId, String associationId) implements EipEvent {}

    record EipReleased(String eipId, String accountId, String ipAddress) implements EipEvent {}
}
