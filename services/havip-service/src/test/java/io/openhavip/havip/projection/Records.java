package io.openhavip.havip.projection;

import io.openhavip.contracts.Event;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topic;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.RecordCodec;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the records of one topic partition: offsets in order, sequences in order per aggregate. */
final class Records {

    private final Topic topic;
    private final Map<String, Long> nextSequence = new HashMap<>();
    private long nextOffset;

    Records(Topic topic) {
        this.topic = topic;
    }

    ConsumerRecord<String, byte[]> next(Event event, Instant at, String operationId) {
        long sequence = nextSequence.merge(event.subject(), 1L, Long::sum) - 1;
        CloudEvent attributes = new CloudEvent(
                event.subject() + ":" + sequence,
                MessageTypes.nameOf(event.getClass()),
                "test",
                event.subject(),
                at,
                OptionalLong.of(sequence),
                Optional.of(operationId),
                Optional.empty(),
                Optional.empty());
        ProducerRecord<String, byte[]> sent = RecordCodec.encode(topic.name(), attributes, event);
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(topic.name(), 0, nextOffset++, sent.key(), sent.value());
        sent.headers().forEach(record.headers()::add);
        return record;
    }
}
