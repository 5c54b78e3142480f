package io.openhavip.eventing.projection;

import io.openhavip.eventing.store.SqlStates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a projection's shadow tables in the place of the live ones. All live tables are locked before the first is dropped: a query
 * over several of them has either locked one, and is waited for, or finds the new ones. The lock is not waited for longer than
 * {@value #LOCK_MILLIS} ms at a time, below PostgreSQL's deadlock timeout, so that a reader never is a deadlock's victim.
 */
final class SchemaSwap {

    private static final int LOCK_MILLIS = 200;
    private static final int MOST_TRIES = 100;
    private static final String TABLES =
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = ? ORDER BY tablename";

    private SchemaSwap() {}

    /** In the caller's transaction, which has locked writers out. */
    static void replace(Connection connection, ProjectionSchema live, ProjectionSchema shadow) throws SQLException {
        if (live.exists(connection)) {
            lock(connection, live);
            keepOperations(connection, live, shadow);
            shadow.follow(connection, live);
            live.drop(connection);
        }
        execute(connection, "ALTER SCHEMA " + shadow.name() + " RENAME TO " + live.name());
    }

    /** Puts empty tables in the place of the live ones, in the caller's transaction, which has locked writers out. */
    static void renew(Connection connection, ProjectionSchema live) throws SQLException {
        ProjectionSchema renewed = live.named(live.name() + "_renewed");
        renewed.createToBeFilled(connection);
        replace(connection, live, renewed);
    }

    /** The operations that callers wait for are the one thing that the topics do not tell again. */
    private static void keepOperations(Connection connection, ProjectionSchema live, ProjectionSchema shadow)
            throws SQLException {
        execute(
                connection,
                "INSERT INTO " + shadow.name() + ".operation SELECT * FROM " + live.name()
                        + ".operation ON CONFLICT DO NOTHING");
    }

    private static void lock(Connection connection, ProjectionSchema live) throws SQLException {
        String lock = "LOCK TABLE " + String.join(", ", tables(connection, live)) + " IN ACCESS EXCLUSIVE MODE";
        execute(connection, "SET LOCAL lock_timeout = " + LOCK_MILLIS);
        for (int tries = 1; ; tries++) {
            Savepoint before = connection.setSavepoint();
            try {
                execute(connection, lock);
                break;
            } catch (SQLException e) {
                if (tries == MOST_TRIES || !SqlStates.isLockNotAvailable(e)) {
                    throw e;
                }
                connection.rollback(before);
            }
        }
        execute(connection, "SET LOCAL lock_timeout = 0");
    }

    private static List<String> tables(Connection connection, ProjectionSchema live) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TABLES)) {
            select.setString(1, live.name());
            try (ResultSet rows = select.executeQuery()) {
                List<String> tables = new ArrayList<>();
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
                return tables;
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
