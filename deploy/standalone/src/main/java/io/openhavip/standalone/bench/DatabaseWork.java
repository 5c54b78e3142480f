package io.openhavip.standalone.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a database's tables were used for, as PostgreSQL counts it.
 *
 * @param written rows inserted, updated or deleted, in any table
 * @param read scans of any table but the relay's work list
 * @param polled scans of the work list, which the relay looks at four times a second, however little there is to do
 */
record DatabaseWork(long written, long read, long polled) {

    private static final String QUERY = """
            SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0),
                   coalesce(sum(seq_scan + coalesce(idx_scan, 0)) FILTER (WHERE relname <> 'outbox'), 0),
                   coalesce(sum(seq_scan + coalesce(idx_scan, 0)) FILTER (WHERE relname = 'outbox'), 0)
            FROM pg_stat_user_tables
            """;

    /** Since the database was made; closes the connection. */
    static DatabaseWork of(Connection connection) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            return new DatabaseWork(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    DatabaseWork since(DatabaseWork before) {
        return new DatabaseWork(written - before.written, read - before.read, polled - before.polled);
    }

    /** Uses of tables that announcements can have caused: every one but the relay's idle look at its work list. */
    long statements() {
        return written + read;
    }

    @Override
    public String toString() {
        return "%d rows written, %d scans, %d idle looks of the relay".formatted(written, read, polled);
    }
}
