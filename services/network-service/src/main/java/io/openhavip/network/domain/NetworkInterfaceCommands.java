package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.havip.HaVipLimits;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceCreated;
import io.openhavip.contracts.network.NetworkInterfaceType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;

/** Creates, attaches, detaches, changes and deletes network interfaces. Locks are taken in the order of {@link InstanceCommands}. */
public class NetworkInterfaceCommands {

    private final Repository<ElasticNetworkInterface> interfaces;
    private final Repository<Instance> instances;
    private final Repository<VSwitch> vSwitches;
    private final Memberships memberships;
    private final Quotas quotas;
    private final InterfaceLimit limit;
    private final InstanceDriver driver;

    public NetworkInterfaceCommands(
            Repository<ElasticNetworkInterface> interfaces,
            Repository<Instance> instances,
            Repository<VSwitch> vSwitches,
            Repository<SecurityGroup> securityGroups,
            Quotas quotas,
            InterfaceLimit limit,
            InstanceDriver driver) {
        this.interfaces = interfaces;
        this.instances = instances;
        this.vSwitches = vSwitches;
        this.memberships = new Memberships(securityGroups);
        this.quotas = quotas;
        this.limit = limit;
        this.driver = driver;
    }

    @CommandHandler
    Changes handle(NetworkInterfaceRequest.CreateNetworkInterface command) throws Exception {
        Aggregate<VSwitch> vSwitch = VSwitches.load(vSwitches, command.vSwitchId(), command.accountId());
        NetworkInterface port = reserve(vSwitch, command);
        NetworkInterfaceCreated created = new NetworkInterfaceCreated(
                command.networkInterfaceId(),
                command.accountId(),
                Aggregates.read(vSwitch, VSwitch::regionId),
                Aggregates.read(vSwitch, VSwitch::zoneId),
                Aggregates.read(vSwitch, VSwitch::vpcId),
                command.vSwitchId(),
                port.macAddress(),
                port.privateIpAddress(),
                NetworkInterfaceType.Secondary,
                Optional.empty(),
                command.attributes(),
                command.tags());
        List<Aggregate<?>> changed = new ArrayList<>(List.of(vSwitch));
        changed.add(interfaces.newInstance(() -> new ElasticNetworkInterface(created)));
        changed.addAll(memberships.join(
                created.attributes().securityGroupIds(),
                List.of(created.networkInterfaceId()),
                created.accountId(),
                created.vpcId()));
        return Changes.of(changed.toArray(Aggregate<?>[]::new));
    }

    /** CreateNetworkInterface has codes of its own for an address that cannot be had. */
    private static NetworkInterface reserve(
            Aggregate<VSwitch> vSwitch, NetworkInterfaceRequest.CreateNetworkInterface command) {
        try {
            return VSwitches.reserve(vSwitch, command.networkInterfaceId(), command.privateIpAddress());
        } catch (Refusal refusal) {
            throw switch (refusal.code()) {
                case INVALID_IP_ALREADY_USED -> new Refusal(ErrorCode.ENI_IP_REPEATED, refusal.getMessage());
                case INVALID_IP_MALFORMED, INVALID_IP_OUT_OF_RANGE, INVALID_IP_NOT_AVAILABLE ->
                    new Refusal(ErrorCode.INVALID_ENI_IP, refusal.getMessage());
                default -> refusal;
            };
        }
    }

    @CommandHandler
    Changes handle(NetworkInterfaceRequest.AttachNetworkInterface command) throws SQLException {
        Aggregate<Instance> instance = instance(command.instanceId(), command.accountId());
        Aggregate<ElasticNetworkInterface> networkInterface = load(command, command.networkInterfaceId());
        networkInterface.execute(ElasticNetworkInterface::requireAvailable);
        NetworkInterface port = Aggregates.read(networkInterface, ElasticNetworkInterface::port);
        String zoneId = Aggregates.read(networkInterface, ElasticNetworkInterface::zoneId);
        String vpcId = Aggregates.read(networkInterface, ElasticNetworkInterface::vpcId);
        int deviceIndex = Aggregates.read(instance, it -> it.add(port, zoneId, vpcId, limit));
        networkInterface.execute(it -> it.attach(command.instanceId(), deviceIndex));
        switch (driver) {
            case NONE -> networkInterface.execute(ElasticNetworkInterface::attached);
        }
        int haVips = Aggregates.read(networkInterface, ElasticNetworkInterface::haVips);
        if (haVips > 0
                && !quotas.take(
                        Quotas.Scope.haVipsOfInstance(command.instanceId()), haVips, HaVipLimits.PER_INSTANCE)) {
            throw Associations.exceeded(command.instanceId());
        }
        return Changes.of(instance, networkInterface);
    }

    @CommandHandler
    Changes handle(NetworkInterfaceRequest.DetachNetworkInterface command) throws SQLException {
        Aggregate<Instance> instance = instance(command.instanceId(), command.accountId());
        Aggregate<ElasticNetworkInterface> networkInterface = load(command, command.networkInterfaceId());
        networkInterface.execute(it -> it.detach(command.instanceId()));
        instance.execute(it -> it.remove(command.networkInterfaceId()));
        switch (driver) {
            case NONE -> networkInterface.execute(ElasticNetworkInterface::detached);
        }
        int haVips = Aggregates.read(networkInterface, ElasticNetworkInterface::haVips);
        if (haVips > 0) {
            quotas.free(Quotas.Scope.haVipsOfInstance(command.instanceId()), haVips);
        }
        return Changes.of(instance, networkInterface);
    }

    /** Attaching and detaching have a code of their own for an instance that does not exist. */
    private Aggregate<Instance> instance(String instanceId, String accountId) {
        try {
            Aggregate<Instance> instance = instances.load(ResourceKind.INSTANCE.require(instanceId));
            instance.execute(it -> it.requireAccount(accountId));
            return instance;
        } catch (AggregateNotFoundException | Refusal e) {
            throw new Refusal(ErrorCode.INVALID_ECS_NOT_FOUND, "The specified " + instanceId + " does not exist.");
        }
    }

    @CommandHandler
    Changes handle(NetworkInterfaceRequest.ModifyNetworkInterface command) {
        Aggregate<ElasticNetworkInterface> networkInterface =
                load(command, command.changes().networkInterfaceId());
        List<String> before = Aggregates.read(networkInterface, ElasticNetworkInterface::securityGroupIds);
        networkInterface.execute(it -> it.modify(command.changes()));
        return with(
                networkInterface,
                command.changes()
                        .securityGroupIds()
                        .map(after -> memberships.change(
                                before,
                                after,
                                command.changes().networkInterfaceId(),
                                command.accountId(),
                                Aggregates.read(networkInterface, ElasticNetworkInterface::vpcId)))
                        .orElse(List.of()));
    }

    @CommandHandler
    Changes handle(NetworkInterfaceRequest.JoinSecurityGroup command) {
        Aggregate<ElasticNetworkInterface> networkInterface = load(command, command.networkInterfaceId());
        networkInterface.execute(it -> it.join(command.securityGroupId()));
        return with(
                networkInterface,
                memberships.join(
                        List.of(command.securityGroupId()),
                        List.of(command.networkInterfaceId()),
                        command.accountId(),
                        Aggregates.read(networkInterface, ElasticNetworkInterface::vpcId)));
    }

    @CommandHandler
    Changes handle(NetworkInterfaceRequest.LeaveSecurityGroup command) {
        Aggregate<ElasticNetworkInterface> networkInterface = load(command, command.networkInterfaceId());
        networkInterface.execute(it -> it.leave(command.securityGroupId()));
        return with(
                networkInterface, memberships.leave(List.of(command.securityGroupId()), command.networkInterfaceId()));
    }

    private static Changes with(
            Aggregate<ElasticNetworkInterface> networkInterface, List<Aggregate<SecurityGroup>> groups) {
        List<Aggregate<?>> changed = new ArrayList<>(List.of(networkInterface));
        changed.addAll(groups);
        return Changes.of(changed.toArray(Aggregate<?>[]::new));
    }

    @CommandHandler
    Changes handle(NetworkInterfaceRequest.TagNetworkInterface command) {
        return change(command, command.networkInterfaceId(), it -> it.tag(command.tags()));
    }

    @CommandHandler
    Changes handle(NetworkInterfaceRequest.UntagNetworkInterface command) {
        return change(command, command.networkInterfaceId(), it -> it.untag(command.tagKeys(), command.all()));
    }

    private Changes change(
            NetworkInterfaceRequest command, String networkInterfaceId, Consumer<ElasticNetworkInterface> change) {
        Aggregate<ElasticNetworkInterface> networkInterface = load(command, networkInterfaceId);
        networkInterface.execute(change);
        return Changes.of(networkInterface);
    }

    @CommandHandler
    Changes handle(NetworkInterfaceRequest.DeleteNetworkInterface command) {
        Aggregate<ElasticNetworkInterface> networkInterface = load(command, command.networkInterfaceId());
        NetworkInterface port = Aggregates.read(networkInterface, ElasticNetworkInterface::port);
        networkInterface.execute(ElasticNetworkInterface::delete);
        Aggregate<VSwitch> vSwitch = vSwitches.load(port.vSwitchId());
        VSwitches.release(vSwitch, port);
        List<Aggregate<?>> changed = new ArrayList<>(List.of(networkInterface, vSwitch));
        changed.addAll(memberships.leave(
                Aggregates.read(networkInterface, ElasticNetworkInterface::securityGroupIds),
                command.networkInterfaceId()));
        return Changes.of(changed.toArray(Aggregate<?>[]::new));
    }

    private Aggregate<ElasticNetworkInterface> load(NetworkInterfaceRequest command, String networkInterfaceId) {
        Aggregate<ElasticNetworkInterface> networkInterface =
                interfaces.load(ResourceKind.NETWORK_INTERFACE.require(networkInterfaceId));
        networkInterface.execute(it -> it.requireAccount(command.accountId()));
        return networkInterface;
    }
}
