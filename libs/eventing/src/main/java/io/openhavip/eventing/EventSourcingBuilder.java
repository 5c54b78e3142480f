package io.openhavip.eventing;

import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topic;
import io.openhavip.eventing.process.Reaction;
import io.openhavip.eventing.store.PostgresTransactions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/** Configures a service's aggregates and starts them. For one thread. */
public final class EventSourcingBuilder {

    /** Loading reads some hundred events at most: a few milliseconds. */
    private static final int SNAPSHOT_EVERY = 500;

    final PostgresTransactions transactions;
    final String source;
    final Topic eventTopic;
    final Map<Class<?>, OptionalInt> aggregates = new LinkedHashMap<>();
    final List<Function<Repositories, Object>> handlers = new ArrayList<>();
    final List<Reaction> reactions = new ArrayList<>();
    Runnable wakeRelay = () -> {};
    Function<String, Refusal> notFound = id -> {
        throw new IllegalStateException("no aggregate " + id);
    };

    EventSourcingBuilder(PostgresTransactions transactions, String source, Topic eventTopic) {
        this.transactions = transactions;
        this.source = source;
        this.eventTopic = eventTopic;
    }

    public EventSourcingBuilder aggregate(Class<?> type) {
        aggregates.put(type, OptionalInt.empty());
        return this;
    }

    /**
     * An aggregate with a long history: a copy of its fields is kept after every {@value #SNAPSHOT_EVERY} events, and loading begins
     * with the newest.
     */
    public EventSourcingBuilder longLivedAggregate(Class<?> type) {
        return aggregate(type, SNAPSHOT_EVERY);
    }

    /**
     * As {@link #longLivedAggregate}, with a copy after every so many events.
     * A class whose fields change their meaning but not their form needs another Axon {@code @Revision}.
     */
    public EventSourcingBuilder aggregate(Class<?> type, int snapshotEvery) {
        aggregates.put(type, OptionalInt.of(snapshotEvery));
        return this;
    }

    /** A command handler that changes several aggregates in one transaction. */
    public EventSourcingBuilder commandHandler(Function<Repositories, Object> handler) {
        handlers.add(handler);
        return this;
    }

    public EventSourcingBuilder reaction(Reaction reaction) {
        reactions.add(reaction);
        return this;
    }

    /** What to call after each commit that left something to send. */
    public EventSourcingBuilder wakeRelay(Runnable wake) {
        this.wakeRelay = wake;
        return this;
    }

    /** The refusal for an aggregate id that does not exist, or not any more. */
    public EventSourcingBuilder notFound(Function<String, Refusal> refusal) {
        this.notFound = refusal;
        return this;
    }

    public EventSourcing start() {
        return new EventSourcing(this);
    }
}
