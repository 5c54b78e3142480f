package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/** Commands about VPCs: a VPC and its route table come and go in one transaction. */
public class VpcCommands {

    private final Repository<Vpc> vpcs;
    private final RouteTables routeTables;
    private final Quotas quotas;

    public VpcCommands(Repository<Vpc> vpcs, Repository<RouteTable> routeTables, Quotas quotas) {
        this.vpcs = vpcs;
        this.routeTables = new RouteTables(routeTables);
        this.quotas = quotas;
    }

    @CommandHandler
    Changes handle(VpcRequest.CreateVpc command) throws Exception {
        Aggregate<Vpc> vpc = vpcs.newInstance(() -> new Vpc(command));
        Aggregate<RouteTable> routeTable = routeTables.create(vpc);
        long limit = quotas.limit(command.accountId(), Quota.VPCS);
        if (!quotas.take(Quotas.Scope.vpcs(command.accountId(), command.regionId()), limit)) {
            throw new Refusal(
                    ErrorCode.VPC_QUOTA_EXCEEDED,
                    "The account has " + limit + " VPCs in " + command.regionId() + " already.");
        }
        return Changes.of(vpc, routeTable);
    }

    @CommandHandler
    Changes handle(VpcRequest.ModifyVpc command) {
        Aggregate<Vpc> vpc = load(command.vpcId(), command.accountId());
        vpc.execute(it -> it.modify(command));
        return Changes.of(vpc);
    }

    @CommandHandler
    Changes handle(VpcRequest.MoveVpcToResourceGroup command) {
        Aggregate<Vpc> vpc = load(command.vpcId(), command.accountId());
        vpc.execute(it -> it.moveTo(command.resourceGroupId()));
        return Changes.of(vpc);
    }

    @CommandHandler
    Changes handle(VpcRequest.DeleteVpc command) throws Exception {
        Aggregate<Vpc> vpc = load(command.vpcId(), command.accountId());
        Aggregate<RouteTable> routeTable = routeTables.of(vpc);
        vpc.execute(Vpc::delete);
        routeTable.execute(RouteTable::delete);
        return Changes.of(vpc, routeTable);
    }

    private Aggregate<Vpc> load(String vpcId, String accountId) {
        return Aggregates.load(vpcs, ResourceKind.VPC, vpcId, accountId);
    }
}
