package io.openhavip.agent.session;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.State;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.host.HostState;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import io.openhavip.testkit.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The other services, as far as an agent sees them: writes facts, reads announcements. */
final class TopicClient implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    private final KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    private final List<Announcement> announcements = new ArrayList<>();
    private long sequence;

    TopicClient() {
        consumer.assign(IntStream.range(0, Topics.ARP_ANNOUNCEMENTS.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.ARP_ANNOUNCEMENTS.name(), partition))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    void tell(Topic topic, Message message) {
        producer.send(RecordCodec.encode(topic.name(), attributes(message), message));
        producer.flush();
    }

    /** Says that it is gone. */
    void bury(Topic topic, State state) {
        ProducerRecord<String, byte[]> record = RecordCodec.encode(topic.name(), attributes(state), state);
        producer.send(new ProducerRecord<>(topic.name(), null, record.key(), null, record.headers()));
        producer.flush();
    }

    /** Every announcement published so far, in the order of its partition. */
    List<Announcement> announcements() {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> {
            if (RecordCodec.decode(record) instanceof Decoded.Known known
                    && known.message() instanceof Announcement announcement) {
                announcements.add(announcement);
            }
        });
        return List.copyOf(announcements);
    }

    /** The newest record of a host; empty: it is gone. */
    Optional<HostState> host(String hostId) {
        try (KafkaConsumer<String, byte[]> states = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            states.assign(IntStream.range(0, Topics.HOST_STATE.partitions())
                    .mapToObj(partition -> new TopicPartition(Topics.HOST_STATE.name(), partition))
                    .toList());
            states.seekToBeginning(states.assignment());
            long end = states.endOffsets(states.assignment()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            Map<String, HostState> hosts = new HashMap<>();
            while (states.assignment().stream().mapToLong(states::position).sum() < end) {
                states.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (RecordCodec.decode(record) instanceof Decoded.Known known) {
                        hosts.put(record.key(), (HostState) known.message());
                    } else {
                        hosts.remove(record.key());
                    }
                });
            }
            return Optional.ofNullable(hosts.get(hostId));
        }
    }

    private CloudEvent attributes(Message message) {
        return new CloudEvent(
                UUID.randomUUID().toString(),
                MessageTypes.nameOf(message.getClass()),
                "test",
                message.subject(),
                Instant.now(),
                OptionalLong.of(sequence++),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
