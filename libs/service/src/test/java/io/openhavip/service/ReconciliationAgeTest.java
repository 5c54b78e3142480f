package io.openhavip.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.jboss.logging.Logger.Level;
import org.junit.jupiter.api.Test;

class ReconciliationAgeTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.EPOCH;
    private final ReconciliationAge age = new ReconciliationAge(meters, () -> now);

    private double gauge() {
        return meters.get("havip.reconciliation.age").gauge().value();
    }

    @Test
    void countsFromTheStartAndFromEachReconciliationWithoutAnObstacle() {
        now = now.plusSeconds(90);
        assertThat(gauge()).isEqualTo(90.0);
        age.obstructed("a rebuild");
        assertThat(gauge()).isEqualTo(90.0);
        age.reconciled();
        assertThat(gauge()).isZero();
        now = now.plusMillis(1500);
        assertThat(gauge()).isEqualTo(1.5);
    }

    @Test
    void obstacleThatLastsIsAWarning() {
        now = now.plus(ReconciliationAge.LONG).minusMillis(1);
        assertThat(age.level()).isEqualTo(Level.INFO);
        now = now.plusMillis(1);
        assertThat(age.level()).isEqualTo(Level.WARN);
        age.reconciled();
        assertThat(age.level()).isEqualTo(Level.INFO);
    }
}
