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
import io.openhavip.network.domain.HaVipAddressCommands;
import io.openhavip.network.domain.Instance;
import io.openhavip.network.domain.InstanceCommands;
import io.openhavip.network.domain.ResourceKind;
import io.openhavip.network.domain.VSwitch;
import io.openhavip.network.domain.VSwitchCommands;
import io.openhavip.network.domain.Vpc;
import io.openhavip.network.projection.InstanceQueries;
import io.openhavip.network.projection.NetworkProjection;
import io.openhavip.network.projection.VSwitchQueries;
import io.openhavip.network.projection.VpcQueries;
import io.openhavip.service.ServiceIdentity;
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
    EventSourcing eventSourcing(PostgresTransactions transactions, Relay relay) {
        return EventSourcing.builder(transactions, IDENTITY.name(), Topics.NETWORK_EVENTS)
                .aggregate(Vpc.class)
                .aggregate(VSwitch.class)
                .aggregate(Instance.class)
                .commandHandler(
                        repositories -> new VSwitchCommands(repositories.of(Vpc.class), repositories.of(VSwitch.class)))
                .commandHandler(repositories -> new HaVipAddressCommands(repositories.of(VSwitch.class)))
                .commandHandler(repositories ->
                        new InstanceCommands(repositories.of(VSwitch.class), repositories.of(Instance.class)))
                .wakeRelay(relay::committed)
                .notFound(ResourceKind::notFound)
                .start();
    }

    void close(@Disposes EventSourcing eventSourcing) {
        eventSourcing.close();
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
    VpcQueries vpcQueries(PostgresTransactions transactions) {
        return new VpcQueries(transactions);
    }

    @Produces
    @Singleton
    VSwitchQueries vSwitchQueries(PostgresTransactions transactions) {
        return new VSwitchQueries(transactions);
    }

    @Produces
    @Singleton
    InstanceQueries instanceQueries(PostgresTransactions transactions) {
        return new InstanceQueries(transactions);
    }

    @Produces
    @Singleton
    Operations operations(ReadModel readModel, NetworkConfiguration configuration) {
        return new Operations(readModel, configuration.operationTimeout());
    }
}
