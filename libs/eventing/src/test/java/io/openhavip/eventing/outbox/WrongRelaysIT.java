package io.openhavip.eventing.outbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.testkit.TestKafka;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The contract rejects relays that lose messages. */
class WrongRelaysIT {

    @Test
    void readingGreaterThanMyPositionIsRejected() {
        assertRejected(new Suite(false), RelayContract::appendHeldOpenWhileLaterOnesCommitIsDelivered, "held open");
    }

    @Test
    void deletingBeforeTheBrokerHasItIsRejected() {
        assertRejected(new Suite(true), RelayContract::rowsStayUntilTheBrokerHasThem, "on the work list");
    }

    @Test
    void trustingThatAFormerLeaderIsSilentIsRejected() {
        assertRejected(
                new Suite(false), RelayContract::stateThatAFormerLeaderSendsLateDoesNotStayLast, "not so within");
    }

    private interface Scenario {
        void run(RelayContract contract) throws Exception;
    }

    private static void assertRejected(RelayContract contract, Scenario scenario, String because) {
        contract.prepare();
        try {
            assertThatThrownBy(() -> scenario.run(contract))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(because);
        } finally {
            contract.cleanUp();
        }
    }

    private static final class Suite extends RelayContract {
        private final boolean deletesEarly;

        Suite(boolean deletesEarly) {
            this.deletesEarly = deletesEarly;
        }

        @Override
        AutoCloseable startRelay(DataSource database) {
            return new PositionRelay(database, deletesEarly);
        }
    }

    /** Sends what is greater than the last position that it has sent. */
    private static final class PositionRelay implements AutoCloseable {
        private static final String SELECT =
                "SELECT position, " + Outbox.COLUMNS + " FROM outbox WHERE position > ? ORDER BY position LIMIT 500";

        private final DataSource database;
        private final boolean deletesEarly;
        private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "max.block.ms", 500),
                new StringSerializer(),
                new ByteArraySerializer());
        private final Thread thread;
        private final CountDownLatch closed = new CountDownLatch(1);
        private long position = -1;

        PositionRelay(DataSource database, boolean deletesEarly) {
            this.database = database;
            this.deletesEarly = deletesEarly;
            this.thread = Thread.ofPlatform().daemon().start(this::run);
        }

        private void run() {
            try {
                do {
                    sendAll();
                } while (!closed.await(5, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void sendAll() {
            try (Connection connection = database.getConnection()) {
                send(connection);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private void send(Connection connection) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement(SELECT)) {
                select.setLong(1, position);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        RelayRow row = RelayRow.read(rows, "network-service");
                        producer.send(row.record());
                        position = row.position();
                    }
                }
            }
            if (deletesEarly) {
                try (Statement delete = connection.createStatement()) {
                    delete.executeUpdate("DELETE FROM outbox WHERE position <= " + position);
                }
            }
        }

        @Override
        public void close() throws InterruptedException {
            closed.countDown();
            thread.join();
            producer.close(java.time.Duration.ZERO);
        }
    }
}
