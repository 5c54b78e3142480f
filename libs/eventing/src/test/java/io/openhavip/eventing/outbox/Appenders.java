package io.openhavip.eventing.outbox;

import io.openhavip.eventing.TestStore;
import io.openhavip.messaging.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writers of outbox rows that know exactly what was committed: each row has its key's next sequence, and after a commit of unknown
 * outcome the writer goes on with a new key.
 */
final class Appenders {

    static final String STATE_TYPE = "havip.HaVipState.v1";
    private static final int KEYS_EACH = 3;

    /** Between the rows of a writer. */
    private static final long PACE_MS = 1;

    /** Before a connection is tried. */
    private static final long PAUSE_MS = 20;

    private static final String INSERT =
            "INSERT INTO outbox (" + Outbox.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final TestStore store;
    private final String topic;
    private final int threads;
    private final Map<String, Long> committed = new ConcurrentHashMap<>();
    private final AtomicLong total = new AtomicLong();
    private volatile CountDownLatch over = new CountDownLatch(0);

    /** What goes wrong while the writers write. */
    interface Trouble {
        void happen() throws Exception;
    }

    Appenders(TestStore store, String topic, int threads) {
        this.store = store;
        this.topic = topic;
        this.threads = threads;
    }

    static OutboxRow row(String topic, String key, long sequence) {
        CloudEvent attributes = new CloudEvent(
                key + "-" + sequence,
                STATE_TYPE,
                "network-service",
                key,
                Instant.parse("2026-01-02T03:04:05Z"),
                OptionalLong.of(sequence),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return OutboxRow.of(topic, attributes, "{}".getBytes(StandardCharsets.UTF_8));
    }

    void appendOne() throws Exception {
        try (Connection connection = store.database().connect()) {
            append(connection, "single");
        }
    }

    /** Writes for a while. */
    void runFor(Duration duration) throws Exception {
        runWhile(() -> over.await(duration.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Writes until the trouble is over. */
    void runWhile(Trouble trouble) throws Exception {
        over = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                writers.add(pool.submit(this::write));
            }
            try {
                trouble.happen();
            } finally {
                over.countDown();
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
    }

    private void write() {
        String name = "key-" + Thread.currentThread().threadId() + "-";
        int generation = 0;
        while (!isOverIn(PAUSE_MS)) {
            generation++;
            try (Connection connection = store.database().connect()) {
                connection.setAutoCommit(false);
                for (int i = 0; !isOverIn(PACE_MS); i++) {
                    append(connection, name + generation + "-" + i % KEYS_EACH);
                }
            } catch (SQLException e) {
                // The database is away; its keys are left as they are, since the last commit may or may not be there.
            }
        }
    }

    private boolean isOverIn(long millis) {
        try {
            return over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void append(Connection connection, String key) throws SQLException {
        long sequence = committed.getOrDefault(key, 0L);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            Object[] values = row(topic, key, sequence).columns();
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.executeUpdate();
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
        committed.put(key, sequence + 1);
        total.incrementAndGet();
    }

    long committed() {
        return total.get();
    }

    Map<String, Long> committedByKey() {
        return Map.copyOf(committed);
    }
}
