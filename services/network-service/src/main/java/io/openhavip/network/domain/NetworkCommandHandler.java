package io.openhavip.network.domain;

import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.contracts.network.InstanceEvent.InstanceCreated;
import io.openhavip.contracts.network.NetworkInterface;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/**
 * Commands that change two aggregates of this service together, in one transaction (a vSwitch takes its range from its VPC, an
 * instance its address from its vSwitch), and those that come from other services, which carry no Axon annotations.
 */
public class NetworkCommandHandler {

    private final Repository<Vpc> vpcs;
    private final Repository<VSwitch> vSwitches;
    private final Repository<Instance> instances;

    public NetworkCommandHandler(Repository<Vpc> vpcs, Repository<VSwitch> vSwitches, Repository<Instance> instances) {
        this.vpcs = vpcs;
        this.vSwitches = vSwitches;
        this.instances = instances;
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

    @CommandHandler
    void handle(AttachHaVip command) {
        instances
                .load(ResourceKind.INSTANCE.require(command.instanceId()))
                .execute(instance -> instance.attach(command));
    }

    @CommandHandler
    void handle(DetachHaVip command) {
        instances
                .load(ResourceKind.INSTANCE.require(command.instanceId()))
                .execute(instance -> instance.detach(command));
    }

    @CommandHandler
    VSwitchChanges handle(NetworkRequest.RunInstances command) throws Exception {
        Aggregate<VSwitch> vSwitch = vSwitches.load(ResourceKind.VSWITCH.require(command.vSwitchId()));
        for (NetworkRequest.NewInstance wanted : command.instances()) {
            String address = read(
                    vSwitch,
                    it -> it.reserve(
                            AddressHolder.NetworkInterface, wanted.networkInterfaceId(), command.privateIpAddress()));
            NetworkInterface primary = new NetworkInterface(
                    wanted.networkInterfaceId(), command.vSwitchId(), MacAddresses.of(address), address);
            InstanceCreated created = new InstanceCreated(
                    wanted.instanceId(),
                    read(vSwitch, VSwitch::accountId),
                    read(vSwitch, VSwitch::regionId),
                    read(vSwitch, VSwitch::zoneId),
                    read(vSwitch, VSwitch::vpcId),
                    command.vSwitchId(),
                    wanted.instanceName(),
                    wanted.hostId(),
                    List.of(primary));
            instances.newInstance(() -> new Instance(created));
        }
        return new VSwitchChanges(Map.of(command.vSwitchId(), vSwitch.version()));
    }

    @CommandHandler
    VSwitchChanges handle(NetworkRequest.DeleteInstance command) {
        Aggregate<Instance> instance = instances.load(ResourceKind.INSTANCE.require(command.instanceId()));
        List<NetworkInterface> freed = read(instance, Instance::networkInterfaces);
        instance.execute(it -> it.delete(command.force()));
        Map<String, Long> lastSequences = new HashMap<>();
        for (NetworkInterface networkInterface : freed) {
            Aggregate<VSwitch> vSwitch = vSwitches.load(networkInterface.vSwitchId());
            vSwitch.execute(it -> it.release(AddressHolder.NetworkInterface, networkInterface.networkInterfaceId()));
            lastSequences.put(networkInterface.vSwitchId(), vSwitch.version());
        }
        return new VSwitchChanges(lastSequences);
    }

    private static <A, R> R read(Aggregate<A> aggregate, Function<A, R> reading) {
        AtomicReference<R> result = new AtomicReference<>();
        aggregate.execute(root -> result.set(reading.apply(root)));
        return result.get();
    }
}
