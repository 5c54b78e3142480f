package io.openhavip.network.domain;

import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/**
 * Commands that change two aggregates of this service together, in one transaction (a vSwitch takes its range from its VPC), and those
 * that come from other services, which carry no Axon annotations.
 */
public class NetworkCommandHandler {

    private final Repository<Vpc> vpcs;
    private final Repository<VSwitch> vSwitches;

    public NetworkCommandHandler(Repository<Vpc> vpcs, Repository<VSwitch> vSwitches) {
        this.vpcs = vpcs;
        this.vSwitches = vSwitches;
    }

    @CommandHandler
    void handle(NetworkRequest.CreateVSwitch command) throws Exception {
        Aggregate<Vpc> vpc = vpcs.load(ResourceKind.VPC.require(command.vpcId()));
        vpc.execute(it -> it.assign(command.vSwitchId(), command.cidrBlock()));
        String accountId = read(vpc, Vpc::accountId);
        String regionId = read(vpc, Vpc::regionId);
        vSwitches.newInstance(() -> new VSwitch(command, accountId, regionId));
    }

    @CommandHandler
    void handle(NetworkRequest.DeleteVSwitch command) {
        Aggregate<VSwitch> vSwitch = vSwitches.load(ResourceKind.VSWITCH.require(command.vSwitchId()));
        String vpcId = read(vSwitch, VSwitch::vpcId);
        vSwitch.execute(VSwitch::delete);
        vpcs.load(vpcId).execute(vpc -> vpc.takeBack(command.vSwitchId()));
    }

    @CommandHandler
    void handle(ReserveHaVipAddress command) {
        vSwitches.load(ResourceKind.VSWITCH.require(command.vSwitchId())).execute(vSwitch -> vSwitch.reserve(command));
    }

    @CommandHandler
    void handle(ReleaseHaVipAddress command) {
        vSwitches.load(ResourceKind.VSWITCH.require(command.vSwitchId())).execute(vSwitch -> vSwitch.release(command));
    }

    private static <A, R> R read(Aggregate<A> aggregate, Function<A, R> reading) {
        AtomicReference<R> result = new AtomicReference<>();
        aggregate.execute(root -> result.set(reading.apply(root)));
        return result.get();
    }
}
