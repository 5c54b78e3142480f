package io.openhavip.eventing.consume;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrAssigned;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.RecordCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records as a consumer gets them, on partition 0 of a topic, at rising offsets. */
public final class Records {

    public static final String TOPIC = "network.events";
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    private long offset;

    /** Event number {@code sequence} of an aggregate. */
    public ConsumerRecord<String, byte[]> event(String vpcId, long sequence) {
        return record(
                new VSwitchCidrAssigned(vpcId, "vsw-" + sequence, "10.0.0.0/24"), vpcId + "-" + sequence, sequence);
    }

    public ConsumerRecord<String, byte[]> record(Message message, String id, long sequence) {
        return encoded(message, id, OptionalLong.of(sequence));
    }

    /** A message without a sequence. */
    public ConsumerRecord<String, byte[]> record(Message message, String id) {
        return encoded(message, id, OptionalLong.empty());
    }

    private ConsumerRecord<String, byte[]> encoded(Message message, String id, OptionalLong sequence) {
        CloudEvent attributes = new CloudEvent(
                id,
                MessageTypes.nameOf(message.getClass()),
                "network-service",
                message.subject(),
                TIME,
                sequence,
                Optional.of("operation-" + id),
                Optional.empty(),
                Optional.empty());
        ProducerRecord<String, byte[]> encoded = RecordCodec.encode(TOPIC, attributes, message);
        return at(encoded.key(), encoded.value(), encoded.headers());
    }

    /** A record with headers in order and a value that is not JSON. */
    public ConsumerRecord<String, byte[]> unparsable(String vpcId, long sequence) {
        return unparsable(vpcId, sequence, 3);
    }

    public ConsumerRecord<String, byte[]> unparsable(String vpcId, long sequence, int length) {
        ConsumerRecord<String, byte[]> good = event(vpcId, sequence);
        offset = good.offset();
        return at(
                vpcId,
                "{no".repeat(length / 3 + 1).substring(0, length).getBytes(StandardCharsets.UTF_8),
                good.headers());
    }

    /** A well-formed record of a type that is not known here. */
    public ConsumerRecord<String, byte[]> unknownType(String vpcId, long sequence) {
        Headers headers = new RecordHeaders();
        new CloudEvent(
                        vpcId + "-" + sequence,
                        "network.VpcPainted.v7",
                        "network-service",
                        vpcId,
                        TIME,
                        OptionalLong.of(sequence),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .writeTo(headers);
        return at(vpcId, "{}".getBytes(StandardCharsets.UTF_8), headers);
    }

    private ConsumerRecord<String, byte[]> at(String key, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                TOPIC,
                0,
                offset++,
                TIME.toEpochMilli(),
                TimestampType.CREATE_TIME,
                key.length(),
                value.length,
                key,
                value,
                headers,
                Optional.empty());
    }
}
