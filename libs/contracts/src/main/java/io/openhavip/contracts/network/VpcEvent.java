package io.openhavip.contracts.network;

/** Events of the Vpc aggregate. */
public sealed interface VpcEvent extends NetworkEvent {

    String vpcId();

    @Override
    default String subject() {
        return vpcId();
    }

    record VpcCreated(
            String vpcId, String accountId, String regionId, String cidrBlock, String vpcName, String description)
            implements VpcEvent {}

    /** The VPC gave a part of its range to a vSwitch: what makes overlap a rule of one aggregate. */
    record VSwitchCidrAssigned(String vpcId, String vSwitchId, String cidrBlock) implements VpcEvent {}

    record VSwitchCidrReturned(String vpcId, String vSwitchId) implements VpcEvent {}

    record VpcDeleted(String vpcId) implements VpcEvent {}
}
