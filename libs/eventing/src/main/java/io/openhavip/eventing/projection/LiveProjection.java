package io.openhavip.eventing.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.eventing.consume.DeadLetterSink;
import io.openhavip.eventing.consume.OrderedConsumer;
import io.openhavip.eventing.consume.Progress;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Keeps a projection's live tables up to date, and tells {@link ReadModel}'s waiters when they changed. Replicas share the tables and
 * the partitions. Thread-safe as {@link OrderedConsumer} is.
 */
public final class LiveProjection {

    private static final Logger LOG = Logger.getLogger(LiveProjection.class);

    /** Most records in one transaction. */
    static final int BATCH = 500;

    private static final String FORGET_OPERATIONS =
            "DELETE FROM operation WHERE completed_at < now() - interval '25 hours'";

    private final Projection projection;
    private final PostgresTransactions transactions;
    private final ProjectionSchema schema;
    private final ProjectionSchema shadow;
    private final OrderedConsumer consumer;
    private final ReadModel readModel;

    public LiveProjection(
            Projection projection,
            PostgresTransactions transactions,
            Outbox outbox,
            DeadLetterSink deadLetters,
            ReadModel readModel,
            MeterRegistry meters) {
        this.projection = projection;
        this.transactions = transactions;
        this.schema = ProjectionSchema.live(projection);
        this.shadow = ProjectionSchema.shadow(projection);
        this.readModel = readModel;
        this.consumer = new OrderedConsumer(
                projection.name(),
                work -> transactions.inTransaction(connection -> {
                    schema.enter(connection);
                    work.run(connection);
                    transactions.afterCommit(readModel::changed);
                    return true;
                }),
                new Progress(projection.name(), ProjectionSchema.PROGRESS_TABLE),
                schema::applied,
                deadLetters,
                ProjectionWriter.handler(projection, Optional.of(outbox)),
                BATCH,
                meters);
    }

    /**
     * Creates the tables if they are not there, or are those of an earlier version. Those of a later one stay, and this one's consumers
     * wait: in an upgrade replicas of both run. Also takes away what a rebuild left that a crash broke off.
     *
     * @return whether a {@link ProjectionRebuild} is due: they were created now, or earlier and never filled
     */
    public boolean createIfAbsent() throws SQLException {
        return transactions.inTransaction(connection -> {
            lock(connection);
            dropBrokenOff(connection);
            ProjectionSchema.Found found = schema.find(connection);
            if (!found.exist()) {
                schema.createToBeFilled(connection);
                return true;
            }
            if (found.comment().isOf(schema.form())) {
                return found.comment().due();
            }
            if (found.comment().isLaterThan(schema.form())) {
                LOG.warnf(
                        "read model has the form of a later version, this one leaves it alone and waits projection=%s",
                        projection.name());
                return false;
            }
            LOG.infof("read model has another form in this version and is made anew projection=%s", projection.name());
            SchemaSwap.renew(connection, schema);
            return true;
        });
    }

    /** A rebuild that is alive has its guard. */
    private void dropBrokenOff(Connection connection) throws SQLException {
        if (!shadow.exists(connection)) {
            return;
        }
        try (PreparedStatement guard = connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
            guard.setLong(1, shadow.guardKey());
            try (ResultSet row = guard.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    LOG.warnf("a rebuild was broken off, its shadow is dropped schema=%s", shadow.name());
                    shadow.drop(connection);
                }
            }
        }
    }

    private void lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            lock.setLong(1, schema.lockKey());
            lock.executeQuery().close();
        }
    }

    /** Applies records; returns when they are committed. */
    public void consume(Iterable<ConsumerRecord<String, byte[]>> records) {
        consumer.consume(records);
    }

    /**
     * Forgets operations that ended so long ago that no client token leads to them any more, and takes away what a rebuild left that a
     * crash broke off. Called by a timer.
     */
    public void tidy() throws SQLException {
        transactions.inTransaction(connection -> {
            dropBrokenOff(connection);
            if (!schema.comment(connection).isOf(schema.form())) {
                return 0;
            }
            schema.enter(connection);
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(FORGET_OPERATIONS);
            }
        });
    }

    /**
     * The tables of the moment.
     *
     * @param id another one as soon as others take their place
     * @param obstacle why nothing can be concluded from what they do not show; empty if it can
     */
    public record Tables(long id, Optional<String> obstacle) {}

    public Tables tables(Connection connection) throws SQLException {
        ProjectionSchema.Found now = schema.find(connection);
        return new Tables(now.id(), obstacle(now));
    }

    private Optional<String> obstacle(ProjectionSchema.Found now) {
        if (!now.exist()) {
            return Optional.of("The read model " + projection.name() + " is not there.");
        }
        if (!now.comment().isOf(schema.form())) {
            return Optional.of("The read model " + projection.name() + " is that of another version.");
        }
        return now.comment().due()
                ? Optional.of("The read model " + projection.name() + " is being filled.")
                : Optional.empty();
    }

    /** The same outside a transaction, on a connection of its own. */
    public Tables tables() throws SQLException {
        try (Connection connection = transactions.ownConnection()) {
            return tables(connection);
        }
    }

    /** Its projection's. */
    public String name() {
        return projection.name();
    }

    public ReadModel readModel() {
        return readModel;
    }

    public void stop() {
        consumer.stop();
    }
}
