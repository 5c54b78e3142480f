package io.openhavip.eventing.outbox;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.Excerpt;
import io.openhavip.messaging.JsonMessages;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message on its way to Kafka.
 *
 * @param payload JSON; empty: a tombstone
 */
public record OutboxRow(String topic, CloudEvent attributes, Optional<byte[]> payload) {

    /**
     * Of payload, key and headers. Below what a broker takes (1 MiB): a row that no broker takes would stop every row behind it for
     * ever.
     */
    public static final int MOST_BYTES = 768 * 1024;

    private static final int MOST_BYTES_OF_A_CHARACTER = 3;

    public OutboxRow {
        long bytes = payload.map(json -> json.length).orElse(0) + mostBytes(attributes);
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException("a message of " + bytes + " bytes is too large: " + attributes.type()
                    + " about " + Excerpt.of(attributes.subject()));
        }
    }

    private static long mostBytes(CloudEvent attributes) {
        // The subject is the key too.
        long characters = 2L * attributes.subject().length()
                + attributes.id().length()
                + attributes.type().length()
                + attributes.correlationId().map(String::length).orElse(0)
                + attributes.causationId().map(String::length).orElse(0)
                + attributes.traceParent().map(String::length).orElse(0);
        return MOST_BYTES_OF_A_CHARACTER * characters;
    }

    public static OutboxRow of(String topic, CloudEvent attributes, byte[] payload) {
        return new OutboxRow(topic, attributes, Optional.of(payload));
    }

    /** A consequence of an event: caused by it, in its operation. */
    public static OutboxRow of(Outgoing.Publish publish, CloudEvent event, String source) {
        return consequence(publish.topic(), publish.message(), publish.sequence(), event, source);
    }

    /** A message caused by another; its id is derived from that one's, so that it is the same however often it is sent. */
    public static OutboxRow consequence(
            String topic, Message message, OptionalLong sequence, CloudEvent cause, String source) {
        String type = MessageTypes.nameOf(message.getClass());
        CloudEvent attributes = new CloudEvent(
                cause.id() + ":" + message.getClass().getSimpleName() + ":" + message.subject(),
                type,
                source,
                message.subject(),
                cause.time(),
                sequence,
                cause.correlationId(),
                Optional.of(cause.id()),
                cause.traceParent());
        return of(topic, attributes, JsonMessages.write(message));
    }

    /** A state topic's record that its key is gone. */
    public static OutboxRow tombstone(
            String topic, String key, String type, OptionalLong sequence, CloudEvent cause, String source) {
        CloudEvent attributes = new CloudEvent(
                cause.id() + ":tombstone:" + key,
                type,
                source,
                key,
                cause.time(),
                sequence,
                cause.correlationId(),
                Optional.of(cause.id()),
                cause.traceParent());
        return new OutboxRow(topic, attributes, Optional.empty());
    }

    /** Values in the order of {@link Outbox#COLUMNS}. */
    public Object[] columns() {
        return new Object[] {
            topic,
            attributes.subject(),
            attributes.id(),
            attributes.type(),
            Timestamp.from(attributes.time()),
            attributes.aggregateSequence().isPresent()
                    ? (Object) attributes.aggregateSequence().getAsLong()
                    : null,
            attributes.correlationId().orElse(null),
            attributes.causationId().orElse(null),
            attributes.traceParent().orElse(null),
            payload.orElse(null)
        };
    }
}
