package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.network.RuleDirection;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupDeleted;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupMemberAdded;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupMemberRemoved;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupModified;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupPolicyChanged;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupRuleAuthorized;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupRuleModified;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupRuleRevoked;
import io.openhavip.contracts.network.SecurityGroupRule;
import io.openhavip.contracts.network.VpcEvent.SecurityGroupAdded;
import io.openhavip.contracts.network.VpcEvent.SecurityGroupRemoved;
import io.openhavip.network.domain.SecurityGroupRequest.AuthorizeSecurityGroup;
import io.openhavip.network.domain.SecurityGroupRequest.CreateSecurityGroup;
import io.openhavip.network.domain.SecurityGroupRequest.DeleteSecurityGroup;
import io.openhavip.network.domain.SecurityGroupRequest.ModifySecurityGroup;
import io.openhavip.network.domain.SecurityGroupRequest.ModifySecurityGroupPolicy;
import io.openhavip.network.domain.SecurityGroupRequest.ModifySecurityGroupRule;
import io.openhavip.network.domain.SecurityGroupRequest.RevokeSecurityGroup;
import io.openhavip.network.domain.SecurityGroupRequest.RevokeSecurityGroupRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecurityGroupTest {

    private static final DeleteSecurityGroup DELETE = new DeleteSecurityGroup(Known.SECURITY_GROUP, Known.ACCOUNT);

    private final NetworkScenario network = new NetworkScenario();

    @BeforeEach
    void vpc() {
        network.given(Known.VPC_CREATED);
    }

    @AfterEach
    void close() {
        network.close();
    }

    private NetworkScenario givenGroup() {
        return network.given(new SecurityGroupAdded(Known.VPC, Known.SECURITY_GROUP), Known.SECURITY_GROUP_CREATED);
    }

    private static SecurityGroupRule rule(String id, String portRange, String description) {
        return new SecurityGroupRule(
                id, RuleDirection.ingress, "TCP", portRange, "0.0.0.0/0", "", "", "", "Accept", 1, description);
    }

    private static AuthorizeSecurityGroup authorize(SecurityGroupRule... rules) {
        return new AuthorizeSecurityGroup(Known.SECURITY_GROUP, Known.ACCOUNT, List.of(rules));
    }

    private static CreateSecurityGroup create(String id, String vpcId) {
        return new CreateSecurityGroup(id, Known.ACCOUNT, vpcId, "front", "", "normal", "", Map.of());
    }

    @Test
    void isCreatedInAVpcThatKnowsItThen() {
        network.when(create(Known.SECURITY_GROUP, Known.VPC))
                .events(Known.SECURITY_GROUP_CREATED, new SecurityGroupAdded(Known.VPC, Known.SECURITY_GROUP));
    }

    @Test
    void oneMoreThanTheAccountMayHaveIsRefused() {
        network.quotas().limit(Quota.SECURITY_GROUPS, 0);
        network.when(create("sg-2", Known.VPC)).refused(ErrorCode.SECURITY_GROUP_QUOTA_EXCEEDED);
        network.when(create("sg-2", "vsw-1")).refused(ErrorCode.INVALID_VPC_NOT_FOUND);
    }

    @Test
    void ruleThatIsThereAlreadyIsLeftAsItIs() {
        SecurityGroupRule first = rule("sgr-1", "80/80", "web");
        givenGroup()
                .when(authorize(first, rule("sgr-2", "80/80", "the same"), rule("sgr-3", "443/443", "")))
                .events(
                        new SecurityGroupRuleAuthorized(Known.SECURITY_GROUP, first),
                        new SecurityGroupRuleAuthorized(Known.SECURITY_GROUP, rule("sgr-3", "443/443", "")));
        network.when(authorize(rule("sgr-4", "80/80", "again"))).events();
    }

    @Test
    void tooManyRulesAreRefusedAltogether() {
        SecurityGroupRule[] most = IntStream.rangeClosed(1, SecurityGroup.MOST_RULES)
                .mapToObj(port -> rule("sgr-" + port, port + "/" + port, ""))
                .toArray(SecurityGroupRule[]::new);
        givenGroup();
        assertThat(network.when(authorize(most)).events()).hasSize(SecurityGroup.MOST_RULES);
        network.when(authorize(rule("sgr-x", "999/999", ""))).refused(ErrorCode.SECURITY_GROUP_RULES_EXCEEDED);
    }

    @Test
    void rulesAreRevokedByWhatTheySayOrByTheirIds() {
        givenGroup().when(authorize(rule("sgr-1", "80/80", "web"), rule("sgr-2", "443/443", "")));
        network.when(new RevokeSecurityGroup(
                        Known.SECURITY_GROUP,
                        Known.ACCOUNT,
                        List.of(rule("sgr-x", "80/80", ""), rule("sgr-y", "22/22", ""))))
                .events(new SecurityGroupRuleRevoked(Known.SECURITY_GROUP, "sgr-1"));
        network.when(new RevokeSecurityGroupRules(Known.SECURITY_GROUP, Known.ACCOUNT, List.of("sgr-1", "sgr-2")))
                .events(new SecurityGroupRuleRevoked(Known.SECURITY_GROUP, "sgr-2"));
    }

    @Test
    void ruleGetsAnotherDescriptionAndKeepsItsId() {
        givenGroup().when(authorize(rule("sgr-1", "80/80", "web")));
        ModifySecurityGroupRule change =
                new ModifySecurityGroupRule(Known.SECURITY_GROUP, Known.ACCOUNT, rule("sgr-x", "80/80", "shop"));
        network.when(change)
                .events(new SecurityGroupRuleModified(Known.SECURITY_GROUP, rule("sgr-1", "80/80", "shop")));
        network.when(change).events();
        network.when(new ModifySecurityGroupRule(Known.SECURITY_GROUP, Known.ACCOUNT, rule("sgr-x", "443/443", "shop")))
                .refused(ErrorCode.SECURITY_GROUP_RULE_NOT_FOUND);
    }

    @Test
    void nameAndInnerPolicyChange() {
        givenGroup()
                .when(new ModifySecurityGroup(
                        Known.SECURITY_GROUP, Known.ACCOUNT, Optional.of("back"), Optional.empty()))
                .events(new SecurityGroupModified(Known.SECURITY_GROUP, "back", ""));
        network.when(new ModifySecurityGroupPolicy(Known.SECURITY_GROUP, Known.ACCOUNT, "Accept"))
                .events();
        network.when(new ModifySecurityGroupPolicy(Known.SECURITY_GROUP, Known.ACCOUNT, "Drop"))
                .events(new SecurityGroupPolicyChanged(Known.SECURITY_GROUP, "Drop"));
    }

    @Test
    void isNotDeletedWhileSomethingIsInIt() {
        givenGroup().given(new SecurityGroupMemberAdded(Known.SECURITY_GROUP, Known.INSTANCE));
        network.when(DELETE).refused(ErrorCode.SECURITY_GROUP_DEPENDENCY);
        network.given(new SecurityGroupMemberRemoved(Known.SECURITY_GROUP, Known.INSTANCE));
        network.when(DELETE)
                .events(
                        new SecurityGroupDeleted(Known.SECURITY_GROUP, Known.ACCOUNT, Known.REGION, Known.VPC),
                        new SecurityGroupRemoved(Known.VPC, Known.SECURITY_GROUP));
    }

    @Test
    void groupOfAnotherAccountDoesNotExist() {
        givenGroup()
                .when(new DeleteSecurityGroup(Known.SECURITY_GROUP, Known.ANOTHER_ACCOUNT))
                .refused(ErrorCode.INVALID_SECURITY_GROUP_NOT_FOUND);
    }

    @Test
    void membersJoinAndLeaveOnce() throws Exception {
        FixtureConfiguration<SecurityGroup> group = new AggregateTestFixture<>(SecurityGroup.class);
        group.registerAnnotatedCommandHandler(new Membership(group.getRepository()));
        group.given(Known.SECURITY_GROUP_CREATED)
                .when(new Membership.Join(Known.VPC))
                .expectEvents(new SecurityGroupMemberAdded(Known.SECURITY_GROUP, Known.INSTANCE));
        group.given(Known.SECURITY_GROUP_CREATED, new SecurityGroupMemberAdded(Known.SECURITY_GROUP, Known.INSTANCE))
                .when(new Membership.Join(Known.VPC))
                .expectNoEvents();
        group.given(Known.SECURITY_GROUP_CREATED, new SecurityGroupMemberAdded(Known.SECURITY_GROUP, Known.INSTANCE))
                .when(new Membership.Leave())
                .expectEvents(new SecurityGroupMemberRemoved(Known.SECURITY_GROUP, Known.INSTANCE));
        group.given(Known.SECURITY_GROUP_CREATED).when(new Membership.Leave()).expectNoEvents();
        group.given(Known.SECURITY_GROUP_CREATED)
                .when(new Membership.Join("vpc-2"))
                .expectException(Refused.with(ErrorCode.INVALID_SECURITY_GROUP_NOT_FOUND));
    }
}
