package io.openhavip.eventing.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Tells the relay's leader in another process that there is work, by NOTIFY after the commit, on a connection of its own. Many commits
 * between two notifications are one: a NOTIFY inside each transaction would serialise all commits. Losing one costs the leader's poll
 * interval and nothing else, so it does not wait for the disk. Owns one thread.
 */
final class CommitNotifier implements AutoCloseable {

    static final String CHANNEL = "outbox";

    private static final String NOTIFY =
            "SELECT set_config('synchronous_commit', 'off', true), pg_notify('" + CHANNEL + "', '')";
    private static final long IDLE_MILLIS = 1000;
    private static final Logger LOG = Logger.getLogger(CommitNotifier.class);

    private final DataSource dataSource;
    private final Wake wake = new Wake();
    private final Thread thread =
            Thread.ofPlatform().name("outbox-notify").daemon().unstarted(this::run);
    private volatile boolean closed;

    CommitNotifier(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void start() {
        thread.start();
    }

    void committed() {
        wake.signal();
    }

    @Override
    public void close() {
        closed = true;
        wake.signal();
    }

    private void run() {
        while (!closed) {
            try {
                if (wake.await(IDLE_MILLIS) && !closed) {
                    try (Connection connection = dataSource.getConnection();
                            Statement statement = connection.createStatement()) {
                        statement.execute(NOTIFY);
                    }
                }
            } catch (SQLException e) {
                LOG.debugf("outbox notification failed cause=%s", e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
