package io.openhavip.eventing.store;

import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.eventsourcing.CachingEventSourcingRepository;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateNotFoundException;

/**
 * Loads aggregates by way of the cache. The cached copy of one that another replica appends to as well is caught up before it decides:
 * the events behind the last one that it knows are read and applied, one statement, and what is decided then was decided on the
 * truth. All kinds share one store, and one cache, by id alone: what has its history under an id of another kind is not found.
 * Thread-safe; an aggregate is loaded by one thread at a time.
 */
public final class CatchingUpRepository<T> extends CachingEventSourcingRepository<T> {

    private final EventStore eventStore;
    private final AggregateCache cache;

    private CatchingUpRepository(EventSourcingRepository.Builder<T> builder, EventStore store, AggregateCache cache) {
        super(builder);
        this.eventStore = store;
        this.cache = cache;
    }

    /** @param builder complete but for event store and cache */
    public static <T> CatchingUpRepository<T> of(
            EventSourcingRepository.Builder<T> builder, EventStore store, AggregateCache cache) {
        return new CatchingUpRepository<>(builder.eventStore(store).cache(cache), store, cache);
    }

    @Override
    protected EventSourcedAggregate<T> doLoadWithLock(String aggregateId, Long expectedVersion) {
        boolean cached = cache.containsKey(aggregateId);
        EventSourcedAggregate<T> aggregate = super.doLoadWithLock(aggregateId, expectedVersion);
        if (!aggregate.invoke(aggregateModel().entityClass()::isInstance)) {
            throw ofAnotherKind(aggregateId);
        }
        if (cached && cache.isShared(aggregateId)) {
            catchUp(aggregateId, aggregate);
            if (aggregate.isDeleted()) {
                throw new AggregateDeletedException(aggregateId);
            }
        }
        return aggregate;
    }

    @Override
    protected DomainEventStream readEvents(String aggregateId) {
        DomainEventStream history = super.readEvents(aggregateId);
        if (history.hasNext()
                && !history.peek().getType().equals(aggregateModel().type())) {
            throw ofAnotherKind(aggregateId);
        }
        return history;
    }

    private AggregateNotFoundException ofAnotherKind(String aggregateId) {
        return new AggregateNotFoundException(
                aggregateId, "it is no " + aggregateModel().type());
    }

    private void catchUp(String aggregateId, EventSourcedAggregate<T> aggregate) {
        boolean complete = false;
        try {
            DomainEventStream missed = eventStore.readEvents(aggregateId, aggregate.version() + 1);
            boolean overtaken = missed.hasNext();
            if (overtaken) {
                aggregate.initializeState(missed);
            }
            cache.caughtUp(aggregateId, overtaken);
            complete = true;
        } finally {
            if (!complete) {
                // Some of the events may be applied and others not.
                cache.remove(aggregateId);
            }
        }
    }
}
