package io.openhavip.network.domain;

import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.InstanceEvent.InstanceCreated;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.contracts.network.NetworkInterface;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/**
 * Commands that change instances together with their vSwitches, in one transaction, and those that come from other services, which
 * carry no Axon annotations.
 */
public class InstanceCommands {

    private final Repository<VSwitch> vSwitches;
    private final Repository<Instance> instances;

    public InstanceCommands(Repository<VSwitch> vSwitches, Repository<Instance> instances) {
        this.vSwitches = vSwitches;
        this.instances = instances;
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
    VSwitchChanges handle(InstanceRequest.RunInstances command) throws Exception {
        Aggregate<VSwitch> vSwitch = vSwitches.load(ResourceKind.VSWITCH.require(command.vSwitchId()));
        for (InstanceRequest.NewInstance wanted : command.instances()) {
            String address = Aggregates.read(
                    vSwitch,
                    it -> it.reserve(
                            AddressHolder.NetworkInterface, wanted.networkInterfaceId(), command.privateIpAddress()));
            NetworkInterface primary = new NetworkInterface(
                    wanted.networkInterfaceId(), command.vSwitchId(), MacAddresses.of(address), address);
            InstanceCreated created = new InstanceCreated(
                    wanted.instanceId(),
                    Aggregates.read(vSwitch, VSwitch::accountId),
                    Aggregates.read(vSwitch, VSwitch::regionId),
                    Aggregates.read(vSwitch, VSwitch::zoneId),
                    Aggregates.read(vSwitch, VSwitch::vpcId),
                    command.vSwitchId(),
                    wanted.instanceName(),
                    wanted.hostId(),
                    List.of(primary));
            instances.newInstance(() -> new Instance(created));
        }
        return new VSwitchChanges(Map.of(command.vSwitchId(), vSwitch.version()));
    }

    @CommandHandler
    VSwitchChanges handle(InstanceRequest.DeleteInstance command) {
        Aggregate<Instance> instance = instances.load(ResourceKind.INSTANCE.require(command.instanceId()));
        List<NetworkInterface> freed = Aggregates.read(instance, Instance::networkInterfaces);
        instance.execute(it -> it.delete(command.force()));
        Map<String, Long> lastSequences = new HashMap<>();
        for (NetworkInterface networkInterface : freed) {
            Aggregate<VSwitch> vSwitch = vSwitches.load(networkInterface.vSwitchId());
            vSwitch.execute(it -> it.release(
                    AddressHolder.NetworkInterface,
                    networkInterface.networkInterfaceId(),
                    networkInterface.privateIpAddress()));
            lastSequences.put(networkInterface.vSwitchId(), vSwitch.version());
        }
        return new VSwitchChanges(lastSequences);
    }
}
