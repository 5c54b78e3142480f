package io.openhavip.eventing.store;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The aggregates that another replica was found to append to as well, at most {@value AggregateCache#CAPACITY}. A cached copy of one is
 * compared with the store before it decides: a read, instead of an append that fails. One that was up to date {@value #CHECKS} times
 * in a row has only one writer again, and costs nothing more. Thread-safe.
 */
final class SharedAggregates {

    /** If every command goes to either of two replicas, as many in a row stay at one of them once in 65 536 times. */
    static final int CHECKS = 16;

    private final Map<Object, Integer> checksLeft = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Integer> eldest) {
            return size() > AggregateCache.CAPACITY;
        }
    };

    synchronized boolean contains(Object aggregateId) {
        return checksLeft.get(aggregateId) != null;
    }

    /** Another replica has appended to it since this one last looked. */
    synchronized void overtaken(Object aggregateId) {
        checksLeft.put(aggregateId, CHECKS);
    }

    /** A cached copy was compared with the store, and nobody else had appended. */
    synchronized void upToDate(Object aggregateId) {
        checksLeft.computeIfPresent(aggregateId, (_, left) -> left == 1 ? null : left - 1);
    }
}
