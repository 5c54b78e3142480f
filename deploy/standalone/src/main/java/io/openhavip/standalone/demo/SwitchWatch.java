package io.openhavip.standalone.demo;

import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.AnnouncementRejected;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Follows {@code arp.ownership} for one vSwitch, as any consumer of events may. Owns a thread until closed. */
final class SwitchWatch implements AutoCloseable {

    /** A switch and when this consumer had it in hand. */
    record Seen(OwnershipSwitched event, Instant receivedAt) {}

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Seen> switches = new CopyOnWriteArrayList<>();
    private final List<AnnouncementRejected> rejections = new CopyOnWriteArrayList<>();
    private final Thread thread =
            Thread.ofPlatform().name("switch-watch").daemon().unstarted(this::follow);
    private volatile String vSwitchId = "";
    private volatile boolean closed;

    SwitchWatch(String bootstrapServers) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, Topics.ARP_OWNERSHIP.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.ARP_OWNERSHIP.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // The seek is lazy: asking for a position makes it happen now, before the first switch.
        partitions.forEach(consumer::position);
        thread.start();
    }

    /** Says which vSwitch it is about; switches of others are passed over. */
    void follow(String wantedVSwitchId) {
        vSwitchId = wantedVSwitchId;
    }

    /** The last switch to an instance after a moment. */
    Optional<Seen> switchTo(String instanceId, Instant after) {
        return switches.stream()
                .filter(seen -> seen.receivedAt().isAfter(after))
                .filter(seen -> seen.event().newOwner().stream()
                        .anyMatch(owner -> owner.instanceId().equals(instanceId)))
                .findFirst();
    }

    List<Seen> switches() {
        return List.copyOf(switches);
    }

    /** A refusal of an announcement of a port. */
    Optional<AnnouncementRejected> rejectionOf(String networkInterfaceId) {
        return rejections.stream()
                .filter(rejection -> rejection.networkInterfaceId().equals(networkInterfaceId))
                .findFirst();
    }

    private void follow() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    note(record, Instant.now());
                }
            }
        } catch (WakeupException e) {
            // close() ends the wait.
        }
    }

    private void note(ConsumerRecord<String, byte[]> record, Instant receivedAt) {
        if (!(RecordCodec.decode(record) instanceof Decoded.Known known)) {
            return;
        }
        if (known.message() instanceof OwnershipSwitched switched
                && switched.vSwitchId().equals(vSwitchId)) {
            switches.add(new Seen(switched, receivedAt));
        }
        if (known.message() instanceof AnnouncementRejected rejected
                && rejected.vSwitchId().equals(vSwitchId)) {
            rejections.add(rejected);
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(POLL.multipliedBy(4));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
