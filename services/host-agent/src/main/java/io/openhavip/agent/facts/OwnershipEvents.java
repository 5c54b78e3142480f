package io.openhavip.agent.facts;

import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import io.openhavip.messaging.ReopeningConsumer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells of switches as soon as their events are on {@code arp.ownership}: the states of {@code ownership.state} leave some milliseconds
 * later. Only a head start: it reads from the topic's end, also after trouble with the broker, and whoever is told must have the states
 * for what it missed and take a switch that comes twice, or late, once. Owns one thread and one consumer, from {@link #start()} to
 * {@link #close()}.
 */
final class OwnershipEvents implements AutoCloseable {

    /** Told of switches, on the reader's thread. */
    interface Listener {
        void onSwitch(OwnershipState state, long recordTimestamp);
    }

    private static final Duration POLL = Duration.ofMillis(500);

    private final Listener listener;
    private final ReopeningConsumer records;

    /** @param overrides further consumer configuration, such as TLS; wins over what the reader sets */
    OwnershipEvents(String bootstrapServers, Map<String, Object> overrides, Listener listener) {
        this.listener = listener;
        this.records = new ReopeningConsumer(
                "ownership-events", bootstrapServers, overrides, List.of(Topics.ARP_OWNERSHIP), "latest", this::follow);
    }

    void start() {
        records.start();
    }

    /** Stops reading. Idempotent; waits some seconds for the thread. */
    @Override
    public void close() {
        records.close();
    }

    private void follow(Consumer<String, byte[]> opened) {
        List<TopicPartition> partitions = records.partitions(opened);
        opened.assign(partitions);
        opened.seekToEnd(partitions);
        while (!records.isClosed()) {
            for (ConsumerRecord<String, byte[]> record : opened.poll(POLL)) {
                if (RecordCodec.decode(record) instanceof Decoded.Known(var _, OwnershipSwitched switched)) {
                    listener.onSwitch(OwnershipState.after(switched), record.timestamp());
                }
            }
        }
    }
}
