package io.openhavip.network.domain;

import io.openhavip.contracts.network.SecurityGroupRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commands about security groups. */
public sealed interface SecurityGroupRequest extends NetworkRequest {

    record CreateSecurityGroup(
            String securityGroupId,
            String accountId,
            String vpcId,
            String securityGroupName,
            String description,
            String securityGroupType,
            String resourceGroupId,
            Map<String, String> tags)
            implements SecurityGroupRequest {}

    /** What is empty stays as it is. */
    record ModifySecurityGroup(
            String securityGroupId, String accountId, Optional<String> securityGroupName, Optional<String> description)
            implements SecurityGroupRequest {}

    record ModifySecurityGroupPolicy(String securityGroupId, String accountId, String innerAccessPolicy)
            implements SecurityGroupRequest {}

    /** Adds rules; those that are there already are left as they are. */
    record AuthorizeSecurityGroup(String securityGroupId, String accountId, List<SecurityGroupRule> rules)
            implements SecurityGroupRequest {}

    /** Gives the rule that says the same the description of this one. */
    record ModifySecurityGroupRule(String securityGroupId, String accountId, SecurityGroupRule rule)
            implements SecurityGroupRequest {}

    /** Takes rules away, by what they say; those that are not there are passed over. */
    record RevokeSecurityGroup(String securityGroupId, String accountId, List<SecurityGroupRule> rules)
            implements SecurityGroupRequest {}

    record RevokeSecurityGroupRules(String securityGroupId, String accountId, List<String> securityGroupRuleIds)
            implements SecurityGroupRequest {}

    record DeleteSecurityGroup(String securityGroupId, String accountId) implements SecurityGroupRequest {}
}
