package io.openhavip.eventing.outbox;

import io.micrometer.core.instrument.Counter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.postgresql.PGConnection;

/**
 * One stretch of leadership with one producer. Reads the work list in the order of positions, sends without waiting for the answers,
 * and deletes the rows whose predecessors all arrived. Belongs to the relay's thread; a second thread of its own waits for
 * notifications of other processes' commits.
 */
final class RelayTerm implements AutoCloseable {

    /** Rows with the broker or not yet deleted; the bound of memory and of what is sent again after a fault. */
    static final int MAX_IN_FLIGHT = 1000;

    private static final long ADVISORY_LOCK = 0x6f75_7462_6f78L;
    private static final long POLL_MILLIS = 250;
    private static final long SWEEP_MILLIS = 5;
    private static final int LISTEN_MILLIS = 500;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final String SELECT =
            "SELECT position, " + Outbox.COLUMNS + " FROM outbox WHERE position <> ALL (?) ORDER BY position LIMIT ?";
    private static final String DELETE = "DELETE FROM outbox WHERE position = ANY (?)";

    private final Connection session;
    private final Connection listening;
    private final String source;
    private final Producer<String, byte[]> producer;
    private final Wake wake;
    private final Counter sent;
    private final InFlight inFlight = new InFlight();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread listener =
            Thread.ofPlatform().name("relay-listen").daemon().unstarted(this::listen);
    private volatile boolean over;

    RelayTerm(
            Connection session,
            DataSource dataSource,
            String source,
            Producer<String, byte[]> producer,
            Wake wake,
            Counter sent)
            throws SQLException {
        this.session = session;
        this.source = source;
        this.producer = producer;
        this.wake = wake;
        this.sent = sent;
        this.listening = dataSource.getConnection();
        try (Statement statement = session.createStatement()) {
            // A deletion that a crash undoes costs a duplicate, which consumers drop; waiting for the disk would cost
            // every send.
            statement.execute("SET synchronous_commit = off");
        }
        listener.start();
    }

    static Map<String, Object> producerConfiguration(
            String bootstrapServers, String source, Map<String, Object> overrides) {
        Map<String, Object> configuration = new HashMap<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG, source + "-relay",
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.LINGER_MS_CONFIG, 0,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 5000,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000));
        configuration.putAll(overrides);
        return configuration;
    }

    static boolean tryLead(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + ADVISORY_LOCK + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    static void resign(Connection session) {
        try (Statement statement = session.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock_all()");
            statement.execute("RESET synchronous_commit");
        } catch (SQLException e) {
            // The session is broken, and the server frees its locks with it.
        }
    }

    /**
     * Sends until told to stop.
     *
     * @throws SendFailed if the broker did not take a record
     * @throws SQLException if the database does not answer
     */
    void sendUntil(BooleanSupplier stop) throws SQLException, InterruptedException {
        while (!stop.getAsBoolean()) {
            int found = sendNext();
            throwIfFailed();
            // Deleting waits for a quiet moment, so that it never stands between a commit and its sending.
            boolean quiet = found == 0 && !wake.await(inFlight.size() == 0 ? POLL_MILLIS : SWEEP_MILLIS);
            if (quiet || inFlight.size() > MAX_IN_FLIGHT / 2) {
                sweep();
            }
        }
        producer.flush();
        throwIfFailed();
        sweep();
    }

    private int sendNext() throws SQLException {
        int room = MAX_IN_FLIGHT - inFlight.size();
        if (room <= 0) {
            return 0;
        }
        List<RelayRow> rows = read(room);
        for (RelayRow row : rows) {
            inFlight.sent(row.position());
            producer.send(row.record(), (metadata, e) -> {
                if (e == null) {
                    inFlight.acknowledged(row.position());
                    sent.increment();
                } else {
                    failure.compareAndSet(null, e);
                    wake.signal();
                }
            });
        }
        return rows.size();
    }

    private List<RelayRow> read(int limit) throws SQLException {
        try (PreparedStatement select = session.prepareStatement(SELECT)) {
            select.setArray(1, session.createArrayOf("bigint", inFlight.positions()));
            select.setInt(2, limit);
            try (ResultSet found = select.executeQuery()) {
                List<RelayRow> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(RelayRow.read(found, source));
                }
                return rows;
            }
        }
    }

    private void sweep() throws SQLException {
        List<Long> positions = inFlight.takeDeletable();
        if (positions.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = session.prepareStatement(DELETE)) {
            delete.setArray(1, session.createArrayOf("bigint", positions.toArray(Long[]::new)));
            delete.executeUpdate();
        }
        inFlight.deleted(positions);
    }

    private void throwIfFailed() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new SendFailed(cause);
        }
    }

    private void listen() {
        try (Statement statement = listening.createStatement()) {
            statement.execute("LISTEN " + CommitNotifier.CHANNEL);
            PGConnection notifications = listening.unwrap(PGConnection.class);
            while (!over) {
                var received = notifications.getNotifications(LISTEN_MILLIS);
                if (received != null && received.length > 0) {
                    wake.signal();
                }
            }
            statement.execute("UNLISTEN *");
        } catch (SQLException e) {
            failure.compareAndSet(null, e);
            wake.signal();
        } finally {
            closeListening();
        }
    }

    private void closeListening() {
        try {
            listening.close();
        } catch (SQLException e) {
            // Already broken.
        }
    }

    @Override
    public void close() {
        over = true;
        producer.close(failure.get() == null ? CLOSE_TIMEOUT : Duration.ZERO);
    }
}
