package io.openhavip.network.domain;

import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.network.NetworkCommand.AttachEip;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachEip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;

/** The commands of other services to instances and network interfaces; they carry no Axon annotations. */
public class AssociationCommands {

    private final Repository<Instance> instances;
    private final Repository<ElasticNetworkInterface> interfaces;

    public AssociationCommands(Repository<Instance> instances, Repository<ElasticNetworkInterface> interfaces) {
        this.instances = instances;
        this.interfaces = interfaces;
    }

    @CommandHandler
    void handle(AttachHaVip command) {
        give(command.instanceType(), command.instanceId(), it -> it.attach(command), it -> it.attach(command));
    }

    @CommandHandler
    void handle(DetachHaVip command) {
        give(command.instanceType(), command.instanceId(), it -> it.detach(command), it -> it.detach(command));
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
