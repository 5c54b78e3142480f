package io.openhavip.eventing.consume;

import io.openhavip.contracts.Topic;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.Excerpt;
import io.openhavip.messaging.JsonMessages;
import io.openhavip.messaging.RecordCodec;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Puts a record that can never be handled on the service's dead-letter topic, with the reason and where it stood, through the outbox:
 * in the transaction that passes over it. Whatever the record is, its letter can be stored and sent: of what is large or cannot be
 * stored it keeps an excerpt. Thread-safe.
 */
public final class DeadLetters implements DeadLetterSink {

    /** What of a value is kept: the letter must fit where the record did, and base64 makes it longer. */
    static final int MOST_VALUE_BYTES = 256 * 1024;

    static final int MOST_HEADER_BYTES = 4096;

    /** What of all headers is kept, names and values together; JSON may make it six times longer. */
    static final int MOST_HEADERS_BYTES = 32 * 1024;

    /** What JSON adds to a header, about. */
    private static final int BYTES_AROUND_A_HEADER = 8;

    /** The end of the year 9999: a record's time is its writer's to choose, and a later one cannot be stored. */
    private static final long LAST_MILLIS = 253_402_300_799_999L;

    static final String TYPE = "openhavip.DeadLetter.v1";

    private final Topic topic;
    private final String source;
    private final Outbox outbox;

    public DeadLetters(Topic topic, String source, Outbox outbox) {
        this.topic = topic;
        this.source = source;
        this.outbox = outbox;
    }

    /** Adds the record to the current transaction. The id names the record's place, so a second reading of it makes a duplicate. */
    @Override
    public void add(String consumer, ConsumerRecord<String, byte[]> record, String reason) throws SQLException {
        String id = consumer + ":" + record.topic() + ":" + record.partition() + ":" + record.offset();
        String key =
                Optional.ofNullable(record.key()).filter(RecordCodec::isKey).orElse(id);
        CloudEvent attributes = new CloudEvent(
                id,
                TYPE,
                source,
                key,
                Instant.ofEpochMilli(Math.clamp(record.timestamp(), 0, LAST_MILLIS)),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        outbox.add(List.of(OutboxRow.of(topic.name(), attributes, json(consumer, record, reason))));
    }

    private static byte[] json(String consumer, ConsumerRecord<String, byte[]> record, String reason) {
        Map<String, Object> letter = new LinkedHashMap<>();
        letter.put("consumer", consumer);
        letter.put("reason", Excerpt.of(reason));
        letter.put("topic", record.topic());
        letter.put("partition", record.partition());
        letter.put("offset", record.offset());
        letter.put("key", record.key() == null ? null : Excerpt.of(record.key()));
        letter.put("headers", headers(record));
        byte[] value = record.value() == null ? new byte[0] : record.value();
        letter.put("valueBytes", value.length);
        letter.put(
                "valueBase64",
                Base64.getEncoder().encodeToString(Arrays.copyOf(value, Math.min(value.length, MOST_VALUE_BYTES))));
        try {
            return JsonMessages.MAPPER.writeValueAsBytes(letter);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("cannot write a dead letter", e);
        }
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        int left = MOST_HEADERS_BYTES;
        for (Header header : record.headers()) {
            left -= header.key().getBytes(StandardCharsets.UTF_8).length + BYTES_AROUND_A_HEADER;
            if (left < 0) {
                break;
            }
            byte[] value = header.value() == null ? new byte[0] : header.value();
            int kept = Math.min(value.length, Math.min(left, MOST_HEADER_BYTES));
            left -= kept;
            headers.put(header.key(), new String(value, 0, kept, StandardCharsets.UTF_8));
        }
        return headers;
    }
}
