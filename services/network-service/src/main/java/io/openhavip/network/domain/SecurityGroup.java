package io.openhavip.network.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupCreated;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupDeleted;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupMemberAdded;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupMemberRemoved;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupModified;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupPolicyChanged;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupRuleAuthorized;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupRuleModified;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupRuleRevoked;
import io.openhavip.contracts.network.SecurityGroupRule;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/**
 * A security group: its rules, as records, and who is in it, so that it goes after them. Kept as snapshots.
 */
public class SecurityGroup extends AccountResource {

    /** Security groups of one instance or network interface; more than Alibaba allows is not asked for by mistake only. */
    public static final int MOST_OF_A_MEMBER = 16;

    /** Rules that one security group can have (AuthorizeSecurityGroup). */
    static final int MOST_RULES = 200;

    static final String ACCEPT = "Accept";

    @AggregateIdentifier
    private String securityGroupId;

    private String regionId;
    private String vpcId;
    private String securityGroupName;
    private String description;
    private String innerAccessPolicy;
    private final Map<String, SecurityGroupRule> rules = new LinkedHashMap<>();
    private final Set<String> members = new HashSet<>();

    protected SecurityGroup() {}

    SecurityGroup(SecurityGroupRequest.CreateSecurityGroup command, String regionId) {
        apply(new SecurityGroupCreated(
                command.securityGroupId(),
                command.accountId(),
                regionId,
                command.vpcId(),
                command.securityGroupName(),
                command.description(),
                command.securityGroupType(),
                command.resourceGroupId()));
        tagNew(command.securityGroupId(), command.tags());
    }

    void modify(SecurityGroupRequest.ModifySecurityGroup command) {
        String newName = command.securityGroupName().orElse(securityGroupName);
        String newDescription = command.description().orElse(description);
        if (!newName.equals(securityGroupName) || !newDescription.equals(description)) {
            apply(new SecurityGroupModified(securityGroupId, newName, newDescription));
        }
    }

    void changePolicy(String newPolicy) {
        if (!newPolicy.equals(innerAccessPolicy)) {
            apply(new SecurityGroupPolicyChanged(securityGroupId, newPolicy));
        }
    }

    /** @throws Refusal if there would be more than {@value #MOST_RULES} */
    void authorize(List<SecurityGroupRule> wanted) {
        for (SecurityGroupRule rule : wanted) {
            if (same(rule).isEmpty()) {
                if (rules.size() >= MOST_RULES) {
                    throw new Refusal(
                            ErrorCode.SECURITY_GROUP_RULES_EXCEEDED,
                            "The security group " + securityGroupId + " has " + MOST_RULES + " rules already.");
                }
                apply(new SecurityGroupRuleAuthorized(securityGroupId, rule));
            }
        }
    }

    /** @throws Refusal if no rule says the same */
    void describe(SecurityGroupRule wanted) {
        String id = same(wanted)
                .orElseThrow(() -> new Refusal(
                        ErrorCode.SECURITY_GROUP_RULE_NOT_FOUND,
                        "The security group " + securityGroupId + " has no such rule."));
        SecurityGroupRule described = withIdAndDescription(wanted, id, wanted.description());
        if (!described.equals(rules.get(id))) {
            apply(new SecurityGroupRuleModified(securityGroupId, described));
        }
    }

    void revoke(List<SecurityGroupRule> unwanted) {
        unwanted.forEach(rule -> same(rule).ifPresent(this::revoke));
    }

    void revokeByIds(List<String> securityGroupRuleIds) {
        securityGroupRuleIds.stream().filter(rules::containsKey).forEach(this::revoke);
    }

    private void revoke(String securityGroupRuleId) {
        apply(new SecurityGroupRuleRevoked(securityGroupId, securityGroupRuleId));
    }

    /** Id of the rule that says the same, whatever its description is. */
    private Optional<String> same(SecurityGroupRule wanted) {
        return rules.values().stream()
                .filter(rule -> asComparable(rule).equals(asComparable(wanted)))
                .map(SecurityGroupRule::securityGroupRuleId)
                .findFirst();
    }

    private static SecurityGroupRule asComparable(SecurityGroupRule rule) {
        return withIdAndDescription(rule, "", "");
    }

    private static SecurityGroupRule withIdAndDescription(SecurityGroupRule rule, String id, String description) {
        return new SecurityGroupRule(
                id,
                rule.direction(),
                rule.ipProtocol(),
                rule.portRange(),
                rule.cidrIp(),
                rule.ipv6CidrIp(),
                rule.groupId(),
                rule.prefixListId(),
                rule.policy(),
                rule.priority(),
                description);
    }

    /**
     * Takes an instance or a network interface in; does nothing if it is in already.
     *
     * @param vpc where that is
     * @throws Refusal that the group does not exist there, if it is another VPC's
     */
    void join(String memberId, String vpc) {
        if (!vpcId.equals(vpc)) {
            throw kind().refusal(securityGroupId);
        }
        if (!members.contains(memberId)) {
            apply(new SecurityGroupMemberAdded(securityGroupId, memberId));
        }
    }

    /** Lets an instance or a network interface go; does nothing if it is not in it. */
    void leave(String memberId) {
        if (members.contains(memberId)) {
            apply(new SecurityGroupMemberRemoved(securityGroupId, memberId));
        }
    }

    boolean hasMembers() {
        return !members.isEmpty();
    }

    /** @throws Refusal while something is in it */
    void delete() {
        if (hasMembers()) {
            throw new Refusal(
                    ErrorCode.SECURITY_GROUP_DEPENDENCY,
                    "The security group " + securityGroupId + " still has " + members.size() + " members.");
        }
        apply(new SecurityGroupDeleted(securityGroupId, accountId(), regionId, vpcId));
    }

    @Override
    ResourceKind kind() {
        return ResourceKind.SECURITY_GROUP;
    }

    @Override
    String id() {
        return securityGroupId;
    }

    String vpcId() {
        return vpcId;
    }

    @EventSourcingHandler
    void on(SecurityGroupCreated event) {
        securityGroupId = event.securityGroupId();
        belongsTo(event.accountId());
        regionId = event.regionId();
        vpcId = event.vpcId();
        securityGroupName = event.securityGroupName();
        description = event.description();
        innerAccessPolicy = ACCEPT;
    }

    @EventSourcingHandler
    void on(SecurityGroupModified event) {
        securityGroupName = event.securityGroupName();
        description = event.description();
    }

    @EventSourcingHandler
    void on(SecurityGroupPolicyChanged event) {
        innerAccessPolicy = event.innerAccessPolicy();
    }

    @EventSourcingHandler
    void on(SecurityGroupRuleAuthorized event) {
        rules.put(event.rule().securityGroupRuleId(), event.rule());
    }

    @EventSourcingHandler
    void on(SecurityGroupRuleModified event) {
        rules.put(event.rule().securityGroupRuleId(), event.rule());
    }

    @EventSourcingHandler
    void on(SecurityGroupRuleRevoked event) {
        rules.remove(event.securityGroupRuleId());
    }

    @EventSourcingHandler
    void on(SecurityGroupMemberAdded event) {
        members.add(event.memberId());
    }

    @EventSourcingHandler
    void on(SecurityGroupMemberRemoved event) {
        members.remove(event.memberId());
    }

    @EventSourcingHandler
    void on(SecurityGroupDeleted event) {
        markDeleted();
    }
}
