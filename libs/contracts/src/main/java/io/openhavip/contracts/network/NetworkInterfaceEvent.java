package io.openhavip.contracts.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events of the aggregate ElasticNetworkInterface. */
public sealed interface NetworkInterfaceEvent extends NetworkEvent {

    String networkInterfaceId();

    @Override
    default String subject() {
        return networkInterfaceId();
    }

    /** @param instanceId the instance that a primary one was made with, and is in use by; a secondary one is Available */
    record NetworkInterfaceCreated(
            String networkInterfaceId,
            String accountId,
            String regionId,
            String zoneId,
            String vpcId,
            String vSwitchId,
            String macAddress,
            String privateIpAddress,
            NetworkInterfaceType type,
            Optional<String> instanceId,
            NetworkInterfaceAttributes attributes,
            Map<String, String> tags)
            implements NetworkInterfaceEvent {}

    record NetworkInterfaceAttaching(String networkInterfaceId, String instanceId, int deviceIndex)
            implements NetworkInterfaceEvent {}

    record NetworkInterfaceAttached(String networkInterfaceId, String instanceId) implements NetworkInterfaceEvent {}

    record NetworkInterfaceDetaching(String networkInterfaceId, String instanceId) implements NetworkInterfaceEvent {}

    /** Asked to, or because the instance was deleted. What it is associated with stays. */
    record NetworkInterfaceDetached(String networkInterfaceId, String instanceId) implements NetworkInterfaceEvent {}

    /** Each component is the new value; empty: as it was. */
    record NetworkInterfaceModified(
            String networkInterfaceId,
            Optional<String> networkInterfaceName,
            Optional<String> description,
            Optional<List<String>> securityGroupIds,
            Optional<Boolean> deleteOnRelease,
            Optional<String> resourceGroupId)
            implements NetworkInterfaceEvent {}

    /** @param tags those that were added, or got another value */
    record NetworkInterfaceTagged(String networkInterfaceId, Map<String, String> tags)
            implements NetworkInterfaceEvent {}

    record NetworkInterfaceUntagged(String networkInterfaceId, List<String> tagKeys) implements NetworkInterfaceEvent {}

    record NetworkInterfaceDeleted(String networkInterfaceId) implements NetworkInterfaceEvent {}
}
