package io.openhavip.network.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.DeadLetters;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.Relay;
import io.openhavip.eventing.projection.LiveProjection;
import io.openhavip.eventing.projection.ProjectionRebuild;
import io.openhavip.eventing.projection.ReadModel;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.network.domain.AssociationCommands;
import io.openhavip.network.domain.ElasticNetworkInterface;
import io.openhavip.network.domain.HostChoice;
import io.openhavip.network.domain.Instance;
import io.openhavip.network.domain.InstanceCommands;
import io.openhavip.network.domain.InterfaceLimit;
import io.openhavip.network.domain.LeastLoaded;
import io.openhavip.network.domain.NetworkCommandHandler;
import io.openhavip.network.domain.NetworkInterfaceCommands;
import io.openhavip.network.domain.ResourceKind;
import io.openhavip.network.domain.VSwitch;
import io.openhavip.network.domain.Vpc;
import io.openhavip.network.projection.InstanceQueries;
import io.openhavip.network.projection.NetworkInterfaceQueries;
import io.openhavip.network.projection.NetworkProjection;
import io.openhavip.network.projection.NetworkQueries;
import io.openhavip.service.ServiceIdentity;
import io.openhavip.service.api.ClientTokens;
import io.openhavip.service.api.Operations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the service together. */
@ApplicationScoped
public class NetworkBeans {

    private static final ServiceIdentity IDENTITY = new ServiceIdentity("network-service", Topics.NETWORK_DLQ);

    @Produces
    @Singleton
    ServiceIdentity identity() {
        return IDENTITY;
    }

    @Produces
    @Singleton
    EventSourcing eventSourcing(
            PostgresTransactions transactions,
            Relay relay,
            HostChoice hostChoice,
            InterfaceLimit interfaceLimit,
            NetworkConfiguration configuration) {
        return EventSourcing.builder(transactions, IDENTITY.name(), Topics.NETWORK_EVENTS)
                .aggregate(Vpc.class)
                .aggregate(VSwitch.class)
                .aggregate(Instance.class)
                .aggregate(ElasticNetworkInterface.class)
                .commandHandler(repositories ->
                        new NetworkCommandHandler(repositories.of(Vpc.class), repositories.of(VSwitch.class)))
                .commandHandler(repositories -> new InstanceCommands(
                        repositories.of(Instance.class),
                        repositories.of(ElasticNetworkInterface.class),
                        repositories.of(VSwitch.class),
                        hostChoice,
                        configuration.instanceDriver()))
                .commandHandler(repositories -> new NetworkInterfaceCommands(
                        repositories.of(ElasticNetworkInterface.class),
                        repositories.of(Instance.class),
                        repositories.of(VSwitch.class),
                        interfaceLimit,
                        configuration.instanceDriver()))
                .commandHandler(repositories -> new AssociationCommands(
                        repositories.of(Instance.class), repositories.of(ElasticNetworkInterface.class)))
                .wakeRelay(relay::committed)
                .notFound(ResourceKind::notFound)
                .start();
    }

    void close(@Disposes EventSourcing eventSourcing) {
        eventSourcing.close();
    }

    @Produces
    @Singleton
    HostChoice hostChoice() {
        return new LeastLoaded();
    }

    @Produces
    @Singleton
    InterfaceLimit interfaceLimit(NetworkConfiguration configuration) {
        return instanceType -> configuration.networkInterfacesPerInstance();
    }

    @Produces
    @Singleton
    NetworkProjection projection() {
        return new NetworkProjection(IDENTITY.name());
    }

    @Produces
    @Singleton
    ReadModel readModel(PostgresTransactions transactions, NetworkProjection projection) {
        return new ReadModel(transactions, projection.name());
    }

    @Produces
    @Singleton
    LiveProjection liveProjection(
            NetworkProjection projection,
            PostgresTransactions transactions,
            Outbox outbox,
            DeadLetters deadLetters,
            ReadModel readModel,
            MeterRegistry meters) {
        return new LiveProjection(projection, transactions, outbox, deadLetters, readModel, meters);
    }

    @Produces
    @Singleton
    ProjectionRebuild rebuild(
            NetworkProjection projection,
            PostgresTransactions transactions,
            ReadModel readModel,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        return new ProjectionRebuild(projection, transactions, readModel, bootstrapServers, Map.of());
    }

    @Produces
    @Singleton
    NetworkQueries queries(PostgresTransactions transactions) {
        return new NetworkQueries(transactions);
    }

    @Produces
    @Singleton
    Operations operations(ReadModel readModel, NetworkConfiguration configuration) {
        return new Operations(readModel, configuration.operationTimeout());
    }

    @Produces
    @Singleton
    InstanceQueries instanceQueries(PostgresTransactions transactions) {
        return new InstanceQueries(transactions);
    }

    @Produces
    @Singleton
    NetworkInterfaceQueries networkInterfaceQueries(PostgresTransactions transactions) {
        return new NetworkInterfaceQueries(transactions);
    }

    @Produces
    @Singleton
    ClientTokens clientTokens(EventSourcing eventSourcing, Operations operations) {
        return new ClientTokens(eventSourcing, operations);
    }
}
