package io.openhavip.eventing.outbox;

import io.micrometer.core.instrument.Counter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * One stretch of leadership with producers of its own. Reads the work list in the order of positions, sends without waiting for the answers,
 * and deletes the rows whose predecessors all arrived. Belongs to the relay's thread.
 *
 * <p>One request at a time is under way to a broker from each producer, and the first failure closes them from within its own thread:
 * so no later record of a partition is ever written when an earlier one was not, and a key's first occurrences are in order.
 */
final class RelayTerm implements AutoCloseable {

    /** Rows with the broker or not yet deleted; the bound of memory and of what is sent again after a fault. */
    static final int MAX_IN_FLIGHT = 1000;

    /** Under load rows are deleted so many at a time: each read of the list passes over those that are not. */
    private static final int SWEEP_ROWS = 128;

    /** Reads are at least so far apart: under load one read, and one write of the broker to its disk, serves several commits. */
    private static final Duration READ_INTERVAL = Duration.ofMillis(2);

    private static final long POLL_MILLIS = 250;
    private static final long SWEEP_MILLIS = 5;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final String SELECT =
            "SELECT position, " + Outbox.COLUMNS + " FROM outbox WHERE position <> ALL (?) ORDER BY position LIMIT ?";
    private static final String DELETE = "DELETE FROM outbox WHERE position = ANY (?)";

    private final Connection session;
    private final CommitListener listener;
    private final StateRepair states;
    private final String source;
    private final RelayProducers producers;
    private final Wake wake;
    private final Counter sent;
    private final InFlight inFlight = new InFlight();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private long lastRead = System.nanoTime();

    RelayTerm(
            Connection session,
            CommitListener listener,
            StateRepair states,
            String source,
            RelayProducers producers,
            Wake wake,
            Counter sent) {
        this.session = session;
        this.listener = listener;
        this.states = states;
        this.source = source;
        this.producers = producers;
        this.wake = wake;
        this.sent = sent;
    }

    static Map<String, Object> producerConfiguration(
            String bootstrapServers, String source, Map<String, Object> overrides) {
        Map<String, Object> configuration = new HashMap<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG, source + "-relay",
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 5000,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000));
        configuration.putAll(overrides);
        return configuration;
    }

    /**
     * Sends until told to stop.
     *
     * @throws SendFailed if the broker did not take a record
     * @throws SQLException if the database does not answer
     */
    void sendUntil(BooleanSupplier stop) throws SQLException, InterruptedException {
        while (!stop.getAsBoolean()) {
            pace();
            int found = sendNext();
            throwIfFailed();
            listener.check();
            // Deleting waits for a quiet moment, so that it never stands between a commit and its sending.
            boolean quiet = found == 0 && !wake.await(inFlight.size() == 0 ? POLL_MILLIS : SWEEP_MILLIS);
            if (quiet || inFlight.size() > SWEEP_ROWS) {
                sweep();
            }
        }
        // Waits for what is under way, and only here: a term that ends by a fault must send nothing more.
        producers.close(CLOSE_TIMEOUT);
        sweep();
    }

    private void pace() throws InterruptedException {
        Thread.sleep(READ_INTERVAL.minusNanos(System.nanoTime() - lastRead));
        lastRead = System.nanoTime();
    }

    private int sendNext() throws SQLException {
        int room = MAX_IN_FLIGHT - inFlight.size();
        if (room <= 0) {
            return 0;
        }
        List<RelayRow> rows = read(room);
        for (RelayRow row : rows) {
            if (row.isState()) {
                states.watch(row.record().topic());
            }
            inFlight.sent(row.position());
            send(row);
        }
        return rows.size();
    }

    private void send(RelayRow row) {
        try {
            producers.send(row, (metadata, e) -> {
                if (e == null) {
                    inFlight.acknowledged(row.position());
                    sent.increment();
                } else {
                    fail(e);
                }
            });
        } catch (RuntimeException e) {
            fail(e);
            throwIfFailed();
        }
    }

    private void fail(Exception e) {
        if (failure.compareAndSet(null, e)) {
            producers.abandon();
            wake.signal();
        }
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

    @Override
    public void close() {
        producers.abandon();
    }
}
