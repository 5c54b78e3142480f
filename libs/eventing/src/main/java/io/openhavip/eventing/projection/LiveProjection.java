package io.openhavip.eventing.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.eventing.consume.DeadLetterSink;
import io.openhavip.eventing.consume.OrderedConsumer;
import io.openhavip.eventing.consume.Progress;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
     * Creates the tables if they are not there, or are those of a version that made them otherwise.
     *
     * @return whether a {@link ProjectionRebuild} is due: they were created now, or earlier and never filled
     */
    public boolean createIfAbsent() throws SQLException {
        return transactions.inTransaction(connection -> {
            lock(connection);
            if (!schema.exists(connection)) {
                schema.createToBeFilled(connection, projection.ddl());
                return true;
            }
            if (schema.isMadeBy(connection, projection.ddl())) {
                return schema.isToBeFilled(connection);
            }
            LOG.infof("read model has another form in this version and is made anew projection=%s", projection.name());
            SchemaSwap.renew(connection, schema, projection.ddl());
            return true;
        });
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

    /** Forgets operations that ended so long ago that no client token leads to them any more. Called by a timer. */
    public int forgetOldOperations() throws SQLException {
        return transactions.inTransaction(connection -> {
            schema.enter(connection);
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(FORGET_OPERATIONS);
            }
        });
    }

    public ReadModel readModel() {
        return readModel;
    }

    public void stop() {
        consumer.stop();
    }
}
