package io.openhavip.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.Command;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.State;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.host.HostState;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The service's topics as another service sees them: it sends commands, and reads events and states from the beginning. */
final class NetworkTopics implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Message> events = new ArrayList<>();
    private final Map<String, Optional<State>> states = new HashMap<>();

    NetworkTopics() {
        Map<String, Object> broker = Map.of("bootstrap.servers", TestKafka.bootstrapServers());
        producer = new KafkaProducer<>(broker, new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(broker, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>(partitions(Topics.NETWORK_EVENTS));
        partitions.addAll(partitions(Topics.NETWORK_STATE));
        partitions.addAll(partitions(Topics.HOST_STATE));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private static List<TopicPartition> partitions(Topic topic) {
        return IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
    }

    void send(Command command) {
        CloudEvent attributes = CloudEvent.of(
                UUID.randomUUID().toString(),
                MessageTypes.nameOf(command.getClass()),
                "test",
                command.subject(),
                Instant.EPOCH);
        send(RecordCodec.encode(Topics.NETWORK_COMMANDS.name(), attributes, command));
    }

    /** Tells of a host as its agent does. */
    void register(HostState host) {
        send(RecordCodec.encode(Topics.HOST_STATE.name(), of(host.hostId()), host));
    }

    /** Tells that a host is gone. */
    void remove(String hostId) {
        ProducerRecord<String, byte[]> record = RecordCodec.encode(
                Topics.HOST_STATE.name(), of(hostId), new HostState(hostId, Optional.empty(), false));
        send(new ProducerRecord<>(record.topic(), null, hostId, null, record.headers()));
    }

    private static CloudEvent of(String hostId) {
        return CloudEvent.of(
                UUID.randomUUID().toString(), MessageTypes.nameOf(HostState.class), "test", hostId, Instant.EPOCH);
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("not sent", e);
        }
    }

    private void read() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            switch (RecordCodec.decode(record)) {
                case Decoded.Known(CloudEvent ignored, State state) -> states.put(record.key(), Optional.of(state));
                case Decoded.Known(CloudEvent ignored, Message event) -> events.add(event);
                case Decoded.Tombstone ignored -> states.put(record.key(), Optional.empty());
                case Decoded.UnknownType ignored -> {}
                case Decoded.Invalid invalid -> throw new IllegalStateException(invalid.reason());
            }
        }
    }

    /** Reads on until there is such an event. */
    <E extends Message> E await(Class<E> kind, Predicate<E> wanted) {
        return Await.value(() -> {
            read();
            return events.stream()
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .filter(wanted)
                    .findFirst();
        });
    }

    /** Whether all that is on the topics now says that there is nothing under the key. */
    boolean isGone(String key) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            read();
        }
        return Optional.empty().equals(states.get(key));
    }

    /** Such events among those that were read so far. */
    <E extends Message> List<E> seen(Class<E> kind, Predicate<E> wanted) {
        return events.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(wanted)
                .toList();
    }

    /** Reads on until there is a state, and gives the newest that was read. */
    <S extends State> S state(String key, Class<S> kind) {
        return Await.value(() -> {
            read();
            return states.getOrDefault(key, Optional.empty()).map(kind::cast);
        });
    }

    /** Forgets the states that were read, so that {@link #state} waits for what is told from now on. */
    void forgetStates() {
        states.clear();
    }

    void awaitTombstone(String key) {
        Await.until(() -> {
            read();
            assertThat(states).containsEntry(key, Optional.empty());
        });
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
