package io.openhavip.eventing.store;

import io.openhavip.contracts.Event;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.JsonMessages;
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
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;

/**
 * Appends events, what the relay is to send for them and the deadlines that they set, in one statement and one round trip. Stateless
 * but for its configuration; thread-safe.
 */
final class AppendStatement {

    private final String source;
    private final String eventTopic;
    private final List<Reaction> reactions;

    AppendStatement(String source, String eventTopic, List<Reaction> reactions) {
        this.source = source;
        this.eventTopic = eventTopic;
        this.reactions = List.copyOf(reactions);
    }

    /** One statement for events of any number of aggregates, to be executed by the caller. */
    PreparedStatement prepare(
            Connection connection,
            Optional<Companion> companion,
            List<? extends EventMessage<?>> events,
            Serializer serializer)
            throws SQLException {
        List<Object[]> stored = new ArrayList<>(events.size());
        List<Object[]> scheduled = new ArrayList<>();
        List<Object[]> freed = new ArrayList<>();
        List<Object[]> outgoing = new ArrayList<>();
        for (EventMessage<?> message : events) {
            DomainEventMessage<?> event = (DomainEventMessage<?>) message;
            SerializedObject<byte[]> payload = event.serializePayload(serializer, byte[].class);
            stored.add(new Object[] {
                event.getIdentifier(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                event.getType(),
                event.getTimestamp().toString(),
                payload.getType().getName(),
                payload.getType().getRevision(),
                event.serializeMetaData(serializer, byte[].class).getData(),
                payload.getData()
            });
            if (event.getPayload() instanceof Event published) {
                CloudEvent attributes = attributes(event, payload.getType().getName());
                outgoing.add(
                        OutboxRow.of(eventTopic, attributes, payload.getData()).columns());
                react(new AppendedEvent(published, attributes), outgoing, scheduled, freed);
            }
        }
        PreparedStatement statement = connection.prepareStatement(AppendSql.of(new AppendSql.Shape(
                companion.map(Companion::sql), stored.size(), scheduled.size(), freed.size(), outgoing.size())));
        int next = bind(
                statement,
                1,
                companion
                        .map(row -> List.<Object[]>of(row.parameters().toArray()))
                        .orElse(List.of()));
        next = bind(statement, next, stored);
        next = bind(statement, next, scheduled);
        next = bind(statement, next, freed);
        bind(statement, next, outgoing);
        return statement;
    }

    private static int bind(PreparedStatement statement, int first, List<Object[]> rows) throws SQLException {
        int next = first;
        for (Object[] row : rows) {
            for (Object value : row) {
                statement.setObject(next++, value);
            }
        }
        return next;
    }

    private void react(AppendedEvent event, List<Object[]> outgoing, List<Object[]> scheduled, List<Object[]> freed) {
        for (Reaction reaction : reactions) {
            for (Outgoing consequence : reaction.to(event)) {
                switch (consequence) {
                    case Outgoing.Publish publish ->
                        outgoing.add(OutboxRow.of(publish, event.attributes(), source)
                                .columns());
                    case Outgoing.Schedule schedule ->
                        scheduled.add(new Object[] {
                            schedule.idFor(event.attributes()),
                            Timestamp.from(event.attributes().time().plus(schedule.after())),
                            schedule.command().getClass().getName(),
                            bytes(schedule.command()),
                            event.attributes().correlationId().orElse(null)
                        });
                    case Outgoing.FreeQuota free -> freed.add(new Object[] {free.scope()});
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

    private static byte[] bytes(Object command) {
        try {
            return JsonMessages.MAPPER.writeValueAsBytes(command);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(
                    "cannot schedule " + command.getClass().getName(), e);
        }
    }
}
