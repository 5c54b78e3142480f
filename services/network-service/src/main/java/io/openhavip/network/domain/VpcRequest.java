package io.openhavip.network.domain;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Commands about VPCs. */
public sealed interface VpcRequest extends NetworkRequest {

    record CreateVpc(
            @TargetAggregateIdentifier String vpcId,
            String accountId,
            String regionId,
            String cidrBlock,
            String vpcName,
            String description)
            implements VpcRequest {}

    /** @throws io.openhavip.contracts.Refusal if the id is no VPC's */
    record DeleteVpc(@TargetAggregateIdentifier String vpcId) implements VpcRequest {
        public DeleteVpc {
            ResourceKind.VPC.require(vpcId);
        }
    }
}
