package io.openhavip.network.domain;

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
}
