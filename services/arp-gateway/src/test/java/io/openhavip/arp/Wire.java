package io.openhavip.arp;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.State;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.Announcement.Operation;
import io.openhavip.contracts.arp.Announcement.Source;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import io.openhavip.testkit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the other services and the hosts say on Kafka, and what arp-gateway answers there. */
public final class Wire implements AutoCloseable {

    private static final AtomicLong SEQUENCE = new AtomicLong();

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "acks", "all", "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());

    /** Id of the instance that tests call {@code name}; each vSwitch has its own. */
    public static String instanceId(String vSwitchId, String name) {
        return "i-" + vSwitchId + "-" + name;
    }

    /** Id of that instance's only interface. */
    public static String portId(String vSwitchId, String name) {
        return "eni-" + vSwitchId + "-" + name;
    }

    public static String mac(String name) {
        return "02:00:00:00:00:%02x".formatted(name.charAt(0) & 0xff);
    }

    /** An instance on host-1. */
    public void instance(String vSwitchId, String name, InstanceStatus status, int run) {
        NetworkInterface eni = new NetworkInterface(portId(vSwitchId, name), vSwitchId, mac(name), "10.0.0.1");
        String id = instanceId(vSwitchId, name);
        state(Topics.NETWORK_STATE.name(), new InstanceState(id, "vpc-1", "host-1", status, run, List.of(eni)));
    }

    public void haVip(AddressKey key, String... names) {
        state(
                Topics.HAVIP_STATE.name(),
                new HaVipState(
                        "havip-" + key.vSwitchId(),
                        "vpc-1",
                        key.vSwitchId(),
                        key.address(),
                        HaVipStatus.InUse,
                        AssociatedInstanceType.EcsInstance,
                        Stream.of(names)
                                .map(name -> instanceId(key.vSwitchId(), name))
                                .toList()));
    }

    /** A vSwitch with one HAVIP and running, associated instances of the given names. */
    public AddressKey haVipWith(String vSwitchId, String... names) {
        AddressKey key = new AddressKey(vSwitchId, "10.0.0.200");
        for (String name : names) {
            instance(vSwitchId, name, InstanceStatus.Running, 1);
        }
        haVip(key, names);
        return key;
    }

    public void claim(AddressKey key, String name) {
        send(announcement(key, name, Instant.now()));
    }

    public static Announcement announcement(AddressKey key, String name, Instant capturedAt) {
        return new Announcement(
                "host-1",
                portId(key.vSwitchId(), name),
                key.vSwitchId(),
                key.address(),
                mac(name),
                mac(name),
                Operation.REQUEST,
                Source.CAPTURED,
                capturedAt,
                SEQUENCE.incrementAndGet());
    }

    public void send(Announcement announcement) {
        send(record(Topics.ARP_ANNOUNCEMENTS.name(), announcement, OptionalLong.empty()));
    }

    /** The same with a part of its JSON replaced, by something that JSON can say and no encoder of ours would. */
    public void send(Announcement announcement, String part, String json) {
        ProducerRecord<String, byte[]> record =
                record(Topics.ARP_ANNOUNCEMENTS.name(), announcement, OptionalLong.empty());
        byte[] value = new String(record.value(), StandardCharsets.UTF_8)
                .replace(part, json)
                .getBytes(StandardCharsets.UTF_8);
        send(new ProducerRecord<>(record.topic(), null, record.key(), value, record.headers()));
    }

    public void state(String topic, State state) {
        send(record(topic, state, OptionalLong.of(SEQUENCE.incrementAndGet())));
    }

    public RecordMetadata send(ProducerRecord<String, byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (Exception e) {
            throw new AssertionError("the broker did not take a record", e);
        }
    }

    /** Messages of a key on a topic, from its beginning to its present end; one that the relay sent twice counts once. */
    public static <T extends Message> List<T> read(String topic, AddressKey key, Class<T> type) {
        Map<String, T> byId = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records(topic)) {
            if (key.toString().equals(record.key())
                    && RecordCodec.decode(record) instanceof Decoded.Known(CloudEvent attributes, Message message)
                    && type.isInstance(message)) {
                byId.putIfAbsent(attributes.id(), type.cast(message));
            }
        }
        return List.copyOf(byId.values());
    }

    public static List<ConsumerRecord<String, byte[]>> records(String topic) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                consumer.poll(Duration.ofMillis(50)).forEach(found::add);
            }
            return found;
        }
    }

    private static ProducerRecord<String, byte[]> record(String topic, Message message, OptionalLong sequence) {
        CloudEvent attributes = new CloudEvent(
                UUID.randomUUID().toString(),
                MessageTypes.nameOf(message.getClass()),
                "test",
                message.subject(),
                Instant.now(),
                sequence,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return RecordCodec.encode(topic, attributes, message);
    }

    @Override
    public void close() {
        producer.close();
    }
}
