package io.openhavip.eventing.consume;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between tries: 100 ms, doubled each time, at most 5 s; ends at once when stopped. Thread-safe. */
public final class Backoff {

    static final long FIRST_MILLIS = 100;
    static final long MOST_MILLIS = 5000;

    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Waits before try number {@code attempt} + 1.
     *
     * @throws Stopped if {@link #stop()} was called
     */
    public void await(int attempt) {
        try {
            if (stopped.await(millis(attempt), TimeUnit.MILLISECONDS)) {
                throw new Stopped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    static long millis(int attempt) {
        return Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(attempt, 10));
    }

    public void stop() {
        stopped.countDown();
    }

    /** The consumer is shutting down with a record unfinished; it is read again after the restart. */
    public static final class Stopped extends RuntimeException {
        Stopped() {
            super("stopped while waiting to try again", null, false, false);
        }
    }
}
