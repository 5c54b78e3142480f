package io.openhavip.network.domain;

import java.util.List;
import java.util.Optional;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Commands that this service's own callers give; ids are handed in. */
public sealed interface NetworkRequest {

    record CreateVpc(
            @TargetAggregateIdentifier String vpcId,
            String accountId,
            String regionId,
            String cidrBlock,
            String vpcName,
            String description)
            implements NetworkRequest {}

    /** @throws io.openhavip.contracts.Refusal if the id is no VPC's */
    record DeleteVpc(@TargetAggregateIdentifier String vpcId) implements NetworkRequest {
        public DeleteVpc {
            ResourceKind.VPC.require(vpcId);
        }
    }

    record CreateVSwitch(
            String vSwitchId, String vpcId, String zoneId, String cidrBlock, String vSwitchName, String description)
            implements NetworkRequest {}

    record DeleteVSwitch(String vSwitchId) implements NetworkRequest {}

    /** @param networkInterfaceId id for the primary network interface */
    record NewInstance(String instanceId, String networkInterfaceId, String hostId, String instanceName) {}

    /**
     * Creates and starts instances, all or none.
     *
     * @param privateIpAddress only for a single one
     */
    record RunInstances(String vSwitchId, List<NewInstance> instances, Optional<String> privateIpAddress)
            implements NetworkRequest {}

    /** @throws io.openhavip.contracts.Refusal if the id is no instance's */
    record StartInstance(@TargetAggregateIdentifier String instanceId) implements NetworkRequest {
        public StartInstance {
            ResourceKind.INSTANCE.require(instanceId);
        }
    }

    /** @throws io.openhavip.contracts.Refusal if the id is no instance's */
    record StopInstance(@TargetAggregateIdentifier String instanceId) implements NetworkRequest {
        public StopInstance {
            ResourceKind.INSTANCE.require(instanceId);
        }
    }

    /** @param force also when it is not stopped */
    record DeleteInstance(String instanceId, boolean force) implements NetworkRequest {}
}
