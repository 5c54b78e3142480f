package io.openhavip.network.domain;

import java.util.Map;
import java.util.Optional;

/** Commands about VPCs. */
public sealed interface VpcRequest extends NetworkRequest {

    record CreateVpc(
            String vpcId,
            String accountId,
            String regionId,
            String cidrBlock,
            String vpcName,
            String description,
            String resourceGroupId,
            Map<String, String> tags)
            implements VpcRequest {}

    /** What is empty stays as it is. */
    record ModifyVpc(String vpcId, String accountId, Optional<String> vpcName, Optional<String> description)
            implements VpcRequest {}

    record MoveVpcToResourceGroup(String vpcId, String accountId, String resourceGroupId) implements VpcRequest {}

    record DeleteVpc(String vpcId, String accountId) implements VpcRequest {}
}
