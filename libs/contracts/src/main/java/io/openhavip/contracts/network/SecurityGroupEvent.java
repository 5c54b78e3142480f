package io.openhavip.contracts.network;

/** Events of the SecurityGroup aggregate. */
public sealed interface SecurityGroupEvent extends NetworkEvent {

    String securityGroupId();

    @Override
    default String subject() {
        return securityGroupId();
    }

    /** @param securityGroupType {@code normal} or {@code enterprise} */
    record SecurityGroupCreated(
            String securityGroupId,
            String accountId,
            String regionId,
            String vpcId,
            String securityGroupName,
            String description,
            String securityGroupType,
            String resourceGroupId)
            implements SecurityGroupEvent {}

    record SecurityGroupModified(String securityGroupId, String securityGroupName, String description)
            implements SecurityGroupEvent {}

    /** @param innerAccessPolicy {@code Accept} or {@code Drop}: what holds between members */
    record SecurityGroupPolicyChanged(String securityGroupId, String innerAccessPolicy) implements SecurityGroupEvent {}

    record SecurityGroupRuleAuthorized(String securityGroupId, SecurityGroupRule rule) implements SecurityGroupEvent {}

    /** A rule has another description. */
    record SecurityGroupRuleModified(String securityGroupId, SecurityGroupRule rule) implements SecurityGroupEvent {}

    record SecurityGroupRuleRevoked(String securityGroupId, String securityGroupRuleId) implements SecurityGroupEvent {}

    /** @param memberId id of an instance or a network interface */
    record SecurityGroupMemberAdded(String securityGroupId, String memberId) implements SecurityGroupEvent {}

    record SecurityGroupMemberRemoved(String securityGroupId, String memberId) implements SecurityGroupEvent {}

    record SecurityGroupDeleted(String securityGroupId, String accountId, String regionId, String vpcId)
            implements SecurityGroupEvent {}
}
