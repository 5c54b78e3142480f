package io.openhavip.eventing;

import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topic;
import io.openhavip.eventing.consume.BatchTransaction;
import io.openhavip.eventing.store.AggregateCache;
import io.openhavip.eventing.store.Companion;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.Repository;

/**
 * A service's aggregates: Axon Framework on PostgreSQL. A command is done when {@link #send} returns: its events, what is to be sent
 * for them and the deadlines that they set are committed together.
 *
 * <p>Aggregates are cached. A refusal, or a command that changed nothing, that was decided on a cached aggregate is decided again on a
 * fresh one; an append that another replica overtook is decided again too, {@value #MOST_TRIES} times at most. An aggregate that other
 * replicas append to is caught up with the store first.
 *
 * <p>Thread-safe between {@link EventSourcingBuilder#start()} and {@link #close()}.
 */
public final class EventSourcing implements AutoCloseable {

    /** How often a command is decided before the conflict is the caller's to see. */
    static final int MOST_TRIES = 12;

    /** Longest pause before the next try: others get on meanwhile. */
    private static final int LONGEST_PAUSE_MILLIS = 64;

    private final PostgresTransactions transactions;
    private final AggregateCache cache = new AggregateCache();
    private final AxonWiring wiring;
    private final CommandBus commandBus;
    private final Function<String, Refusal> notFound;

    EventSourcing(EventSourcingBuilder builder) {
        this.transactions = builder.transactions;
        this.notFound = builder.notFound;
        this.wiring = new AxonWiring(builder, cache);
        this.commandBus = wiring.configuration().commandBus();
        commandBus.registerHandlerInterceptor((unit, chain) -> {
            Object result = chain.proceed();
            if (cache.isDoubtful()) {
                // Rolls the command's own unit of work back, which makes Axon forget the aggregate that it used.
                throw new DecideAgain();
            }
            return result;
        });
    }

    public static EventSourcingBuilder builder(PostgresTransactions transactions, String source, Topic eventTopic) {
        return new EventSourcingBuilder(transactions, source, eventTopic);
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
                pause(attempt);
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
                pause(attempt);
            } finally {
                cache.endUse();
            }
        }
    }

    /** The first conflict is decided again at once; of many writers each then waits another time, longer with each try. */
    private static void pause(int attempt) {
        if (attempt > 1) {
            int most = Math.min(LONGEST_PAUSE_MILLIS, 1 << attempt);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most * 1_000_000L));
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

    /**
     * Gives a command whose result is kept in a row beside its events, written by the statement that appends them: one round trip,
     * where {@link #unitOfWork()} takes one for each statement and one for the commit. A conflict is the caller's to see.
     *
     * @param row of the result; empty if it left no events. May throw, and then nothing was changed
     */
    public Object send(Object command, Cause cause, Function<Object, Optional<Companion>> row) {
        AtomicReference<Object> result = new AtomicReference<>();
        try {
            inUnitOfWork(() -> {
                result.set(send(command, cause));
                row.apply(result.get()).ifPresent(transactions::accompany);
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return result.get();
    }

    /** A transaction in which commands can be given that take effect together, with whatever else is written in it. */
    public BatchTransaction unitOfWork() {
        return work -> inUnitOfWork(() -> work.run(transactions.getConnection()));
    }

    private interface Work {
        void run() throws Exception;
    }

    private void inUnitOfWork(Work work) throws Exception {
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
            work.run();
            unit.commit();
        } catch (Throwable e) {
            if (unit.isActive()) {
                unit.rollback(e);
            }
            throw e;
        }
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
        return wiring.configuration().repository(type);
    }

    /** The sequence of an aggregate's newest event; -1 if it has none. For whoever waits until a read model has it. */
    public long lastSequence(String aggregateId) {
        return wiring.configuration()
                .eventStore()
                .lastSequenceNumberFor(aggregateId)
                .orElse(-1L);
    }

    @Override
    public void close() {
        wiring.close();
    }

    /** A command changed nothing, but that was decided on a cached aggregate. */
    private static final class DecideAgain extends RuntimeException {
        DecideAgain() {
            super(null, null, false, false);
        }
    }
}
