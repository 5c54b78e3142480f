package io.openhavip.eventing.store;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;

/**
 * The most recently used aggregates of this process, at most {@value #CAPACITY}. Another replica may append behind its back, so
 * whatever is refused or left undone on a cached aggregate is decided again on a fresh one ({@link #evictUsed()}); an append on a stale
 * one is refused by the store, and from then on the aggregate is caught up before it decides ({@link CatchingUpRepository}).
 * Thread-safe.
 */
public final class AggregateCache implements Cache {

    static final int CAPACITY = 20_000;

    private final Map<Object, Object> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
            return size() > CAPACITY;
        }
    };
    private final SharedAggregates shared = new SharedAggregates();
    private final ThreadLocal<Use> current = new ThreadLocal<>();

    /** What one command did with the cache. */
    private static final class Use {
        /** Aggregates that were read from the cache, and may be out of date. */
        final Set<Object> keys = new HashSet<>(2);

        final boolean trusted;
        boolean changed;

        Use(boolean trusted) {
            this.trusted = trusted;
        }
    }

    /**
     * Begins to note which cached aggregates this thread reads.
     *
     * @param trusted the command is decided the second time: what it leaves undone stays undone
     */
    public void beginUse(boolean trusted) {
        current.set(new Use(trusted));
    }

    public void endUse() {
        current.remove();
    }

    /** This thread's command published events. */
    public void changed() {
        Use use = current.get();
        if (use != null) {
            use.changed = true;
        }
    }

    /** Whether this thread's command has changed nothing so far, and what it read may be out of date. */
    public boolean isDoubtful() {
        Use use = current.get();
        return use != null && !use.trusted && !use.changed && !use.keys.isEmpty();
    }

    /** Drops what this thread read since {@link #beginUse}; whether there was anything. */
    public boolean evictUsed() {
        Use use = current.get();
        if (use == null) {
            return false;
        }
        use.keys.forEach(this::remove);
        return !use.keys.isEmpty();
    }

    /** Another replica has appended to the aggregate. */
    public void overtaken(String aggregateId) {
        shared.overtaken(aggregateId);
    }

    /** Whether other replicas append to it, so that its cached copy has to be caught up before it decides. */
    boolean isShared(String aggregateId) {
        return shared.contains(aggregateId);
    }

    /**
     * This thread has read what the cached copy did not know: that is as good as a fresh one.
     *
     * @param overtaken there was something
     */
    void caughtUp(String aggregateId, boolean overtaken) {
        if (overtaken) {
            shared.overtaken(aggregateId);
        } else {
            shared.upToDate(aggregateId);
        }
        Use use = current.get();
        if (use != null) {
            use.keys.remove(aggregateId);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <K, V> V get(K key) {
        synchronized (entries) {
            Object value = entries.get(key);
            Use use = current.get();
            if (value != null && use != null) {
                use.keys.add(key);
            }
            return (V) value;
        }
    }

    @Override
    public void put(Object key, Object value) {
        synchronized (entries) {
            entries.put(key, value);
        }
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        synchronized (entries) {
            return entries.putIfAbsent(key, value) == null;
        }
    }

    @Override
    public boolean remove(Object key) {
        synchronized (entries) {
            return entries.remove(key) != null;
        }
    }

    @Override
    public void removeAll() {
        synchronized (entries) {
            entries.clear();
        }
    }

    @Override
    public boolean containsKey(Object key) {
        synchronized (entries) {
            return entries.containsKey(key);
        }
    }

    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        throw new UnsupportedOperationException("nothing here listens to cache entries");
    }
}
