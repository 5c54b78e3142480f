package io.openhavip.network.domain;

import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipLimits;
import io.openhavip.contracts.network.NetworkCommand.AttachEip;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachEip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/** The commands of other services to instances and network interfaces; they carry no Axon annotations. */
public class AssociationCommands {

    private final Repository<Instance> instances;
    private final Repository<ElasticNetworkInterface> interfaces;
    private final Quotas quotas;

    public AssociationCommands(
            Repository<Instance> instances, Repository<ElasticNetworkInterface> interfaces, Quotas quotas) {
        this.instances = instances;
        this.interfaces = interfaces;
        this.quotas = quotas;
    }

    @CommandHandler
    void handle(AttachHaVip command) throws SQLException {
        count(command.instanceType(), command.instanceId(), it -> it.attach(command), it -> it.attach(command));
    }

    @CommandHandler
    void handle(DetachHaVip command) throws SQLException {
        count(command.instanceType(), command.instanceId(), it -> it.detach(command), it -> it.detach(command));
    }

    /** What an instance and its interfaces carry is one limit over several aggregates: it is counted in the ledger. */
    private void count(
            AssociatedInstanceType type,
            String id,
            Consumer<Instance> toInstance,
            Consumer<ElasticNetworkInterface> toInterface)
            throws SQLException {
        switch (type) {
            case EcsInstance -> {
                Aggregate<Instance> instance = instances.load(ResourceKind.INSTANCE.require(id));
                int before = Aggregates.read(instance, Instance::haVips);
                instance.execute(toInstance);
                count(Optional.of(id), Aggregates.read(instance, Instance::haVips) - before);
            }
            case NetworkInterface -> {
                Aggregate<ElasticNetworkInterface> networkInterface =
                        interfaces.load(ResourceKind.NETWORK_INTERFACE.require(id));
                int before = Aggregates.read(networkInterface, ElasticNetworkInterface::haVips);
                networkInterface.execute(toInterface);
                count(
                        Aggregates.read(networkInterface, ElasticNetworkInterface::instanceId),
                        Aggregates.read(networkInterface, ElasticNetworkInterface::haVips) - before);
            }
        }
    }

    private void count(Optional<String> instanceId, int more) throws SQLException {
        if (instanceId.isEmpty() || more == 0) {
            return;
        }
        String scope = Quotas.Scope.haVipsOfInstance(instanceId.get());
        if (more < 0) {
            quotas.free(scope, -more);
        } else if (!quotas.take(scope, more, HaVipLimits.PER_INSTANCE)) {
            throw Associations.exceeded(instanceId.get());
        }
    }

    @CommandHandler
    void handle(AttachEip command) {
        give(command.instanceType(), command.instanceId(), it -> it.attach(command), it -> it.attach(command));
    }

    @CommandHandler
    void handle(DetachEip command) {
        give(command.instanceType(), command.instanceId(), it -> it.detach(command), it -> it.detach(command));
    }

    private void give(
            AssociatedInstanceType type,
            String id,
            Consumer<Instance> toInstance,
            Consumer<ElasticNetworkInterface> toInterface) {
        switch (type) {
            case EcsInstance ->
                instances.load(ResourceKind.INSTANCE.require(id)).execute(toInstance);
            case NetworkInterface ->
                interfaces.load(ResourceKind.NETWORK_INTERFACE.require(id)).execute(toInterface);
        }
    }
}
