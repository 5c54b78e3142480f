package io.openhavip.network.domain;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/** Commands about vSwitches: each changes its VPC too, in one transaction. */
public class VSwitchCommands {

    private final Repository<Vpc> vpcs;
    private final Repository<VSwitch> vSwitches;

    public VSwitchCommands(Repository<Vpc> vpcs, Repository<VSwitch> vSwitches) {
        this.vpcs = vpcs;
        this.vSwitches = vSwitches;
    }

    @CommandHandler
    void handle(VSwitchRequest.CreateVSwitch command) throws Exception {
        Aggregate<Vpc> vpc = vpcs.load(ResourceKind.VPC.require(command.vpcId()));
        vpc.execute(it -> it.assign(command.vSwitchId(), command.cidrBlock()));
        String accountId = Aggregates.read(vpc, Vpc::accountId);
        String regionId = Aggregates.read(vpc, Vpc::regionId);
        vSwitches.newInstance(() -> new VSwitch(command, accountId, regionId));
    }

    @CommandHandler
    void handle(VSwitchRequest.DeleteVSwitch command) {
        Aggregate<VSwitch> vSwitch = vSwitches.load(ResourceKind.VSWITCH.require(command.vSwitchId()));
        String vpcId = Aggregates.read(vSwitch, VSwitch::vpcId);
        vSwitch.execute(VSwitch::delete);
        vpcs.load(vpcId).execute(vpc -> vpc.takeBack(command.vSwitchId()));
    }
}
