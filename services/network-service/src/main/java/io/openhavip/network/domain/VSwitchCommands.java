package io.openhavip.network.domain;

import io.openhavip.contracts.Regions;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/** Commands about vSwitches: each comes and goes together with its VPC's record of its range and its system route entry. */
public class VSwitchCommands {

    private final Repository<Vpc> vpcs;
    private final RouteTables routeTables;
    private final Repository<VSwitch> vSwitches;
    private final Quotas quotas;
    private final TunnelKeys tunnelKeys;

    /** Those of a network whose vSwitches do not span hosts. */
    public VSwitchCommands(
            Repository<Vpc> vpcs, Repository<RouteTable> routeTables, Repository<VSwitch> vSwitches, Quotas quotas) {
        this(vpcs, routeTables, vSwitches, quotas, TunnelKeys.NONE);
    }

    public VSwitchCommands(
            Repository<Vpc> vpcs,
            Repository<RouteTable> routeTables,
            Repository<VSwitch> vSwitches,
            Quotas quotas,
            TunnelKeys tunnelKeys) {
        this.vpcs = vpcs;
        this.routeTables = new RouteTables(routeTables);
        this.vSwitches = vSwitches;
        this.quotas = quotas;
        this.tunnelKeys = tunnelKeys;
    }

    @CommandHandler
    Changes handle(VSwitchRequest.CreateVSwitch command) throws Exception {
        Aggregate<Vpc> vpc = Aggregates.load(vpcs, ResourceKind.VPC, command.vpcId(), command.accountId());
        String regionId = Aggregates.read(vpc, Vpc::regionId);
        Regions.requireZone(regionId, command.zoneId());
        Cidr block = Cidr.forVSwitch(command.cidrBlock());
        // Before the range is assigned, which a table that is only now made would already have an entry for.
        Aggregate<RouteTable> routeTable = routeTables.of(vpc);
        long most = quotas.limit(command.accountId(), Quota.VSWITCHES_IN_VPC);
        vpc.execute(it -> it.assign(command.vSwitchId(), block, most));
        routeTable.execute(it -> it.addSystemEntry(command.vSwitchId(), block));
        Optional<Integer> tunnelKey = tunnelKeys.next();
        Aggregate<VSwitch> vSwitch = vSwitches.newInstance(() -> new VSwitch(command, block, regionId, tunnelKey));
        return Changes.of(vpc, routeTable, vSwitch);
    }

    @CommandHandler
    Changes handle(VSwitchRequest.ModifyVSwitch command) {
        Aggregate<VSwitch> vSwitch = load(command.vSwitchId(), command.accountId());
        vSwitch.execute(it -> it.modify(command));
        return Changes.of(vSwitch);
    }

    @CommandHandler
    Changes handle(VSwitchRequest.DeleteVSwitch command) throws Exception {
        Aggregate<VSwitch> vSwitch = load(command.vSwitchId(), command.accountId());
        Aggregate<Vpc> vpc = vpcs.load(Aggregates.read(vSwitch, VSwitch::vpcId));
        Aggregate<RouteTable> routeTable = routeTables.of(vpc);
        vSwitch.execute(VSwitch::delete);
        vpc.execute(it -> it.takeBack(command.vSwitchId()));
        routeTable.execute(it -> it.removeSystemEntry(command.vSwitchId()));
        return Changes.of(vSwitch, vpc, routeTable);
    }

    private Aggregate<VSwitch> load(String vSwitchId, String accountId) {
        return Aggregates.load(vSwitches, ResourceKind.VSWITCH, vSwitchId, accountId);
    }
}
