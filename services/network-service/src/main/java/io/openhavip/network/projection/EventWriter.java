package io.openhavip.network.projection;

import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.State;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.eventing.projection.ProjectionWriter;
import io.openhavip.messaging.CloudEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What the rows of one event are written with.
 *
 * @param attributes the event's
 * @param source the service's name
 */
record EventWriter(ProjectionWriter writer, CloudEvent attributes, String source) {

    Connection connection() {
        return writer.connection();
    }

    /** When the event was appended, for a {@code ?::timestamptz}. */
    String time() {
        return attributes.time().toString();
    }

    void execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    /** Says that the operation that the event belongs to has succeeded. */
    void complete(String subject) throws SQLException {
        writer.complete(attributes.correlationId(), subject, Optional.empty(), "");
    }

    /** Sends current facts to {@code network.state}. */
    void publish(State state) throws SQLException {
        writer.publish(OutboxRow.consequence(
                Topics.NETWORK_STATE.name(), state, attributes.aggregateSequence(), attributes, source));
    }

    /** Says on {@code network.state} that an aggregate is gone. */
    void bury(String key, Class<? extends State> type) throws SQLException {
        writer.publish(OutboxRow.tombstone(
                Topics.NETWORK_STATE.name(),
                key,
                MessageTypes.nameOf(type),
                attributes.aggregateSequence(),
                attributes,
                source));
    }
}
