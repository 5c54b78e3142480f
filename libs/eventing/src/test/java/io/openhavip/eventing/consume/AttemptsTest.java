package io.openhavip.eventing.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private final Backoff backoff = new Backoff();
    private final Attempts attempts = new Attempts("test", backoff);

    @Test
    void invalidRecordGetsThreeTries() {
        IllegalStateException invalid = new IllegalStateException("bad");

        assertThat(attempts.again(invalid)).isTrue();
        assertThat(attempts.again(invalid)).isTrue();
        assertThat(attempts.again(invalid)).isFalse();
    }

    @Test
    void batchIsTriedOnce() {
        assertThat(Attempts.ofBatch("test", backoff).again(new IllegalStateException("bad")))
                .isFalse();
    }

    @Test
    void conflictsAreTriedAgainWithoutAWaitAndThenWithOne() {
        backoff.stop();
        for (int i = 0; i < Attempts.MOST_CONFLICTS_AT_ONCE; i++) {
            assertThat(attempts.again(new ConcurrencyException("overtaken"))).isTrue();
        }

        assertThatThrownBy(() -> attempts.again(new ConcurrencyException("overtaken")))
                .isInstanceOf(Backoff.Stopped.class);
    }

    @Test
    void faultWaitsAtLeastTheFirstInterval() {
        Instant start = Instant.now();

        assertThat(attempts.again(new SQLException("gone", "08006"))).isTrue();

        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(90));
    }

    @Test
    void waitDoublesUpToItsBound() {
        assertThat(Backoff.millis(0)).isEqualTo(100);
        assertThat(Backoff.millis(1)).isEqualTo(200);
        assertThat(Backoff.millis(5)).isEqualTo(3200);
        assertThat(Backoff.millis(6)).isEqualTo(5000);
        assertThat(Backoff.millis(Integer.MAX_VALUE)).isEqualTo(5000);
    }

    @Test
    void stopEndsAWait() {
        backoff.stop();

        assertThatThrownBy(() -> backoff.await(10)).isInstanceOf(Backoff.Stopped.class);
    }
}
