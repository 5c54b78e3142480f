package io.openhavip.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.localstack.KafkaAddress;
import io.openhavip.localstack.Ports;
import io.openhavip.localstack.PostgresLogin;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that break their promise, each of which the contract must reject. */
@Tag("containers")
class WrongServersIT {

    @TempDir
    Path directory;

    @Test
    void brokerThatForgetsIsRejected() {
        EmbeddedBroker honest = new EmbeddedBroker(directory.resolve("kafka"), Ports.free(), Ports.free());
        Broker forgetful = new ForgetfulBroker(honest);
        forgetful.start();
        try {
            assertThatThrownBy(() -> InfrastructureContract.brokerKeepsAcknowledgedRecordsOverKill(forgetful))
                    .isInstanceOf(AssertionError.class);
        } finally {
            forgetful.discard();
        }
    }

    @Test
    void databaseThatForgetsOrDoesNotWaitForTheDiskIsRejected() throws Exception {
        EmbeddedDatabase honest = new EmbeddedDatabase(directory.resolve("postgres"), Ports.free());
        DatabaseServer forgetful = new ForgetfulDatabase(honest);
        forgetful.start();
        try {
            try (Connection connection = honest.login().connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER ROLE openhavip SET synchronous_commit = off");
            }
            assertThatThrownBy(() -> InfrastructureContract.databaseWritesCommitsToDisk(forgetful))
                    .isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> InfrastructureContract.databaseKeepsCommittedRowsOverKill(forgetful))
                    .hasMessageContaining("does not exist");
        } finally {
            forgetful.discard();
        }
    }

    /** Loses everything when it is killed. */
    private record ForgetfulBroker(Broker honest) implements Broker {
        @Override
        public KafkaAddress address() {
            return honest.address();
        }

        @Override
        public void start() {
            honest.start();
        }

        @Override
        public void stop() {
            honest.stop();
        }

        @Override
        public void kill() {
            honest.discard();
        }

        @Override
        public void freeze() {
            honest.freeze();
        }

        @Override
        public void thaw() {
            honest.thaw();
        }

        @Override
        public void discard() {
            honest.discard();
        }
    }

    /** Loses everything when it is killed. */
    private record ForgetfulDatabase(DatabaseServer honest) implements DatabaseServer {
        @Override
        public PostgresLogin login() {
            return honest.login();
        }

        @Override
        public void start() {
            honest.start();
        }

        @Override
        public void stop() {
            honest.stop();
        }

        @Override
        public void kill() {
            honest.discard();
        }

        @Override
        public void freeze() {
            honest.freeze();
        }

        @Override
        public void thaw() {
            honest.thaw();
        }

        @Override
        public void discard() {
            honest.discard();
        }
    }
}
