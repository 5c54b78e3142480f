package io.openhavip.eventing.projection;

import io.openhavip.eventing.store.LaterVersion;
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
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A schema that a projection's tables are in, with the tables that every projection has: how far it is with each aggregate and with
 * each partition, and the operations that callers wait for. Its comment says what they are ({@link SchemaComment}).
 *
 * @param name the schema's name
 * @param lockKey advisory lock that writers share and a swap takes alone
 * @param ddl makes the projection's tables as this version knows them
 * @param form digest of all statements that make the schema's tables
 */
record ProjectionSchema(String name, long lockKey, String ddl, String form) {

    static final String PROGRESS_TABLE = "progress";

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
    private static final String COMMENT =
            "SELECT oid, obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = ?";
    // One round trip. The second statement's snapshot is taken once the lock is had, so that it sees the swap that was
    // waited for.
    private static final String ENTER =
            "SELECT set_config('search_path', ?, true), pg_advisory_xact_lock_shared(?); " + COMMENT;
    private static final String OFFSET = """
            INSERT INTO partition_offset (topic, partition, next_offset) VALUES (?, ?, ?)
            ON CONFLICT (topic, partition) DO UPDATE SET next_offset = greatest(partition_offset.next_offset, excluded.next_offset)
            """;

    static ProjectionSchema live(Projection projection) {
        return of(projection, projection.name());
    }

    /** The shadow has a lock of its own: filling it does not wait for anyone. */
    static ProjectionSchema shadow(Projection projection) {
        return of(projection, projection.name() + "_rebuild");
    }

    private static ProjectionSchema of(Projection projection, String name) {
        return new ProjectionSchema(name, name.hashCode(), projection.ddl(), form(projection.ddl()));
    }

    /** A schema for the same tables, under the same lock. */
    ProjectionSchema named(String otherName) {
        return new ProjectionSchema(otherName, lockKey, ddl, form);
    }

    /** Advisory lock that who fills this schema has all the while; not the one that its writers share. */
    long guardKey() {
        return ~lockKey;
    }

    boolean exists(Connection connection) throws SQLException {
        return find(connection).exist();
    }

    /** Creates it empty, to be filled by a rebuild; it says so itself, so that no crash makes anyone forget it. */
    void createToBeFilled(Connection connection) throws SQLException {
        create(connection, true);
    }

    void create(Connection connection) throws SQLException {
        create(connection, false);
    }

    private void create(Connection connection, boolean due) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + name);
            statement.execute("SET LOCAL search_path = " + name);
            statement.execute(COMMON_TABLES);
            statement.execute(ddl);
            statement.execute("SET LOCAL search_path = DEFAULT");
        }
        comment(connection, new SchemaComment(due, List.of(form)));
    }

    /** Remembers which forms the schema had whose place it takes. */
    void follow(Connection connection, ProjectionSchema former) throws SQLException {
        comment(connection, comment(connection).after(former.comment(connection)));
    }

    private void comment(Connection connection, SchemaComment comment) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("COMMENT ON SCHEMA " + name + " IS '" + comment + "'");
        }
    }

    /** What it says of itself; nothing if it is not there. */
    SchemaComment comment(Connection connection) throws SQLException {
        return find(connection).comment();
    }

    /** Whether this version made its tables and no rebuild has filled them since. */
    boolean isToBeFilled(Connection connection) throws SQLException {
        SchemaComment comment = comment(connection);
        return comment.due() && comment.isOf(form);
    }

    /**
     * What there is of it at the moment.
     *
     * @param id another one as soon as other tables take the place of these; 0 if there are none
     */
    record Found(long id, SchemaComment comment) {
        boolean exist() {
            return id != 0;
        }
    }

    Found find(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COMMENT)) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return found(row);
            }
        }
    }

    private static Found found(ResultSet row) throws SQLException {
        if (!row.next()) {
            return new Found(0, SchemaComment.NONE);
        }
        String comment = row.getString(2);
        return new Found(row.getLong(1), comment == null ? SchemaComment.NONE : SchemaComment.parse(comment));
    }

    /** @throws LaterVersion if its tables are those of another version */
    void requireOwnForm(Connection connection) throws SQLException {
        requireOwnForm(comment(connection));
    }

    private void requireOwnForm(SchemaComment comment) {
        if (!comment.isOf(form)) {
            throw LaterVersion.tables(name);
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

    /**
     * Begins writing: unqualified names mean this schema's tables (the outbox is found behind them), and no swap comes between.
     *
     * @throws LaterVersion if its tables are those of another version: who writes them would spoil them
     */
    void enter(Connection connection) throws SQLException {
        try (PreparedStatement enter = connection.prepareStatement(ENTER)) {
            enter.setString(1, name + ", public");
            enter.setLong(2, lockKey);
            enter.setString(3, name);
            enter.execute();
            enter.getMoreResults();
            try (ResultSet row = enter.getResultSet()) {
                requireOwnForm(found(row).comment());
            }
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
