package io.openhavip.arp.deciding;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Wakes an address when the back-off of its postponed claim ends: at most one timer an address. Owns one thread. */
@Singleton
public class BackOffTimers implements AutoCloseable {

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("back-off").daemon().factory());
    private final Lanes lanes;
    private final Clock clock;

    BackOffTimers(Lanes lanes, Clock clock) {
        this.lanes = lanes;
        this.clock = clock;
    }

    /** Sets a timer if the address has a postponed claim without one. */
    void setFor(HeldAddress address, Runnable whenOver) {
        address.newTimer().ifPresent(until -> {
            // A timer that fires a moment early would have to be set again.
            long millis = Math.max(0, Duration.between(clock.instant(), until).toMillis()) + 1;
            scheduler.schedule(() -> lanes.submit(whenOver), millis, TimeUnit.MILLISECONDS);
        });
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
