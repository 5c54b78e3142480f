package io.openhavip.contracts.network;

import java.util.List;

/** Events of the Instance aggregate. */
public sealed interface InstanceEvent extends NetworkEvent {

    String instanceId();

    @Override
    default String subject() {
        return instanceId();
    }

    /** An instance was placed on a host. The first network interface is the primary one. */
    record InstanceCreated(
            String instanceId,
            String accountId,
            String regionId,
            String zoneId,
            String vpcId,
            String vSwitchId,
            String instanceName,
            String hostId,
            List<NetworkInterface> networkInterfaces)
            implements InstanceEvent {}

    /** @param run how many times the instance was started, this start included */
    record InstanceStarted(String instanceId, int run) implements InstanceEvent {}

    record InstanceStopped(String instanceId) implements InstanceEvent {}

    record InstanceDeleted(String instanceId) implements InstanceEvent {}
}
