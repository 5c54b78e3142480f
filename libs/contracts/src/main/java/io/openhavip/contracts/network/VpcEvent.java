package io.openhavip.contracts.network;

import io.openhavip.contracts.Revision;

/** Events of the Vpc aggregate. */
public sealed interface VpcEvent extends NetworkEvent {

    String vpcId();

    @Override
    default String subject() {
        return vpcId();
    }

    /**
     * A VPC was created, together with its router and its system route table.
     *
     * @param vRouterId {@code vrt-…}
     * @param routeTableId {@code vtb-…}
     */
    @Revision(2)
    record VpcCreated(
            String vpcId,
            String accountId,
            String regionId,
            String cidrBlock,
            String vpcName,
            String description,
            String resourceGroupId,
            String vRouterId,
            String routeTableId)
            implements VpcEvent {}

    record VpcModified(String vpcId, String vpcName, String description) implements VpcEvent {}

    record VpcMovedToResourceGroup(String vpcId, String resourceGroupId) implements VpcEvent {}

    /** The VPC gave a part of its range to a vSwitch: what makes overlap a rule of one aggregate. */
    record VSwitchCidrAssigned(String vpcId, String vSwitchId, String cidrBlock) implements VpcEvent {}

    record VSwitchCidrReturned(String vpcId, String vSwitchId) implements VpcEvent {}

    /** The VPC has a security group more: what keeps it from being deleted. */
    record SecurityGroupAdded(String vpcId, String securityGroupId) implements VpcEvent {}

    record SecurityGroupRemoved(String vpcId, String securityGroupId) implements VpcEvent {}

    @Revision(2)
    record VpcDeleted(String vpcId, String accountId, String regionId) implements VpcEvent {}
}
