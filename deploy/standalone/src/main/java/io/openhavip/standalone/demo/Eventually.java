package io.openhavip.standalone.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Looks again and again until something is there. */
final class Eventually {

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private Eventually() {}

    /**
     * @param what what is waited for, in words
     * @throws DemoFailed if it does not come in time, or the process is to end
     */
    static <T> T find(String what, Duration limit, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Interruption.check();
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new DemoFailed("waited " + limit.toSeconds() + " s in vain: " + what);
            }
            pause();
        }
    }

    static void pause() {
        LockSupport.parkNanos(PAUSE_NS);
    }
}
