package io.openhavip.eventing;

import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.InvalidRecord;
import io.openhavip.testkit.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that stands on a topic, read from its beginning. Used by one thread. */
public final class TopicTail implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    public TopicTail(String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "reconnect.backoff.max.ms", 500),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All records so far, those of one key in order. */
    public List<ConsumerRecord<String, byte[]>> read() {
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
        return records;
    }

    public List<String> ids() {
        return read().stream().map(record -> attributes(record).id()).toList();
    }

    /** For each key the sequences in the order of their first occurrence. */
    public Map<String, List<Long>> firstOccurrences() {
        return read().stream()
                .collect(Collectors.groupingBy(
                        ConsumerRecord::key,
                        LinkedHashMap::new,
                        Collectors.mapping(
                                record -> attributes(record).aggregateSequence().orElseThrow(),
                                Collectors.collectingAndThen(
                                        Collectors.toCollection(LinkedHashSet::new), List::copyOf))));
    }

    public static CloudEvent attributes(ConsumerRecord<String, byte[]> record) {
        try {
            return CloudEvent.readFrom(record.headers());
        } catch (InvalidRecord e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
