package io.openhavip.eventing.store;

import io.openhavip.contracts.Event;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.JsonMessages;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.statements.AppendEventsStatementBuilder;
import org.axonframework.eventsourcing.eventstore.jdbc.statements.TimestampWriter;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;

/**
 * Appends events, what the relay is to send for them and the deadlines that they set, in one statement and one round trip. Stateless
 * but for its configuration; thread-safe.
 */
final class AppendStatement implements AppendEventsStatementBuilder {

    /** Parameters: nine arrays of events, eleven of outbox rows, five of scheduled commands; each set of equal length. */
    private static final String APPEND = """
            WITH appended AS (
              INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                                              payload_type, payload_revision, meta_data, payload)
              SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[])
            ), scheduled AS (
              INSERT INTO scheduled_command (id, due_at, command_type, payload, correlation_id)
              SELECT * FROM unnest(?::text[], ?::timestamptz[], ?::text[], ?::bytea[], ?::text[])
            )
            INSERT INTO outbox (topic, key, message_id, type, occurred_at, aggregate_sequence, correlation_id, causation_id,
                                trace_parent, payload)
            SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::bigint[], ?::text[], ?::text[],
                                 ?::text[], ?::bytea[])
            """;

    private final String source;
    private final String eventTopic;
    private final List<Reaction> reactions;
    private final Runnable onAppend;

    AppendStatement(String source, String eventTopic, List<Reaction> reactions, Runnable onAppend) {
        this.source = source;
        this.eventTopic = eventTopic;
        this.reactions = List.copyOf(reactions);
        this.onAppend = onAppend;
    }

    @Override
    public PreparedStatement build(
            Connection connection,
            EventSchema schema,
            Class<?> dataType,
            List<? extends EventMessage<?>> events,
            Serializer serializer,
            TimestampWriter timestampWriter)
            throws SQLException {
        Columns stored = new Columns(9);
        Columns scheduled = new Columns(5);
        Columns outgoing = new Columns(10);
        for (EventMessage<?> message : events) {
            DomainEventMessage<?> event = (DomainEventMessage<?>) message;
            SerializedObject<byte[]> payload = event.serializePayload(serializer, byte[].class);
            stored.row(
                    event.getIdentifier(),
                    event.getAggregateIdentifier(),
                    event.getSequenceNumber(),
                    event.getType(),
                    event.getTimestamp().toString(),
                    payload.getType().getName(),
                    payload.getType().getRevision(),
                    event.serializeMetaData(serializer, byte[].class).getData(),
                    payload.getData());
            if (event.getPayload() instanceof Event published) {
                CloudEvent attributes = attributes(event, payload.getType().getName());
                row(outgoing, OutboxRow.of(eventTopic, attributes, payload.getData()));
                react(new AppendedEvent(published, attributes), outgoing, scheduled);
            }
        }
        onAppend.run();
        PreparedStatement statement = connection.prepareStatement(APPEND);
        int next = stored.bind(connection, statement, 1, "text text bigint text text text text bytea bytea");
        next = scheduled.bind(connection, statement, next, "text timestamptz text bytea text");
        outgoing.bind(connection, statement, next, "text text text text timestamptz bigint text text text bytea");
        statement.addBatch();
        return statement;
    }

    private void react(AppendedEvent event, Columns outgoing, Columns scheduled) {
        for (Reaction reaction : reactions) {
            for (Outgoing consequence : reaction.to(event)) {
                switch (consequence) {
                    case Outgoing.Publish publish -> row(outgoing, OutboxRow.of(publish, event.attributes(), source));
                    case Outgoing.Schedule schedule ->
                        scheduled.row(
                                schedule.idFor(event.attributes()),
                                Timestamp.from(event.attributes().time().plus(schedule.after())),
                                schedule.command().getClass().getName(),
                                bytes(schedule.command()),
                                event.attributes().correlationId().orElse(null));
                }
            }
        }
    }

    private CloudEvent attributes(DomainEventMessage<?> event, String type) {
        Cause cause = Cause.of(event.getMetaData(), event.getIdentifier());
        return new CloudEvent(
                event.getIdentifier(),
                type,
                source,
                event.getAggregateIdentifier(),
                event.getTimestamp(),
                OptionalLong.of(event.getSequenceNumber()),
                Optional.of(cause.correlationId()),
                cause.causationId(),
                cause.traceParent());
    }

    private static void row(Columns outgoing, OutboxRow row) {
        outgoing.row(row.columns());
    }

    private static byte[] bytes(Object command) {
        try {
            return JsonMessages.MAPPER.writeValueAsBytes(command);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(
                    "cannot schedule " + command.getClass().getName(), e);
        }
    }

    /** Rows turned into one array a column. */
    private static final class Columns {
        private final List<List<Object>> values;

        Columns(int count) {
            values = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                values.add(new ArrayList<>(4));
            }
        }

        void row(Object... row) {
            for (int i = 0; i < row.length; i++) {
                values.get(i).add(row[i]);
            }
        }

        int bind(Connection connection, PreparedStatement statement, int first, String types) throws SQLException {
            String[] typeOf = types.split(" ");
            for (int i = 0; i < typeOf.length; i++) {
                statement.setArray(first + i, array(connection, typeOf[i], values.get(i)));
            }
            return first + typeOf.length;
        }

        private static Array array(Connection connection, String type, List<Object> column) throws SQLException {
            return connection.createArrayOf(
                    type,
                    switch (type) {
                        case "bytea" -> column.toArray(byte[][]::new);
                        case "bigint" -> column.toArray(Long[]::new);
                        case "timestamptz" -> column.stream().map(Columns::text).toArray(String[]::new);
                        default -> column.toArray(String[]::new);
                    });
        }

        private static String text(Object timestamp) {
            return ((Timestamp) timestamp).toInstant().toString();
        }
    }
}
