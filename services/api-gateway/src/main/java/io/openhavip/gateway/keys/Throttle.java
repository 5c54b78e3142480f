package io.openhavip.gateway.keys;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How often a key may call an action on this process: so many times a second, and as many at once after a pause (the generic cell rate
 * algorithm, ITU-T I.371). It remembers a number for each key and action, so it must be asked only for keys and actions that exist.
 * Thread-safe.
 */
public final class Throttle {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long interval;
    private final LongSupplier clock;

    /** When all calls so far would be over if each took its interval. */
    private final ConcurrentMap<String, AtomicLong> busyUntil = new ConcurrentHashMap<>();

    /**
     * @param perSecond 1 to 1 000 000
     * @param clock nanoseconds from anywhere, which never go back
     */
    public Throttle(int perSecond, LongSupplier clock) {
        if (perSecond < 1 || perSecond > TimeUnit.SECONDS.toMicros(1)) {
            throw new IllegalArgumentException("requests a second must be 1 to 1000000, not " + perSecond);
        }
        this.interval = SECOND / perSecond;
        this.clock = clock;
    }

    /** Takes a call, or tells how long to wait before the next try; zero: it was taken. */
    public Duration take(String accessKeyId, String action) {
        long now = clock.getAsLong();
        AtomicLong until = busyUntil.computeIfAbsent(accessKeyId + "/" + action, key -> new AtomicLong(now));
        while (true) {
            long seen = until.get();
            // Differences, since the clock may be negative or wrap.
            long begin = seen - now > 0 ? seen : now;
            long wait = begin + interval - now - SECOND;
            if (wait > 0) {
                return Duration.ofNanos(wait);
            }
            if (until.compareAndSet(seen, begin + interval)) {
                return Duration.ZERO;
            }
        }
    }

    /** Takes back what {@link #take} took, for a call that was not its sender's own. */
    public void giveBack(String accessKeyId, String action) {
        AtomicLong until = busyUntil.get(accessKeyId + "/" + action);
        if (until != null) {
            until.addAndGet(-interval);
        }
    }
}
