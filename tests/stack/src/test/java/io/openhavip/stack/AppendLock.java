package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Lets a service read its event store and holds up what it appends. */
final class AppendLock implements AutoCloseable {

    private static final String WAITING = """
            SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
            WHERE NOT granted AND relation = 'domain_event_entry'::regclass AND datname = current_database()
            """;

    private final TestDatabase database;
    private final Connection holder;

    AppendLock(TestDatabase database) throws SQLException {
        this.database = database;
        this.holder = database.connect();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("LOCK TABLE domain_event_entry IN EXCLUSIVE MODE");
        }
    }

    void untilWaiting(int transactions) {
        Await.until(() ->
                assertThat(number(database, WAITING)).as("appends that wait").isGreaterThanOrEqualTo(transactions));
    }

    /** The one number that a query answers. */
    static long number(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Also when the server is gone, and the lock with it. */
    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
