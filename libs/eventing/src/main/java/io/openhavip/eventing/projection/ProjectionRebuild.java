package io.openhavip.eventing.projection;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.eventing.consume.DeadLetterSink;
import io.openhavip.eventing.consume.OrderedConsumer;
import io.openhavip.eventing.consume.Progress;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.store.LaterVersion;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jboss.logging.Logger;

/**
 * Fills a projection's shadow tables from the beginning of its topics while the live ones serve, and swaps them when the shadows have
 * read all that the live ones have. The swap is one transaction that writers of the live tables wait for; readers see the old tables
 * or the new ones, and its states are published with it. One rebuild at a time over all replicas. Thread-safe.
 */
public final class ProjectionRebuild {

    /** Where a rebuild is. */
    public enum Phase {
        NEVER,
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * @param applied records read so far
     * @param cause why it failed; empty otherwise
     */
    public record Status(
            Phase phase, long applied, Optional<Instant> startedAt, Optional<Instant> endedAt, String cause) {}

    /** How long a start waits for tables to be filled: there is little to read, or the service is not ready yet. */
    public static final Duration AT_START = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int BATCH = 2000;

    /** How long writers of the live tables wait at most, before the rebuild gives up and leaves them as they were. */
    private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(ProjectionRebuild.class);

    private final Projection projection;
    private final PostgresTransactions transactions;
    private final Outbox outbox;
    private final ReadModel readModel;
    private final Map<String, Object> configuration;
    private final AtomicReference<Status> status =
            new AtomicReference<>(new Status(Phase.NEVER, 0, Optional.empty(), Optional.empty(), ""));

    public ProjectionRebuild(
            Projection projection,
            PostgresTransactions transactions,
            Outbox outbox,
            ReadModel readModel,
            String bootstrapServers,
            Map<String, Object> consumerOverrides) {
        this.projection = projection;
        this.transactions = transactions;
        this.outbox = outbox;
        this.readModel = readModel;
        this.configuration = new HashMap<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                BATCH));
        this.configuration.putAll(consumerOverrides);
    }

    public Status status() {
        return status.get();
    }

    /** Begins a rebuild in the background; false if one is running in this process. */
    public boolean start() {
        if (!begin()) {
            return false;
        }
        Thread.ofPlatform().name("rebuild-" + projection.name()).daemon().start(this::run);
        return true;
    }

    /**
     * Rebuilds in the background, again and again, until the tables are filled, by this replica or another.
     *
     * @param patience how long this waits for it: a service that has little to read is ready as soon as it has started
     */
    public void fill(Duration patience) {
        Thread filling = Thread.ofPlatform()
                .name("rebuild-" + projection.name())
                .daemon()
                .start(this::fill);
        try {
            filling.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fill() {
        while (isToBeFilled()) {
            if (begin()) {
                run();
            }
            if (status.get().phase() != Phase.DONE) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private boolean isToBeFilled() {
        try {
            return transactions.inTransaction(
                    connection -> ProjectionSchema.live(projection).isToBeFilled(connection));
        } catch (SQLException | RuntimeException e) {
            LOG.warnf(
                    "not known whether the read model is filled projection=%s cause=%s",
                    projection.name(), e.getMessage());
            return true;
        }
    }

    private boolean begin() {
        Status before = status.get();
        Status running = new Status(Phase.RUNNING, 0, Optional.of(Instant.now()), Optional.empty(), "");
        return before.phase() != Phase.RUNNING && status.compareAndSet(before, running);
    }

    private void run() {
        try {
            rebuild();
            end(Phase.DONE, "");
            LOG.infof(
                    "projection rebuilt projection=%s records=%d",
                    projection.name(), status.get().applied());
        } catch (SQLException | RuntimeException e) {
            LOG.errorf(e, "projection rebuild failed projection=%s", projection.name());
            end(Phase.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private void end(Phase phase, String cause) {
        status.updateAndGet(
                now -> new Status(phase, now.applied(), now.startedAt(), Optional.of(Instant.now()), cause));
    }

    private void rebuild() throws SQLException {
        ProjectionSchema shadow = ProjectionSchema.shadow(projection);
        try (Connection guard = transactions.ownConnection()) {
            if (!guardAgainstOthers(guard, shadow)) {
                throw new IllegalStateException("another replica is rebuilding " + projection.name());
            }
            try {
                transactions.inTransaction(connection -> {
                    requireOwnForm(connection, ProjectionSchema.live(projection));
                    shadow.drop(connection);
                    shadow.create(connection);
                    shadow.enter(connection);
                    RebuiltStates.prepare(connection);
                    return true;
                });
                try (ShadowReaders readers =
                        new ShadowReaders(projection, configuration, () -> filler(shadow), this::applied)) {
                    fillAndSwap(readers, shadow, guard);
                }
            } finally {
                releaseGuard(guard);
            }
        }
    }

    private void fillAndSwap(ShadowReaders readers, ProjectionSchema shadow, Connection guard) throws SQLException {
        readers.readToTheEnd();
        ProjectionSchema live = ProjectionSchema.live(projection);
        transactions.inTransaction(connection -> {
            lockOutWriters(connection, live);
            requireOwnForm(connection, live);
            if (live.exists(connection)) {
                // Writers wait, so this is a fixed and short way to go; it runs on threads and connections of its own.
                readers.readUpTo(live.offsets(connection), CATCH_UP_LIMIT);
            }
            // A guard whose session broke has let another rebuild in, which made the shadow its own.
            execute(guard, "SELECT 1");
            shadow.enter(connection);
            RebuiltStates.tell(connection, projection, outbox);
            SchemaSwap.replace(connection, live, shadow);
            return true;
        });
        readModel.changed();
    }

    /** A replica of an earlier version does not put its tables in the place of those that a later one made meanwhile. */
    private static void requireOwnForm(Connection connection, ProjectionSchema live) throws SQLException {
        if (live.exists(connection)) {
            live.requireOwnForm(connection);
        }
    }

    private void applied(int records) {
        status.updateAndGet(
                now -> new Status(now.phase(), now.applied() + records, now.startedAt(), Optional.empty(), ""));
    }

    private OrderedConsumer filler(ProjectionSchema shadow) {
        AtomicReference<OrderedConsumer> filler = new AtomicReference<>();
        filler.set(new OrderedConsumer(
                projection.name(),
                work -> transactions.inTransaction(connection -> {
                    try {
                        shadow.enter(connection);
                    } catch (LaterVersion gone) {
                        // Taken away by who found it without its guard, or made anew: no waiting brings it back.
                        filler.get().stop();
                        throw gone;
                    }
                    // A crash costs the shadow anyway; the swap's own commit makes all before it durable.
                    execute(connection, "SET LOCAL synchronous_commit = off");
                    work.run(connection);
                    return true;
                }),
                new Progress(projection.name(), ProjectionSchema.PROGRESS_TABLE),
                shadow::applied,
                DeadLetterSink.ALREADY_WRITTEN,
                ProjectionWriter.handler(projection, Optional.empty()),
                BATCH,
                new SimpleMeterRegistry()));
        return filler.get();
    }

    private static void lockOutWriters(Connection connection, ProjectionSchema live) throws SQLException {
        execute(connection, "SELECT pg_advisory_xact_lock(" + live.lockKey() + ")");
    }

    private static boolean guardAgainstOthers(Connection guard, ProjectionSchema shadow) throws SQLException {
        try (Statement statement = guard.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + shadow.guardKey() + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void releaseGuard(Connection guard) throws SQLException {
        execute(guard, "SELECT pg_advisory_unlock_all()");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
