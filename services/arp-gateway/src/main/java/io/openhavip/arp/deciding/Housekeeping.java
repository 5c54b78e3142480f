package io.openhavip.arp.deciding;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** What happens once a second beside deciding, and the order in which deciding stops. Owns one thread. */
@Singleton
public class Housekeeping {

    private static final long PERIOD_MS = 1000;
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("housekeeping").daemon().factory());
    private final HeldPartitions partitions;
    private final RejectionNotices notices;
    private final Decisions decisions;
    private final InvalidAnnouncements invalid;
    private final BackOffTimers timers;
    private final Lanes lanes;
    private final Clock clock;

    Housekeeping(
            HeldPartitions partitions,
            RejectionNotices notices,
            Decisions decisions,
            InvalidAnnouncements invalid,
            BackOffTimers timers,
            Lanes lanes,
            Clock clock,
            MeterRegistry meters) {
        this.partitions = partitions;
        this.notices = notices;
        this.decisions = decisions;
        this.invalid = invalid;
        this.timers = timers;
        this.lanes = lanes;
        this.clock = clock;
        Gauge.builder("havip.arp.addresses", partitions, HeldPartitions::addresses)
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        scheduler.scheduleWithFixedDelay(this::tick, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        scheduler.shutdownNow();
        decisions.stop();
        invalid.stop();
        partitions.stop();
        timers.close();
        lanes.close();
    }

    private void tick() {
        try {
            partitions.sweep();
            notices.publish(clock.instant());
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("notices of refused announcements wait cause=%s", e.getMessage());
        }
    }
}
