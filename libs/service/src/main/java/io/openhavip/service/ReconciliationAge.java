package io.openhavip.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * How long ago this replica reconciled without an obstacle, or started: the gauge {@code havip_reconciliation_age_seconds}. An obstacle
 * that lasts is a warning in the log. Thread-safe.
 */
public final class ReconciliationAge {

    /** An obstacle that lasts so long does not end by itself. */
    static final Duration LONG = Duration.ofMinutes(10);

    private static final Logger LOG = Logger.getLogger(ReconciliationAge.class);

    private final InstantSource clock;
    private volatile Instant lastWithoutObstacle;

    public ReconciliationAge(MeterRegistry meters) {
        this(meters, InstantSource.system());
    }

    ReconciliationAge(MeterRegistry meters, InstantSource clock) {
        this.clock = clock;
        this.lastWithoutObstacle = clock.instant();
        Gauge.builder("havip.reconciliation.age", this, it -> it.now().toMillis() / 1000.0)
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters);
    }

    private Duration now() {
        return Duration.between(lastWithoutObstacle, clock.instant());
    }

    /** All was compared. */
    public void reconciled() {
        lastWithoutObstacle = clock.instant();
    }

    /** Nothing was compared. */
    public void obstructed(String obstacle) {
        LOG.logf(level(), "nothing reconciled reason=%s seconds=%d", obstacle, now().toSeconds());
    }

    Logger.Level level() {
        return now().compareTo(LONG) < 0 ? Logger.Level.INFO : Logger.Level.WARN;
    }
}
