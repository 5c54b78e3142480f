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

    /**
     * The instance agreed to be associated with a HAVIP of its vSwitch.
     *
     * @param associationId which try to associate the two this answers; an older one's late answer changes nothing
     */
    record HaVipAttached(String instanceId, String haVipId, String associationId, String vSwitchId)
            implements InstanceEvent {}

    /** The instance is free of a HAVIP: asked to, or because it is being deleted. */
    record HaVipDetached(String instanceId, String haVipId, String associationId) implements InstanceEvent {}
}
