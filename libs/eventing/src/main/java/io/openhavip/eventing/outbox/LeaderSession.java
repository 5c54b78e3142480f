package io.openhavip.eventing.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The database session whose advisory lock makes a relay the leader. The server frees the lock when the session ends, which it
 * notices within {@value #UNREACHABLE_SECONDS} s when the leader's machine is gone; the leader notices within {@value #ANSWER_MILLIS}
 * ms when the server is. Belongs to the relay's thread.
 */
final class LeaderSession implements AutoCloseable {

    private static final long ADVISORY_LOCK = 0x6f75_7462_6f78L;
    private static final int UNREACHABLE_SECONDS = 15;
    private static final int ANSWER_MILLIS = 10_000;

    /**
     * A deletion that a crash undoes costs a duplicate, which consumers drop; waiting for the disk would cost every send. A dead peer
     * must not keep the lock for the hours that the system's own keepalive takes.
     */
    private static final String PREPARE =
            "SET synchronous_commit = off; SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5;"
                    + " SET tcp_keepalives_count = 2; SET tcp_user_timeout = '" + UNREACHABLE_SECONDS + "s'";

    private static final String RESIGN = "SELECT pg_advisory_unlock(" + ADVISORY_LOCK + "); RESET synchronous_commit;"
            + " RESET tcp_keepalives_idle; RESET tcp_keepalives_interval; RESET tcp_keepalives_count; RESET tcp_user_timeout";

    private final Connection connection;
    private final int formerTimeout;

    private LeaderSession(Connection connection) throws SQLException {
        this.connection = connection;
        this.formerTimeout = connection.getNetworkTimeout();
    }

    /** Takes the lead, if nobody else has it. */
    static Optional<LeaderSession> tryLead(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        boolean leads = false;
        try {
            connection.setAutoCommit(true);
            LeaderSession session = new LeaderSession(connection);
            leads = session.lock();
            if (!leads) {
                return Optional.empty();
            }
            connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
            session.execute(PREPARE);
            return Optional.of(session);
        } catch (SQLException e) {
            leads = false;
            throw e;
        } finally {
            if (!leads) {
                connection.close();
            }
        }
    }

    Connection connection() {
        return connection;
    }

    private boolean lock() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + ADVISORY_LOCK + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            execute(RESIGN);
            connection.setNetworkTimeout(Runnable::run, formerTimeout);
        }
    }
}
