package io.openhavip.eventing.outbox;

import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.State;
import io.openhavip.messaging.CloudEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One outbox row as the relay read it.
 *
 * @param isState it goes to a compacted topic, where the newest must stay last
 */
record RelayRow(long position, boolean isState, ProducerRecord<String, byte[]> record) {

    static RelayRow read(ResultSet rows, String source) throws SQLException {
        long sequence = rows.getLong("aggregate_sequence");
        OptionalLong aggregateSequence = rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(sequence);
        CloudEvent attributes = new CloudEvent(
                rows.getString("message_id"),
                rows.getString("type"),
                source,
                rows.getString("key"),
                rows.getTimestamp("occurred_at").toInstant(),
                aggregateSequence,
                Optional.ofNullable(rows.getString("correlation_id")),
                Optional.ofNullable(rows.getString("causation_id")),
                Optional.ofNullable(rows.getString("trace_parent")));
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(rows.getString("topic"), rows.getString("key"), rows.getBytes("payload"));
        attributes.writeTo(record.headers());
        return new RelayRow(rows.getLong("position"), isState(attributes.type()), record);
    }

    private static boolean isState(String type) {
        return MessageTypes.classOf(type).filter(State.class::isAssignableFrom).isPresent();
    }
}
