package io.openhavip.eventing.store;

import io.openhavip.contracts.Topic;
import io.openhavip.eventing.process.Reaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.serialization.Serializer;

/** Axon's JDBC event store on PostgreSQL, with the append that also fills the outbox. */
public final class EventStore {

    private static final EventSchema SCHEMA = EventSchema.builder()
            .eventTable("domain_event_entry")
            .snapshotTable("snapshot_event_entry")
            .globalIndexColumn("global_index")
            .timestampColumn("time_stamp")
            .eventIdentifierColumn("event_identifier")
            .aggregateIdentifierColumn("aggregate_identifier")
            .sequenceNumberColumn("sequence_number")
            .typeColumn("type")
            .payloadTypeColumn("payload_type")
            .payloadRevisionColumn("payload_revision")
            .payloadColumn("payload")
            .metaDataColumn("meta_data")
            .build();

    /** Events that one statement reads; most aggregates are one such read, and their latest events always. */
    private static final int BATCH = 100;

    private EventStore() {}

    /** What the store tells of. */
    public interface Observer {

        /** Called by the command's thread when it publishes events, which are appended when its unit of work commits. */
        void published();

        /** Called in the transaction of each append, before it. */
        void appending();

        /** An append failed: another replica has appended to the aggregate. */
        void overtaken(String aggregateId);
    }

    /**
     * @param source the service's name, CloudEvents {@code source}
     * @param eventTopic where the service's events are published
     * @param reactions rules whose consequences go out with the events
     * @param usable which snapshots an aggregate is loaded from; the others are passed over
     */
    public static EmbeddedEventStore open(
            PostgresTransactions transactions,
            Serializer serializer,
            String source,
            Topic eventTopic,
            List<Reaction> reactions,
            SnapshotFilter usable,
            Observer observer) {
        AppendStatement append = new AppendStatement(source, eventTopic.name(), reactions);
        Engine engine = new Engine(
                JdbcEventStorageEngine.builder()
                        .connectionProvider(transactions::storeConnection)
                        .transactionManager(transactions)
                        .schema(SCHEMA)
                        .dataType(byte[].class)
                        .eventSerializer(serializer)
                        .snapshotSerializer(new SnapshotSerializer())
                        .snapshotFilter(usable)
                        .upcasterChain(new StoredEventUpcaster())
                        .persistenceExceptionResolver(SqlStates::isUniqueViolation)
                        .batchSize(BATCH)
                        // An aggregate's events have no gaps: the next is appended by who has seen the last.
                        .finalAggregateBatchPredicate(batch -> batch.size() < BATCH),
                transactions,
                append,
                observer);
        return new Observed(EmbeddedEventStore.builder().storageEngine(engine), observer);
    }

    /** Appends in one statement that is executed as such: the driver's batches hide a lost connection behind an Error. */
    private static final class Engine extends JdbcEventStorageEngine {
        private final PostgresTransactions transactions;
        private final AppendStatement append;
        private final Observer observer;

        Engine(
                JdbcEventStorageEngine.Builder builder,
                PostgresTransactions transactions,
                AppendStatement append,
                Observer observer) {
            super(builder);
            this.transactions = transactions;
            this.append = append;
            this.observer = observer;
        }

        @Override
        protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
            if (!events.isEmpty()) {
                transactions.executeInTransaction(() -> execute(events, serializer));
            }
        }

        private void execute(List<? extends EventMessage<?>> events, Serializer serializer) {
            observer.appending();
            try (Connection connection = transactions.storeConnection();
                    PreparedStatement statement =
                            append.prepare(connection, transactions.takeCompanion(), events, serializer)) {
                transactions.appending();
                statement.executeUpdate();
            } catch (SQLException e) {
                transactions.appendFailed(e);
                if (SqlStates.isUniqueViolation(e)) {
                    events.forEach(
                            event -> observer.overtaken(((DomainEventMessage<?>) event).getAggregateIdentifier()));
                }
                handlePersistenceException(e, events.getFirst());
            }
        }
    }

    private static final class Observed extends EmbeddedEventStore {
        private final Observer observer;

        Observed(EmbeddedEventStore.Builder builder, Observer observer) {
            super(builder);
            this.observer = observer;
        }

        @Override
        public void publish(List<? extends EventMessage<?>> events) {
            observer.published();
            super.publish(events);
        }
    }
}
