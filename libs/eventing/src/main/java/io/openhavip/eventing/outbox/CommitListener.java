package io.openhavip.eventing.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Wakes the relay's leader when another process has committed. Owns a connection and a thread until {@link #close()}; when the
 * connection breaks, the next {@link #check()} says so.
 */
final class CommitListener implements AutoCloseable {

    private static final int LISTEN_MILLIS = 200;
    private static final long CLOSE_MILLIS = 2000;

    private final Connection connection;
    private final Wake wake;
    private final AtomicReference<SQLException> broken = new AtomicReference<>();
    private final Thread thread =
            Thread.ofPlatform().name("relay-listen").daemon().unstarted(this::listen);
    private volatile boolean over;

    private CommitListener(Connection connection, Wake wake) {
        this.connection = connection;
        this.wake = wake;
    }

    static CommitListener start(DataSource dataSource, Wake wake) throws SQLException {
        CommitListener listener = new CommitListener(dataSource.getConnection(), wake);
        listener.thread.start();
        return listener;
    }

    /** @throws SQLException if notifications do not arrive any more */
    void check() throws SQLException {
        SQLException cause = broken.get();
        if (cause != null) {
            throw cause;
        }
    }

    private void listen() {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + CommitNotifier.CHANNEL);
            PGConnection notifications = connection.unwrap(PGConnection.class);
            while (!over) {
                var received = notifications.getNotifications(LISTEN_MILLIS);
                if (received != null && received.length > 0) {
                    wake.signal();
                }
            }
            statement.execute("UNLISTEN *");
        } catch (SQLException e) {
            broken.set(e);
            wake.signal();
        }
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join(CLOSE_MILLIS);
    }
}
