package io.openhavip.standalone.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;

/** The event store's tables in the benchmarks' database, and beside them a bare table for the limit of all appends. */
record EventTables(BenchDatabase database) {

    private static final Duration RELAY_LIMIT = Duration.ofSeconds(60);
    private static final String RAW_TABLE =
            "CREATE TABLE IF NOT EXISTS raw_event (id text PRIMARY KEY, payload bytea NOT NULL)";
    private static final String RAW_INSERT = "INSERT INTO raw_event (id, payload) VALUES (?, ?)";
    private static final byte[] RAW_PAYLOAD = new byte[200];

    /** One-row inserts, each committed, on a connection of its own. */
    Throughput.Operation rawInserts() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        PreparedStatement insert = connection.prepareStatement(RAW_INSERT);
        return new Throughput.Operation() {
            @Override
            public void run() throws SQLException {
                insert.setString(1, UUID.randomUUID().toString());
                insert.setBytes(2, RAW_PAYLOAD);
                insert.executeUpdate();
                connection.commit();
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    /** Waits until the relay has sent everything, so that no turn pays for the one before. */
    void awaitSent() throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + RELAY_LIMIT.toNanos();
        try (Connection connection = database.connect();
                PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM outbox")) {
            while (true) {
                try (ResultSet row = count.executeQuery()) {
                    row.next();
                    if (row.getLong(1) == 0) {
                        return;
                    }
                    if (System.nanoTime() > deadline) {
                        throw new IllegalStateException("%d events were not sent within %d s"
                                .formatted(row.getLong(1), RELAY_LIMIT.toSeconds()));
                    }
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    /** Makes what is missing. */
    void make() throws SQLException {
        Flyway.configure()
                .dataSource(
                        database.jdbcUrl(),
                        database.login().user(),
                        database.login().password())
                .locations("classpath:db/eventing")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(RAW_TABLE);
        }
    }
}
