package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.InstanceEvent.InstanceCreated;
import io.openhavip.contracts.network.NetworkCommand.ReportInstanceEnded;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkInterfaceAttributes;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceCreated;
import io.openhavip.contracts.network.NetworkInterfaceType;
import io.openhavip.network.domain.InstanceRequest.NewInstance;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;

/**
 * Runs, changes and deletes instances, each with its network interfaces and their addresses in one transaction. Locks are taken in one
 * order everywhere: instance, deployment set, network interfaces, vSwitches, security groups.
 */
public class InstanceCommands {

    private final Repository<Instance> instances;
    private final Repository<ElasticNetworkInterface> interfaces;
    private final Repository<VSwitch> vSwitches;
    private final Repository<DeploymentSet> deploymentSets;
    private final Memberships memberships;
    private final Quotas quotas;
    private final HostChoice hostChoice;
    private final Hosts hosts;
    private final InstanceDriver driver;

    public InstanceCommands(
            Repository<Instance> instances,
            Repository<ElasticNetworkInterface> interfaces,
            Repository<VSwitch> vSwitches,
            Repository<DeploymentSet> deploymentSets,
            Repository<SecurityGroup> securityGroups,
            Quotas quotas,
            HostChoice hostChoice,
            Hosts hosts,
            InstanceDriver driver) {
        this.instances = instances;
        this.interfaces = interfaces;
        this.vSwitches = vSwitches;
        this.deploymentSets = deploymentSets;
        this.memberships = new Memberships(securityGroups);
        this.quotas = quotas;
        this.hostChoice = hostChoice;
        this.hosts = hosts;
        this.driver = driver;
    }

    @CommandHandler
    Changes handle(InstanceRequest.RunInstances command) throws Exception {
        Optional<Aggregate<DeploymentSet>> set = command.deploymentSetId()
                .map(id -> Aggregates.load(deploymentSets, ResourceKind.DEPLOYMENT_SET, id, command.accountId()));
        List<String> hostIds = hostChoice.place(
                set,
                command.hosts(),
                command.instances().stream().map(NewInstance::instanceId).toList());
        Aggregate<VSwitch> vSwitch = VSwitches.load(vSwitches, command.vSwitchId(), command.accountId());
        set.ifPresent(it -> it.execute(root -> root.requireRegion(Aggregates.read(vSwitch, VSwitch::regionId))));
        List<Aggregate<?>> changed = new ArrayList<>(List.of(vSwitch));
        set.ifPresent(changed::add);
        for (int i = 0; i < command.instances().size(); i++) {
            NewInstance wanted = command.instances().get(i);
            int number = i;
            Optional<String> address = command.privateIpAddress().map(first -> Ipv4.plus(first, number));
            NetworkInterface primary = VSwitches.reserve(vSwitch, wanted.networkInterfaceId(), address);
            InstanceCreated instance = created(command, wanted, hostIds.get(i), vSwitch, primary);
            NetworkInterfaceCreated networkInterface = primaryOf(instance, primary);
            changed.add(interfaces.newInstance(() -> new ElasticNetworkInterface(networkInterface)));
            changed.add(settle(instances.newInstance(() -> new Instance(instance)), Instance::started));
        }
        changed.addAll(joined(command, Aggregates.read(vSwitch, VSwitch::vpcId)));
        takePlaces(command, Aggregates.read(vSwitch, VSwitch::regionId));
        return Changes.of(changed.toArray(Aggregate<?>[]::new));
    }

    private void takePlaces(InstanceRequest.RunInstances command, String regionId) throws SQLException {
        long limit = quotas.limit(command.accountId(), Quota.INSTANCES);
        int places = command.instances().size();
        if (!quotas.take(Quotas.Scope.instances(command.accountId(), regionId), places, limit)) {
            throw new Refusal(
                    ErrorCode.INSTANCE_QUOTA_EXCEEDED,
                    "The account may have " + limit + " instances in " + regionId + "; " + places
                            + " more would be too many.");
        }
    }

    /** All instances of one request are in the same groups. */
    private List<Aggregate<SecurityGroup>> joined(InstanceRequest.RunInstances command, String vpcId) {
        return memberships.join(
                command.instances().getFirst().attributes().securityGroupIds(),
                command.instances().stream().map(NewInstance::instanceId).toList(),
                command.accountId(),
                vpcId);
    }

    private static InstanceCreated created(
            InstanceRequest.RunInstances command,
            NewInstance wanted,
            String hostId,
            Aggregate<VSwitch> vSwitch,
            NetworkInterface primary) {
        return new InstanceCreated(
                wanted.instanceId(),
                command.accountId(),
                Aggregates.read(vSwitch, VSwitch::regionId),
                Aggregates.read(vSwitch, VSwitch::zoneId),
                Aggregates.read(vSwitch, VSwitch::vpcId),
                command.vSwitchId(),
                hostId,
                List.of(primary),
                wanted.attributes(),
                command.hardware(),
                command.billing(),
                command.deploymentSetId(),
                command.tags());
    }

    private static NetworkInterfaceCreated primaryOf(InstanceCreated instance, NetworkInterface primary) {
        return new NetworkInterfaceCreated(
                primary.networkInterfaceId(),
                instance.accountId(),
                instance.regionId(),
                instance.zoneId(),
                instance.vpcId(),
                primary.vSwitchId(),
                primary.macAddress(),
                primary.privateIpAddress(),
                NetworkInterfaceType.Primary,
                Optional.of(instance.instanceId()),
                new NetworkInterfaceAttributes(
                        "",
                        "",
                        instance.attributes().securityGroupIds(),
                        true,
                        instance.attributes().resourceGroupId()),
                Map.of());
    }

    @CommandHandler
    Changes handle(InstanceRequest.StartInstance command) throws SQLException {
        Aggregate<Instance> instance = load(command, command.instanceId());
        List<Aggregate<?>> changed = new ArrayList<>(List.of(instance));
        if (Aggregates.read(instance, Instance::isHomeless)) {
            List<HostChoice.Host> candidates = hosts.all();
            if (candidates.isEmpty()) {
                throw new Refusal(
                        ErrorCode.NO_HOST,
                        "The host of the instance " + command.instanceId()
                                + " was removed, and no other is known that could have it.");
            }
            Optional<Aggregate<DeploymentSet>> set =
                    Aggregates.read(instance, Instance::deploymentSetId).flatMap(id -> find(deploymentSets, id));
            set.ifPresent(it -> it.execute(root -> root.leave(command.instanceId())));
            String hostId = hostChoice
                    .place(set, candidates, List.of(command.instanceId()))
                    .getFirst();
            instance.execute(it -> it.place(hostId));
            set.ifPresent(changed::add);
        }
        instance.execute(Instance::start);
        settle(instance, Instance::started);
        return Changes.of(changed.toArray(Aggregate<?>[]::new));
    }

    @CommandHandler
    Changes handle(InstanceRequest.LoseHost command) {
        return change(command, command.instanceId(), it -> it.loseHost(command.hostId()));
    }

    @CommandHandler
    Changes handle(InstanceRequest.StopInstance command) {
        Aggregate<Instance> instance = load(command, command.instanceId());
        instance.execute(it -> it.stop(command.stoppedMode(), command.force()));
        return Changes.of(settle(instance, Instance::stopped));
    }

    /** One that is gone has nothing more to end. */
    @CommandHandler
    void handle(ReportInstanceEnded report) {
        find(instances, ResourceKind.INSTANCE.require(report.instanceId()))
                .ifPresent(instance -> instance.execute(it -> it.ended(report)));
    }

    private Aggregate<Instance> settle(Aggregate<Instance> instance, Consumer<Instance> outcome) {
        switch (driver) {
            case NONE -> instance.execute(outcome);
        }
        return instance;
    }

    @CommandHandler
    Changes handle(InstanceRequest.RebootInstance command) {
        return change(command, command.instanceId(), it -> it.reboot(command.force()));
    }

    @CommandHandler
    Changes handle(InstanceRequest.ModifyInstance command) {
        Aggregate<Instance> instance = load(command, command.changes().instanceId());
        List<String> before = Aggregates.read(instance, Instance::securityGroupIds);
        instance.execute(it -> it.modify(command.changes()));
        return with(
                instance,
                command.changes()
                        .securityGroupIds()
                        .map(after -> memberships.change(
                                before,
                                after,
                                command.changes().instanceId(),
                                command.accountId(),
                                Aggregates.read(instance, Instance::vpcId)))
                        .orElse(List.of()));
    }

    @CommandHandler
    Changes handle(InstanceRequest.JoinSecurityGroup command) {
        Aggregate<Instance> instance = load(command, command.instanceId());
        instance.execute(it -> it.join(command.securityGroupId()));
        return with(
                instance,
                memberships.join(
                        List.of(command.securityGroupId()),
                        List.of(command.instanceId()),
                        command.accountId(),
                        Aggregates.read(instance, Instance::vpcId)));
    }

    @CommandHandler
    Changes handle(InstanceRequest.LeaveSecurityGroup command) {
        Aggregate<Instance> instance = load(command, command.instanceId());
        instance.execute(it -> it.leave(command.securityGroupId()));
        return with(instance, memberships.leave(List.of(command.securityGroupId()), command.instanceId()));
    }

    private static Changes with(Aggregate<Instance> instance, List<Aggregate<SecurityGroup>> groups) {
        List<Aggregate<?>> changed = new ArrayList<>(List.of(instance));
        changed.addAll(groups);
        return Changes.of(changed.toArray(Aggregate<?>[]::new));
    }

    @CommandHandler
    Changes handle(InstanceRequest.TagInstance command) {
        return change(command, command.instanceId(), it -> it.tag(command.tags()));
    }

    @CommandHandler
    Changes handle(InstanceRequest.UntagInstance command) {
        return change(command, command.instanceId(), it -> it.untag(command.tagKeys(), command.all()));
    }

    private Changes change(InstanceRequest command, String instanceId, Consumer<Instance> change) {
        Aggregate<Instance> instance = load(command, instanceId);
        instance.execute(change);
        return Changes.of(instance);
    }

    /** The primary interface goes with its instance; a secondary one if it says so, else it is Available again. */
    @CommandHandler
    Changes handle(InstanceRequest.DeleteInstance command) throws SQLException {
        Aggregate<Instance> instance = load(command, command.instanceId());
        List<NetworkInterface> attached = Aggregates.read(instance, Instance::networkInterfaces);
        int haVips = Aggregates.read(instance, Instance::haVips);
        instance.execute(it -> it.delete(command.force()));
        List<Aggregate<?>> changed = new ArrayList<>(List.of(instance));
        Optional<Aggregate<DeploymentSet>> set =
                Aggregates.read(instance, Instance::deploymentSetId).flatMap(id -> find(deploymentSets, id));
        set.ifPresent(it -> it.execute(root -> root.leave(command.instanceId())));
        set.ifPresent(changed::add);
        Map<String, List<NetworkInterface>> freed = new TreeMap<>();
        List<Aggregate<ElasticNetworkInterface>> ended = new ArrayList<>();
        for (NetworkInterface port : attached) {
            Optional<Aggregate<ElasticNetworkInterface>> networkInterface = find(interfaces, port.networkInterfaceId());
            haVips += networkInterface
                    .map(it -> Aggregates.read(it, ElasticNetworkInterface::haVips))
                    .orElse(0);
            if (networkInterface
                    .map(it -> Aggregates.read(it, ElasticNetworkInterface::release))
                    .orElse(true)) {
                freed.computeIfAbsent(port.vSwitchId(), id -> new ArrayList<>()).add(port);
                networkInterface.ifPresent(ended::add);
            }
            networkInterface.ifPresent(changed::add);
        }
        freed.forEach((vSwitchId, ports) -> {
            Aggregate<VSwitch> vSwitch = vSwitches.load(vSwitchId);
            ports.forEach(port -> VSwitches.release(vSwitch, port));
            changed.add(vSwitch);
        });
        changed.addAll(left(instance, ended));
        if (haVips > 0) {
            quotas.free(Quotas.Scope.haVipsOfInstance(command.instanceId()), haVips);
        }
        quotas.free(Quotas.Scope.instances(command.accountId(), Aggregates.read(instance, Instance::regionId)), 1);
        return Changes.of(changed.toArray(Aggregate<?>[]::new));
    }

    private Set<Aggregate<SecurityGroup>> left(
            Aggregate<Instance> instance, List<Aggregate<ElasticNetworkInterface>> interfaces) {
        Map<String, List<String>> membersOfGroup = new TreeMap<>();
        Aggregates.read(instance, Instance::securityGroupIds)
                .forEach(group -> membersOfGroup
                        .computeIfAbsent(group, id -> new ArrayList<>())
                        .add(instance.identifierAsString()));
        for (Aggregate<ElasticNetworkInterface> each : interfaces) {
            Aggregates.read(each, ElasticNetworkInterface::securityGroupIds)
                    .forEach(group -> membersOfGroup
                            .computeIfAbsent(group, id -> new ArrayList<>())
                            .add(each.identifierAsString()));
        }
        Set<Aggregate<SecurityGroup>> groups = new LinkedHashSet<>();
        membersOfGroup.forEach((group, members) ->
                members.forEach(member -> groups.addAll(memberships.leave(List.of(group), member))));
        return groups;
    }

    /** Empty for what an instance names that was made before such a thing had a history of its own. */
    private static <A> Optional<Aggregate<A>> find(Repository<A> repository, String id) {
        try {
            return Optional.of(repository.load(id));
        } catch (AggregateNotFoundException e) {
            return Optional.empty();
        }
    }

    private Aggregate<Instance> load(InstanceRequest command, String instanceId) {
        Aggregate<Instance> instance = instances.load(ResourceKind.INSTANCE.require(instanceId));
        instance.execute(it -> it.requireAccount(command.accountId()));
        return instance;
    }
}
