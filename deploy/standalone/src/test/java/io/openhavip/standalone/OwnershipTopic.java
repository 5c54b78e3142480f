package io.openhavip.standalone;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.AnnouncementRejected;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What {@code arp.ownership} says, from its beginning. Not thread-safe. */
final class OwnershipTopic implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final List<Message> messages = new ArrayList<>();
    private final KafkaConsumer<String, byte[]> consumer;

    OwnershipTopic(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(IntStream.range(0, Topics.ARP_OWNERSHIP.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.ARP_OWNERSHIP.name(), partition))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /** The switches of an address so far. */
    List<OwnershipSwitched> switches(AddressKey key) {
        return all(OwnershipSwitched.class).stream()
                .filter(each -> each.key().equals(key))
                .toList();
    }

    /** The switches of all addresses of a vSwitch so far. */
    List<OwnershipSwitched> switchesIn(String vSwitchId) {
        return all(OwnershipSwitched.class).stream()
                .filter(each -> each.vSwitchId().equals(vSwitchId))
                .toList();
    }

    /** The port that has an address, empty for nobody. */
    String owner(AddressKey key) {
        return Optional.of(switches(key))
                .filter(switches -> !switches.isEmpty())
                .flatMap(switches -> switches.getLast().newOwner())
                .map(Owner::networkInterfaceId)
                .orElse("");
    }

    /** Notices that announcements of a port were refused. */
    List<AnnouncementRejected> rejections(String networkInterfaceId) {
        return all(AnnouncementRejected.class).stream()
                .filter(each -> each.networkInterfaceId().equals(networkInterfaceId))
                .toList();
    }

    private <T extends Message> List<T> all(Class<T> type) {
        consumer.poll(POLL).forEach(record -> {
            if (RecordCodec.decode(record) instanceof Decoded.Known known) {
                messages.add(known.message());
            }
        });
        return messages.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
