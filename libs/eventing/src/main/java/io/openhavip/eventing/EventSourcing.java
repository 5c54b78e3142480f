package io.openhavip.eventing;

import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topic;
import io.openhavip.eventing.consume.BatchTransaction;
import io.openhavip.eventing.process.Reaction;
import io.openhavip.eventing.store.AggregateCache;
import io.openhavip.eventing.store.ContractSerializer;
import io.openhavip.eventing.store.EventStore;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfiguration;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.Repository;
import org.axonframework.serialization.Serializer;

/**
 * A service's aggregates: Axon Framework on PostgreSQL. A command is done when {@link #send} returns: its events, what is to be sent
 * for them and the deadlines that they set are committed together.
 *
 * <p>Aggregates are cached. A refusal, or a command that changed nothing, that was decided on a cached aggregate is decided again on a
 * fresh one; an append that another replica overtook is decided again too, {@value #MOST_TRIES} times at most.
 *
 * <p>Thread-safe between {@link Builder#start()} and {@link #close()}.
 */
public final class EventSourcing implements AutoCloseable {

    /** How often a command is decided before the conflict is the caller's to see. */
    static final int MOST_TRIES = 5;

    private final PostgresTransactions transactions;
    private final AggregateCache cache;
    private final ExecutorService snapshots = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("snapshots").daemon().factory());
    private final Configuration configuration;
    private final CommandBus commandBus;
    private final Function<String, Refusal> notFound;

    private EventSourcing(Builder builder) {
        this.transactions = builder.transactions;
        this.notFound = builder.notFound;
        this.cache = new AggregateCache();
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
                        cache::changed,
                        () -> transactions.afterCommit(builder.wakeRelay)));
        configurer.registerComponent(Snapshotter.class, this::snapshotter);
        builder.aggregates.forEach((type, every) -> configurer.configureAggregate(aggregate(type, every)));
        builder.handlers.forEach(handler -> configurer.registerCommandHandler(c -> handler.apply(new Repositories(c))));
        this.configuration = configurer.start();
        this.commandBus = configuration.commandBus();
        commandBus.registerHandlerInterceptor((unit, chain) -> {
            Object result = chain.proceed();
            if (cache.isDoubtful()) {
                // Rolls the command's own unit of work back, which makes Axon forget the aggregate that it used.
                throw new DecideAgain();
            }
            return result;
        });
    }

    private <T> AggregateConfigurer<T> aggregate(Class<T> type, OptionalInt snapshotEvery) {
        AggregateConfigurer<T> aggregate =
                AggregateConfigurer.defaultConfiguration(type).configureCache(c -> cache);
        if (snapshotEvery.isPresent()) {
            aggregate.configureSnapshotTrigger(
                    c -> new EventCountSnapshotTriggerDefinition(c.snapshotter(), snapshotEvery.getAsInt()));
        }
        return aggregate;
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

    /**
     * Gives commands, and writes what belongs to them, in one transaction. When another replica overtakes one of them, all is done
     * again, {@value #MOST_TRIES} times at most: {@code work} must have no effect outside the transaction.
     *
     * @throws Refusal if a rule forbids a command; nothing was changed
     * @throws UnknownOutcome if the connection broke during the commit
     */
    public void together(BatchTransaction.Work work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                unitOfWork().run(work);
                return;
            } catch (ConcurrencyException | AggregateStreamCreationException e) {
                if (attempt == MOST_TRIES) {
                    throw e;
                }
            } catch (RuntimeException | SQLException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Gives a command and returns what its handler returned.
     *
     * @throws Refusal if a rule forbids it, or the aggregate does not exist
     * @throws UnknownOutcome if the connection broke during the commit
     * @throws RuntimeException any other fault; nothing was changed
     */
    public Object send(Object command, Cause cause) {
        boolean decidedAgain = false;
        for (int attempt = 1; ; attempt++) {
            cache.beginUse(decidedAgain);
            try {
                return dispatch(command, cause);
            } catch (DecideAgain e) {
                cache.evictUsed();
                decidedAgain = true;
            } catch (Refusal refusal) {
                if (decidedAgain || !cache.evictUsed()) {
                    throw refusal;
                }
                decidedAgain = true;
            } catch (AggregateNotFoundException e) {
                if (decidedAgain || !cache.evictUsed()) {
                    throw notFound.apply(String.valueOf(e.getAggregateIdentifier()));
                }
                decidedAgain = true;
            } catch (ConcurrencyException | AggregateStreamCreationException e) {
                cache.evictUsed();
                // A statement that failed has ended the surrounding transaction: only its beginner can try again.
                if (attempt == MOST_TRIES || transactions.isActive()) {
                    throw e;
                }
            } finally {
                cache.endUse();
            }
        }
    }

    private Object dispatch(Object command, Cause cause) {
        AtomicReference<Object> result = new AtomicReference<>();
        AtomicReference<Throwable> fault = new AtomicReference<>();
        CommandMessage<Object> message = new GenericCommandMessage<>(command, cause.metaData());
        commandBus.dispatch(message, (sent, answer) -> {
            if (answer.isExceptional()) {
                fault.set(answer.exceptionResult());
            } else {
                result.set(answer.getPayload());
            }
        });
        return switch (fault.get()) {
            case null -> result.get();
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        };
    }

    /** A transaction in which commands can be given that take effect together, with whatever else is written in it. */
    public BatchTransaction unitOfWork() {
        return work -> {
            UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(null);
            Transaction transaction;
            try {
                transaction = transactions.startTransaction();
            } catch (RuntimeException e) {
                unit.rollback(e);
                throw e;
            }
            unit.onCommit(u -> transaction.commit());
            unit.onRollback(u -> transaction.rollback());
            try {
                work.run(transactions.getConnection());
                unit.commit();
            } catch (Throwable e) {
                if (unit.isActive()) {
                    unit.rollback(e);
                }
                throw e;
            }
        };
    }

    /** A transaction for handlers that give no commands. */
    public static BatchTransaction plain(PostgresTransactions transactions) {
        return work -> transactions.inTransaction(connection -> {
            work.run(connection);
            return true;
        });
    }

    public PostgresTransactions transactions() {
        return transactions;
    }

    /** Reads aggregates directly, for decisions of a service that need no command. */
    public <T> Repository<T> repository(Class<T> type) {
        return configuration.repository(type);
    }

    /** The sequence of an aggregate's newest event; -1 if it has none. For whoever waits until a read model has it. */
    public long lastSequence(String aggregateId) {
        return configuration.eventStore().lastSequenceNumberFor(aggregateId).orElse(-1L);
    }

    @Override
    public void close() {
        snapshots.shutdownNow();
        configuration.shutdown();
    }

    /** A command changed nothing, but that was decided on a cached aggregate. */
    private static final class DecideAgain extends RuntimeException {
        DecideAgain() {
            super(null, null, false, false);
        }
    }

    /** Gives command handlers the repositories of the aggregates that they change together. */
    public static final class Repositories {
        private final Configuration configuration;

        private Repositories(Configuration configuration) {
            this.configuration = configuration;
        }

        public <T> Repository<T> of(Class<T> type) {
            return configuration.repository(type);
        }
    }

    public static Builder builder(PostgresTransactions transactions, String source, Topic eventTopic) {
        return new Builder(transactions, source, eventTopic);
    }

    /** Configures and starts. */
    public static final class Builder {
        private final PostgresTransactions transactions;
        private final String source;
        private final Topic eventTopic;
        private final Map<Class<?>, OptionalInt> aggregates = new LinkedHashMap<>();
        private final List<Function<Repositories, Object>> handlers = new ArrayList<>();
        private final List<Reaction> reactions = new ArrayList<>();
        private Runnable wakeRelay = () -> {};
        private Function<String, Refusal> notFound = id -> {
            throw new IllegalStateException("no aggregate " + id);
        };

        private Builder(PostgresTransactions transactions, String source, Topic eventTopic) {
            this.transactions = transactions;
            this.source = source;
            this.eventTopic = eventTopic;
        }

        public Builder aggregate(Class<?> type) {
            aggregates.put(type, OptionalInt.empty());
            return this;
        }

        /**
         * An aggregate with a long history: a copy of its fields is kept after every so many events, and loading begins with the
         * newest. Give the class Axon's {@code @Revision}, and another one whenever its fields change.
         */
        public Builder aggregate(Class<?> type, int snapshotEvery) {
            aggregates.put(type, OptionalInt.of(snapshotEvery));
            return this;
        }

        /** A command handler that changes several aggregates in one transaction. */
        public Builder commandHandler(Function<Repositories, Object> handler) {
            handlers.add(handler);
            return this;
        }

        public Builder reaction(Reaction reaction) {
            reactions.add(reaction);
            return this;
        }

        /** What to call after each commit that left something to send. */
        public Builder wakeRelay(Runnable wake) {
            this.wakeRelay = wake;
            return this;
        }

        /** The refusal for an aggregate id that does not exist, or not any more. */
        public Builder notFound(Function<String, Refusal> refusal) {
            this.notFound = refusal;
            return this;
        }

        public EventSourcing start() {
            return new EventSourcing(this);
        }
    }
}
