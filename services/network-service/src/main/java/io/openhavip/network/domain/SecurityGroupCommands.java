package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/** Commands about security groups: each comes and goes together with its VPC's record of it. */
public class SecurityGroupCommands {

    private final Repository<Vpc> vpcs;
    private final Repository<SecurityGroup> securityGroups;
    private final Quotas quotas;

    public SecurityGroupCommands(Repository<Vpc> vpcs, Repository<SecurityGroup> securityGroups, Quotas quotas) {
        this.vpcs = vpcs;
        this.securityGroups = securityGroups;
        this.quotas = quotas;
    }

    @CommandHandler
    Changes handle(SecurityGroupRequest.CreateSecurityGroup command) throws Exception {
        Aggregate<Vpc> vpc = Aggregates.load(vpcs, ResourceKind.VPC, command.vpcId(), command.accountId());
        String regionId = Aggregates.read(vpc, Vpc::regionId);
        Aggregate<SecurityGroup> group = securityGroups.newInstance(() -> new SecurityGroup(command, regionId));
        vpc.execute(it -> it.add(command.securityGroupId()));
        long limit = quotas.limit(command.accountId(), Quota.SECURITY_GROUPS);
        if (!quotas.take(Quotas.Scope.securityGroups(command.accountId(), regionId), limit)) {
            throw new Refusal(
                    ErrorCode.SECURITY_GROUP_QUOTA_EXCEEDED,
                    "The account has " + limit + " security groups in " + regionId + " already.");
        }
        return Changes.of(vpc, group);
    }

    @CommandHandler
    Changes handle(SecurityGroupRequest.ModifySecurityGroup command) {
        return change(command.securityGroupId(), command.accountId(), it -> it.modify(command));
    }

    @CommandHandler
    Changes handle(SecurityGroupRequest.ModifySecurityGroupPolicy command) {
        return change(
                command.securityGroupId(), command.accountId(), it -> it.changePolicy(command.innerAccessPolicy()));
    }

    @CommandHandler
    Changes handle(SecurityGroupRequest.AuthorizeSecurityGroup command) {
        return change(command.securityGroupId(), command.accountId(), it -> it.authorize(command.rules()));
    }

    @CommandHandler
    Changes handle(SecurityGroupRequest.ModifySecurityGroupRule command) {
        return change(command.securityGroupId(), command.accountId(), it -> it.describe(command.rule()));
    }

    @CommandHandler
    Changes handle(SecurityGroupRequest.RevokeSecurityGroup command) {
        return change(command.securityGroupId(), command.accountId(), it -> it.revoke(command.rules()));
    }

    @CommandHandler
    Changes handle(SecurityGroupRequest.RevokeSecurityGroupRules command) {
        return change(
                command.securityGroupId(), command.accountId(), it -> it.revokeByIds(command.securityGroupRuleIds()));
    }

    @CommandHandler
    Changes handle(SecurityGroupRequest.DeleteSecurityGroup command) {
        Aggregate<SecurityGroup> group = load(command.securityGroupId(), command.accountId());
        Aggregate<Vpc> vpc = vpcs.load(Aggregates.read(group, SecurityGroup::vpcId));
        group.execute(SecurityGroup::delete);
        vpc.execute(it -> it.remove(command.securityGroupId()));
        return Changes.of(group, vpc);
    }

    private Changes change(String securityGroupId, String accountId, Consumer<SecurityGroup> change) {
        Aggregate<SecurityGroup> group = load(securityGroupId, accountId);
        group.execute(change);
        return Changes.of(group);
    }

    private Aggregate<SecurityGroup> load(String securityGroupId, String accountId) {
        return Aggregates.load(securityGroups, ResourceKind.SECURITY_GROUP, securityGroupId, accountId);
    }
}
