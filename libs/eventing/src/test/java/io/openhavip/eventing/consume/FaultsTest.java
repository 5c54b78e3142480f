package io.openhavip.eventing.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.UnknownOutcome;
import io.openhavip.eventing.store.DatabaseFault;
import io.openhavip.eventing.store.LaterVersion;
import java.io.IOException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.TimeoutException;
import org.axonframework.common.lock.DeadlockException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "25006", "25P03", "40001", "40P01", "53100", "53300", "55P03", "57014", "57P01", "58030",
                "XX000"
            })
    void serversTroublePasses(String state) {
        assertThat(Faults.isPassing(new SQLException("trouble", state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "23505", "23502", "25P02", "42P01", "42703", "54000"})
    void wrongDataDoNotPass(String state) {
        assertThat(Faults.isPassing(new SQLException("wrong", state))).isFalse();
    }

    @Test
    void poolWithoutAConnectionPasses() {
        assertThat(Faults.isPassing(new SQLException("acquisition timeout"))).isTrue();
    }

    static Stream<Throwable> passing() {
        return Stream.of(
                new UnknownOutcome("lost", new SQLException("gone", "08006")),
                new ConcurrencyException("overtaken"),
                new DeadlockException("both wait"),
                new TimeoutException("broker"),
                new IOException("peer"),
                new Overtaken("test"),
                LaterVersion.tables("ha_vip_view"),
                new DatabaseFault("cannot begin", new SQLException("gone", "08001")));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatWaitingMendsPasses(Throwable fault) {
        assertThat(Faults.isPassing(fault)).isTrue();
    }

    @Test
    void causeDecides() {
        assertThat(Faults.isPassing(new IllegalStateException(new RuntimeException(new SQLException("gone", "08006")))))
                .isTrue();
        assertThat(Faults.isPassing(new IllegalStateException("bad data"))).isFalse();
        assertThat(Faults.isPassing(new Refusal(ErrorCode.INTERNAL_ERROR, "no")))
                .isFalse();
    }

    @Test
    void onlyOvertakingIsAConflict() {
        assertThat(Faults.isConflict(new IllegalStateException(new ConcurrencyException("overtaken"))))
                .isTrue();
        assertThat(Faults.isConflict(new Overtaken("test"))).isTrue();
        assertThat(Faults.isConflict(new SQLException("gone", "08006"))).isFalse();
    }
}
