package io.openhavip.network.domain;

import java.util.List;
import java.util.Optional;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Commands about instances. */
public sealed interface InstanceRequest extends NetworkRequest {
    /** @param networkInterfaceId id for the primary network interface */
    record NewInstance(String instanceId, String networkInterfaceId, String hostId, String instanceName) {}

    /**
     * Creates and starts instances, all or none.
     *
     * @param privateIpAddress only for a single one
     */
    record RunInstances(String vSwitchId, List<NewInstance> instances, Optional<String> privateIpAddress)
            implements InstanceRequest {}

    /** @throws io.openhavip.contracts.Refusal if the id is no instance's */
    record StartInstance(@TargetAggregateIdentifier String instanceId) implements InstanceRequest {
        public StartInstance {
            ResourceKind.INSTANCE.require(instanceId);
        }
    }

    /** @throws io.openhavip.contracts.Refusal if the id is no instance's */
    record StopInstance(@TargetAggregateIdentifier String instanceId) implements InstanceRequest {
        public StopInstance {
            ResourceKind.INSTANCE.require(instanceId);
        }
    }

    /** @param force also when it is not stopped */
    record DeleteInstance(String instanceId, boolean force) implements InstanceRequest {}
}
