package io.openhavip.havip;

import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Event;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.havip.HaVipCommand;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.AssociationEvent.HaVipAttached;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.NetworkCommand;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
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

/**
 * network-service, arp-gateway and eip-service played by the test: it reads the commands and writes the answers, when and if the test says
 * so, and gives commands of its own.
 */
final class NetworkByHand implements AutoCloseable {

    /** A command that was read, to be answered or not. */
    record Asked(CloudEvent attributes, NetworkCommand command) {}

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
    private final KafkaConsumer<String, byte[]> commands = reader(Topics.NETWORK_COMMANDS);
    private final KafkaConsumer<String, byte[]> events = reader(Topics.HAVIP_EVENTS);
    private final KafkaConsumer<String, byte[]> deadLetters = reader(Topics.HAVIP_DLQ);
    private final List<Asked> asked = new ArrayList<>();
    private final List<Decoded.Known> said = new ArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> buried = new ArrayList<>();
    private final Map<String, Long> nextSequence = new HashMap<>();

    private static KafkaConsumer<String, byte[]> reader(Topic topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** Waits for a command of a kind about a HAVIP, and takes it off the list. */
    <C extends NetworkCommand> Asked await(Class<C> kind, String requesterId) {
        return await(it ->
                kind.isInstance(it.command()) && it.command().requesterId().equals(requesterId));
    }

    /** Waits for the reservation of the HAVIP that is being created in a vSwitch. */
    Asked awaitReservation(String vSwitchId) {
        return await(it -> it.command() instanceof ReserveHaVipAddress reserve
                && reserve.vSwitchId().equals(vSwitchId));
    }

    private Asked await(Predicate<Asked> wanted) {
        return Await.value(() -> {
            for (ConsumerRecord<String, byte[]> record : commands.poll(POLL)) {
                if (RecordCodec.decode(record)
                        instanceof Decoded.Known(CloudEvent attributes, NetworkCommand command)) {
                    asked.add(new Asked(attributes, command));
                }
            }
            Optional<Asked> found = asked.stream().filter(wanted).findFirst();
            found.ifPresent(asked::remove);
            return found;
        });
    }

    /** Does what was asked. */
    void agree(Asked it, String address) {
        agree(it, address, "vpc-1");
    }

    /** The same in a VPC. */
    void agree(Asked it, String address, String vpcId) {
        switch (it.command()) {
            case ReserveHaVipAddress c ->
                publish(it, new AddressReserved(c.vSwitchId(), vpcId, address, AddressHolder.HaVip, c.haVipId()));
            case ReleaseHaVipAddress c ->
                publish(it, new AddressReleased(c.vSwitchId(), address, AddressHolder.HaVip, c.haVipId()));
            case AttachHaVip c ->
                publish(it, new HaVipAttached(c.instanceId(), c.haVipId(), c.associationId(), c.vSwitchId()));
            case DetachHaVip c -> publish(it, new HaVipDetached(c.instanceId(), c.haVipId(), c.associationId()));
            case NetworkCommand.AttachEip ignored -> throw new IllegalStateException("not havip-service's to ask");
            case NetworkCommand.DetachEip ignored -> throw new IllegalStateException("not havip-service's to ask");
            case NetworkCommand.ReportInstanceEnded ignored ->
                throw new IllegalStateException("not havip-service's to tell");
        }
    }

    void refuse(Asked it, ErrorCode code, String message) {
        NetworkCommand command = it.command();
        CommandRefused refused = new CommandRefused(
                it.attributes().id(),
                MessageTypes.nameOf(command.getClass()),
                command.subject(),
                command.requesterId(),
                code,
                message);
        send(
                Topics.NETWORK_EVENTS,
                attributes(refused, OptionalLong.empty(), it.attributes().correlationId()),
                refused);
    }

    private void publish(Asked it, Event event) {
        send(
                Topics.NETWORK_EVENTS,
                attributes(event, next(event), it.attributes().correlationId()),
                event);
    }

    /** Publishes a switch of ownership as arp-gateway would. */
    void switchOwner(OwnershipSwitched event) {
        send(Topics.ARP_OWNERSHIP, attributes(event, next(event), Optional.empty()), event);
    }

    private OptionalLong next(Event event) {
        return OptionalLong.of(nextSequence.merge(event.subject(), 1L, Long::sum) - 1);
    }

    private static CloudEvent attributes(Event event, OptionalLong sequence, Optional<String> correlationId) {
        return new CloudEvent(
                UUID.randomUUID().toString(),
                MessageTypes.nameOf(event.getClass()),
                "test",
                event.subject(),
                Instant.now(),
                sequence,
                correlationId,
                Optional.empty(),
                Optional.empty());
    }

    private void send(Topic topic, CloudEvent attributes, Event event) {
        sendRaw(RecordCodec.encode(topic.name(), attributes, event));
    }

    void sendRaw(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("not sent", e);
        }
    }

    /** Publishes an event of network-service that nobody asked for. */
    void say(Event event) {
        send(Topics.NETWORK_EVENTS, attributes(event, next(event), Optional.empty()), event);
    }

    /** Gives a command as eip-service would; the same id again is the same command. */
    void command(String commandId, HaVipCommand command) {
        CloudEvent attributes = CloudEvent.of(
                commandId, MessageTypes.nameOf(command.getClass()), "test", command.subject(), Instant.now());
        sendRaw(RecordCodec.encode(Topics.HAVIP_COMMANDS.name(), attributes, command));
    }

    /** Waits for what havip-service says on its topic, caused by a message. */
    Message awaitAnswer(String causationId) {
        return Await.value(() -> {
            readEvents();
            return answers(causationId).stream().findFirst();
        });
    }

    /** What it has said so far, caused by a message. */
    List<Message> answers(String causationId) {
        return said.stream()
                .filter(it -> it.attributes().causationId().equals(Optional.of(causationId)))
                .map(Decoded.Known::message)
                .toList();
    }

    private void readEvents() {
        for (ConsumerRecord<String, byte[]> record : events.poll(POLL)) {
            if (RecordCodec.decode(record) instanceof Decoded.Known known) {
                said.add(known);
            }
        }
    }

    /** Waits for the dead letter of a key. */
    /** @param consumer of havip-service; each that reads a topic buries what it can't read */
    String awaitDeadLetter(String key, String consumer) {
        return Await.value(() -> {
            deadLetters.poll(POLL).forEach(buried::add);
            return buried.stream()
                    .filter(letter -> letter.key().equals(key))
                    .map(letter -> new String(letter.value(), StandardCharsets.UTF_8))
                    .filter(letter -> letter.contains("\"consumer\":\"" + consumer + "\""))
                    .findFirst();
        });
    }

    @Override
    public void close() {
        commands.close();
        events.close();
        deadLetters.close();
        producer.close();
    }
}
