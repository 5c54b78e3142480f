package io.openhavip.network.domain;

import io.openhavip.contracts.network.InstanceAttributes;
import io.openhavip.contracts.network.InstanceBilling;
import io.openhavip.contracts.network.InstanceEvent.InstanceModified;
import io.openhavip.contracts.network.InstanceHardware;
import io.openhavip.contracts.network.StoppedMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commands about instances that this service's own callers give; ids are handed in. */
public sealed interface InstanceRequest extends NetworkRequest {

    /** The account that asks; an instance of another does not exist for it. */
    String accountId();

    /** @param networkInterfaceId id for the primary network interface */
    record NewInstance(String instanceId, String networkInterfaceId, InstanceAttributes attributes) {}

    /**
     * Creates and starts instances, all or none.
     *
     * @param privateIpAddress the first of as many consecutive addresses as there are instances; empty: any idle ones
     * @param hosts those to choose from
     */
    record RunInstances(
            String accountId,
            String vSwitchId,
            List<NewInstance> instances,
            Optional<String> privateIpAddress,
            InstanceHardware hardware,
            InstanceBilling billing,
            Optional<String> deploymentSetId,
            Map<String, String> tags,
            List<HostChoice.Host> hosts)
            implements InstanceRequest {}

    record StartInstance(String accountId, String instanceId) implements InstanceRequest {}

    /** An operator says that the instance's host is gone for good; does nothing if it is on another one. */
    record LoseHost(String accountId, String instanceId, String hostId) implements InstanceRequest {}

    /** @param force without the operating system's consent */
    record StopInstance(String accountId, String instanceId, StoppedMode stoppedMode, boolean force)
            implements InstanceRequest {}

    /** @param force without the operating system's consent */
    record RebootInstance(String accountId, String instanceId, boolean force) implements InstanceRequest {}

    record ModifyInstance(String accountId, InstanceModified changes) implements InstanceRequest {}

    record JoinSecurityGroup(String accountId, String instanceId, String securityGroupId) implements InstanceRequest {}

    record LeaveSecurityGroup(String accountId, String instanceId, String securityGroupId) implements InstanceRequest {}

    record TagInstance(String accountId, String instanceId, Map<String, String> tags) implements InstanceRequest {}

    /** @param all every tag, whatever keys are named */
    record UntagInstance(String accountId, String instanceId, List<String> tagKeys, boolean all)
            implements InstanceRequest {}

    /** @param force also when it is not Stopped */
    record DeleteInstance(String accountId, String instanceId, boolean force) implements InstanceRequest {}
}
