package io.openhavip.contracts.network;

import io.openhavip.contracts.Revision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events of the Instance aggregate. */
public sealed interface InstanceEvent extends NetworkEvent {

    String instanceId();

    @Override
    default String subject() {
        return instanceId();
    }

    /**
     * An instance was placed on a host; it is Pending.
     *
     * @param networkInterfaces the primary one, which an aggregate of its own follows
     * @param deploymentSetId the set that it is spread in; empty: none
     */
    @Revision(2)
    record InstanceCreated(
            String instanceId,
            String accountId,
            String regionId,
            String zoneId,
            String vpcId,
            String vSwitchId,
            String hostId,
            List<NetworkInterface> networkInterfaces,
            InstanceAttributes attributes,
            InstanceHardware hardware,
            InstanceBilling billing,
            Optional<String> deploymentSetId,
            Map<String, String> tags)
            implements InstanceEvent {}

    record InstanceStarting(String instanceId) implements InstanceEvent {}

    /** @param run how many times the instance was started, this start included */
    record InstanceStarted(String instanceId, int run) implements InstanceEvent {}

    /** @param force without the operating system's consent */
    record InstanceStopping(String instanceId, StoppedMode stoppedMode, boolean force) implements InstanceEvent {}

    /** @param byItself how it ended by itself; empty: it was stopped, as in events from before anybody told */
    record InstanceStopped(String instanceId, Optional<InstanceEnd> byItself) implements InstanceEvent {

        /** One that was stopped. */
        public InstanceStopped(String instanceId) {
            this(instanceId, Optional.empty());
        }
    }

    /**
     * It began anew without having been Stopped, so it is a run of its own: what it announced before counts no more.
     *
     * @param force without the operating system's consent
     */
    record InstanceRebooted(String instanceId, int run, boolean force) implements InstanceEvent {}

    /** Each component is the new value; empty: as it was. */
    record InstanceModified(
            String instanceId,
            Optional<String> instanceName,
            Optional<String> hostName,
            Optional<String> description,
            Optional<String> userData,
            Optional<List<String>> securityGroupIds,
            Optional<Boolean> deletionProtection,
            Optional<String> resourceGroupId)
            implements InstanceEvent {}

    /** @param tags those that were added, or got another value */
    record InstanceTagged(String instanceId, Map<String, String> tags) implements InstanceEvent {}

    record InstanceUntagged(String instanceId, List<String> tagKeys) implements InstanceEvent {}

    /** @param deviceIndex 0 is the primary one's */
    record NetworkInterfaceAdded(String instanceId, NetworkInterface networkInterface, int deviceIndex)
            implements InstanceEvent {}

    record NetworkInterfaceRemoved(String instanceId, String networkInterfaceId) implements InstanceEvent {}

    /**
     * Its host was removed, disk and all: it is Stopped, on no host, until it is placed on another one to start.
     *
     * @param hostId the host that it was on
     */
    record InstanceHostRemoved(String instanceId, String hostId) implements InstanceEvent {}

    /** It is on a host again, after {@link InstanceHostRemoved}. */
    record InstancePlaced(String instanceId, String hostId) implements InstanceEvent {}

    record InstanceDeleted(String instanceId) implements InstanceEvent {}
}
