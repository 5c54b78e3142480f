package io.openhavip.eventing.projection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A schema that a projection's tables are in, with the tables that every projection has: how far it is with each aggregate and with
 * each partition, and the operations that callers wait for.
 *
 * @param name the schema's name
 * @param lockKey advisory lock that writers share and a swap takes alone
 */
record ProjectionSchema(String name, long lockKey) {

    static final String PROGRESS_TABLE = "progress";
    private static final String DUE = "due:";

    private static final String COMMON_TABLES = """
            CREATE TABLE progress (
                consumer text NOT NULL, aggregate_id text NOT NULL, last_sequence bigint NOT NULL, parked text,
                PRIMARY KEY (consumer, aggregate_id));
            CREATE TABLE partition_offset (
                topic text NOT NULL, partition int NOT NULL, next_offset bigint NOT NULL, PRIMARY KEY (topic, partition));
            CREATE TABLE operation (
                operation_id text PRIMARY KEY, subject text NOT NULL, code text, message text NOT NULL,
                completed_at timestamptz NOT NULL DEFAULT now());
            CREATE INDEX operation_age ON operation (completed_at);
            """;
    private static final String ENTER = "SELECT set_config('search_path', ?, true), pg_advisory_xact_lock_shared(?)";
    private static final String OFFSET = """
            INSERT INTO partition_offset (topic, partition, next_offset) VALUES (?, ?, ?)
            ON CONFLICT (topic, partition) DO UPDATE SET next_offset = greatest(partition_offset.next_offset, excluded.next_offset)
            """;

    static ProjectionSchema live(Projection projection) {
        return new ProjectionSchema(projection.name(), projection.name().hashCode());
    }

    /** The shadow has a lock of its own: filling it does not wait for anyone. */
    static ProjectionSchema shadow(Projection projection) {
        String name = projection.name() + "_rebuild";
        return new ProjectionSchema(name, name.hashCode());
    }

    boolean exists(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM pg_namespace WHERE nspname = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Creates it empty, to be filled by a rebuild; it says so itself, so that no crash makes anyone forget it. */
    void createToBeFilled(Connection connection, String ddl) throws SQLException {
        create(connection, ddl);
        comment(connection, DUE + form(ddl));
    }

    void create(Connection connection, String ddl) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + name);
            statement.execute("SET LOCAL search_path = " + name);
            statement.execute(COMMON_TABLES);
            statement.execute(ddl);
            statement.execute("SET LOCAL search_path = DEFAULT");
        }
        comment(connection, form(ddl));
    }

    private void comment(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("COMMENT ON SCHEMA " + name + " IS '" + text + "'");
        }
    }

    /** Whether its tables were created by the same statements, filled or not. */
    boolean isMadeBy(Connection connection, String ddl) throws SQLException {
        String form = form(ddl);
        return told(connection)
                .filter(text -> text.equals(form) || text.equals(DUE + form))
                .isPresent();
    }

    /** Whether it was created empty and no rebuild has filled it since. */
    boolean isToBeFilled(Connection connection) throws SQLException {
        return told(connection).filter(text -> text.startsWith(DUE)).isPresent();
    }

    private Optional<String> told(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    private static String form(String ddl) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((COMMON_TABLES + ddl).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + name + " CASCADE");
        }
    }

    /** Begins writing: unqualified names mean this schema's tables (the outbox is found behind them), and no swap comes between. */
    void enter(Connection connection) throws SQLException {
        try (PreparedStatement enter = connection.prepareStatement(ENTER)) {
            enter.setString(1, name + ", public");
            enter.setLong(2, lockKey);
            enter.executeQuery().close();
        }
    }

    void applied(Connection connection, Map<TopicPartition, Long> nextOffsets) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(OFFSET)) {
            for (Map.Entry<TopicPartition, Long> next : nextOffsets.entrySet()) {
                upsert.setString(1, next.getKey().topic());
                upsert.setInt(2, next.getKey().partition());
                upsert.setLong(3, next.getValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    Map<TopicPartition, Long> offsets(Connection connection) throws SQLException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT topic, partition, next_offset FROM " + name + ".partition_offset")) {
            while (rows.next()) {
                offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return offsets;
    }
}
