package io.openhavip.eip;

import io.openhavip.contracts.Command;
import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Event;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.havip.HaVipCommand;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.network.AssociationEvent;
import io.openhavip.contracts.network.NetworkCommand;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * havip-service and network-service played by the test: it reads the commands and writes the answers, when and if the test says so. It
 * also reads what the data plane would.
 */
final class CarriersByHand implements AutoCloseable {

    static final String PRIVATE = "192.168.0.88";
    static final String VSWITCH = "vsw-1";
    static final String VPC = "vpc-1";

    /** A command that was read, to be answered or not. */
    record Asked(CloudEvent attributes, Command command) {}

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
    private final KafkaConsumer<String, byte[]> commands = reader(Topics.HAVIP_COMMANDS, Topics.NETWORK_COMMANDS);
    private final KafkaConsumer<String, byte[]> states = reader(Topics.EIP_STATE);
    private final KafkaConsumer<String, byte[]> deadLetters = reader(Topics.EIP_DLQ);
    private final List<Asked> asked = new ArrayList<>();
    private final Map<String, Optional<EipState>> newestStates = new HashMap<>();
    private final List<ConsumerRecord<String, byte[]>> buried = new ArrayList<>();
    private final Map<String, Long> nextSequence = new HashMap<>();

    private static KafkaConsumer<String, byte[]> reader(Topic... topics) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(topics)
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** Waits for a command of a kind about an EIP, and takes it off the list. */
    <C extends Command> Asked await(Class<C> kind, String eipId) {
        return Await.value(() -> {
            for (ConsumerRecord<String, byte[]> record : commands.poll(POLL)) {
                if (RecordCodec.decode(record) instanceof Decoded.Known(CloudEvent attributes, Command command)) {
                    asked.add(new Asked(attributes, command));
                }
            }
            Optional<Asked> found = asked.stream()
                    .filter(it -> kind.isInstance(it.command())
                            && requesterOf(it.command()).equals(eipId))
                    .findFirst();
            found.ifPresent(asked::remove);
            return found;
        });
    }

    private static String requesterOf(Command command) {
        return switch (command) {
            case HaVipCommand c -> c.requesterId();
            case NetworkCommand c -> c.requesterId();
            default -> throw new IllegalStateException("not a carrier's command: " + command);
        };
    }

    /** Does what was asked. */
    void agree(Asked it) {
        Optional<String> operation = it.attributes().correlationId();
        switch (it.command()) {
            case HaVipCommand.AttachEip c ->
                attached(c.haVipId(), c.eipId(), c.eipAddress(), c.associationId(), operation);
            case HaVipCommand.DetachEip c -> detached(c.haVipId(), c.eipId(), c.associationId(), operation);
            case NetworkCommand.AttachEip c ->
                attached(c.instanceId(), c.eipId(), c.eipAddress(), c.associationId(), operation);
            case NetworkCommand.DetachEip c -> detached(c.instanceId(), c.eipId(), c.associationId(), operation);
            default -> throw new IllegalStateException("nobody asks that: " + it.command());
        }
    }

    /** Says that something carries an EIP. */
    void attached(String carrierId, String eipId, String eipAddress, String associationId, Optional<String> operation) {
        publish(
                carrierId.startsWith("havip-")
                        ? new HaVipEvent.EipAttached(carrierId, eipId, eipAddress, associationId, PRIVATE, VSWITCH, VPC)
                        : new AssociationEvent.EipAttached(
                                carrierId, eipId, eipAddress, associationId, PRIVATE, VSWITCH, VPC),
                operation);
    }

    /** Says that something is free of an EIP. */
    void detached(String carrierId, String eipId, String associationId, Optional<String> operation) {
        publish(
                carrierId.startsWith("havip-")
                        ? new HaVipEvent.EipDetached(carrierId, eipId, associationId)
                        : new AssociationEvent.EipDetached(carrierId, eipId, associationId),
                operation);
    }

    void refuse(Asked it, ErrorCode code, String message) {
        Command command = it.command();
        CommandRefused refused = new CommandRefused(
                it.attributes().id(),
                MessageTypes.nameOf(command.getClass()),
                command.subject(),
                requesterOf(command),
                code,
                message);
        Topic topic = command instanceof HaVipCommand ? Topics.HAVIP_EVENTS : Topics.NETWORK_EVENTS;
        send(topic, refused, OptionalLong.empty(), it.attributes().correlationId());
    }

    private void publish(Event event, Optional<String> operation) {
        Topic topic = event instanceof HaVipEvent ? Topics.HAVIP_EVENTS : Topics.NETWORK_EVENTS;
        long sequence = nextSequence.merge(event.subject(), 1L, Long::sum) - 1;
        send(topic, event, OptionalLong.of(sequence), operation);
    }

    private void send(Topic topic, Event event, OptionalLong sequence, Optional<String> operation) {
        CloudEvent attributes = new CloudEvent(
                UUID.randomUUID().toString(),
                MessageTypes.nameOf(event.getClass()),
                "test",
                event.subject(),
                Instant.now(),
                sequence,
                operation,
                Optional.empty(),
                Optional.empty());
        sendRaw(RecordCodec.encode(topic.name(), attributes, event));
    }

    void sendRaw(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("not sent", e);
        }
    }

    /** The newest state of an EIP on the topic; empty: the newest record says that it is gone. */
    Optional<EipState> state(String eipId) {
        for (ConsumerRecord<String, byte[]> record : states.poll(POLL)) {
            newestStates.put(
                    record.key(),
                    RecordCodec.decode(record) instanceof Decoded.Known(CloudEvent ignored, EipState state)
                            ? Optional.of(state)
                            : Optional.empty());
        }
        return newestStates.computeIfAbsent(eipId, absent -> {
            throw new AssertionError("no state of " + absent + " yet");
        });
    }

    /** Waits for the dead letter of a key. */
    String awaitDeadLetter(String key) {
        return Await.value(() -> {
            deadLetters.poll(POLL).forEach(buried::add);
            return buried.stream()
                    .filter(letter -> letter.key().equals(key))
                    .map(letter -> new String(letter.value(), StandardCharsets.UTF_8))
                    .findFirst();
        });
    }

    @Override
    public void close() {
        commands.close();
        states.close();
        deadLetters.close();
        producer.close();
    }
}
