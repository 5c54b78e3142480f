package io.openhavip.eventing;

import io.openhavip.eventing.store.AggregateCache;
import io.openhavip.eventing.store.AggregateShape;
import io.openhavip.eventing.store.CatchingUpRepository;
import io.openhavip.eventing.store.ContractSerializer;
import io.openhavip.eventing.store.EventStore;
import io.openhavip.eventing.store.PostgresTransactions;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfiguration;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.snapshotting.RevisionSnapshotFilter;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.modelling.command.Repository;
import org.axonframework.serialization.Serializer;

/** Axon Framework on our event store and cache, as a service's aggregates need it. Owns the thread that takes snapshots. */
final class AxonWiring implements AutoCloseable {

    private final PostgresTransactions transactions;
    private final AggregateCache cache;
    private final Runnable wakeRelay;
    private final ExecutorService snapshots = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("snapshots").daemon().factory());
    private final Configuration configuration;

    AxonWiring(EventSourcingBuilder builder, AggregateCache cache) {
        this.transactions = builder.transactions;
        this.cache = cache;
        this.wakeRelay = builder.wakeRelay;
        Serializer serializer = new ContractSerializer();
        Configurer configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(c -> serializer)
                .configureTransactionManager(c -> transactions)
                .registerComponent(TransactionManager.class, c -> transactions)
                .configureCorrelationDataProviders(c -> List.of(new SimpleCorrelationDataProvider(
                        Cause.CORRELATION_ID, Cause.CAUSATION_ID, Cause.TRACE_PARENT)))
                .configureEventStore(c -> EventStore.open(
                        transactions,
                        serializer,
                        builder.source,
                        builder.eventTopic,
                        builder.reactions,
                        c.snapshotFilter(),
                        new StoreObserver()));
        configurer.registerComponent(Snapshotter.class, this::snapshotter);
        builder.aggregates.forEach((type, every) -> configurer.configureAggregate(aggregate(type, every)));
        builder.handlers.forEach(handler -> configurer.registerCommandHandler(c -> handler.apply(new Repositories(c))));
        this.configuration = configurer.start();
    }

    Configuration configuration() {
        return configuration;
    }

    private <T> AggregateConfigurer<T> aggregate(Class<T> type, OptionalInt snapshotEvery) {
        return AggregateConfigurer.defaultConfiguration(type)
                .configureSnapshotFilter(c -> RevisionSnapshotFilter.builder()
                        .type(type.getSimpleName())
                        .revision(AggregateShape.of(type))
                        .build())
                .configureRepository(c -> repository(type, snapshotEvery, c));
    }

    private <T> Repository<T> repository(Class<T> type, OptionalInt snapshotEvery, Configuration c) {
        SnapshotTriggerDefinition trigger = snapshotEvery.isPresent()
                ? new EventCountSnapshotTriggerDefinition(c.snapshotter(), snapshotEvery.getAsInt())
                : NoSnapshotTriggerDefinition.INSTANCE;
        return CatchingUpRepository.of(
                EventSourcingRepository.builder(type)
                        .parameterResolverFactory(c.parameterResolverFactory())
                        .handlerDefinition(c.handlerDefinition(type))
                        .snapshotTriggerDefinition(trigger)
                        .repositoryProvider(c::repository),
                c.eventStore(),
                cache);
    }

    // On a thread of its own: a caller does not wait for a copy that only later loads profit from.
    private Snapshotter snapshotter(Configuration c) {
        return AggregateSnapshotter.builder()
                .eventStore(c.eventStore())
                .repositoryProvider(c::repository)
                .aggregateFactories(c.findModules(AggregateConfiguration.class).stream()
                        .<AggregateFactory<?>>map(AggregateConfiguration::aggregateFactory)
                        .toList())
                .transactionManager(transactions)
                .executor(snapshots)
                .build();
    }

    private final class StoreObserver implements EventStore.Observer {
        @Override
        public void published() {
            cache.changed();
        }

        @Override
        public void appending() {
            transactions.afterCommit(wakeRelay);
        }

        @Override
        public void overtaken(String aggregateId) {
            cache.overtaken(aggregateId);
        }
    }

    @Override
    public void close() {
        snapshots.shutdownNow();
        configuration.shutdown();
    }
}
