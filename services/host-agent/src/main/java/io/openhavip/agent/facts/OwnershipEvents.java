package io.openhavip.agent.facts;

import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

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

    private static final long CLOSE_MILLIS = 5000;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(OwnershipEvents.class);

    private final Map<String, Object> configuration;
    private final Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("ownership-events").daemon().unstarted(this::run);
    private volatile Consumer<String, byte[]> consumer;

    /** @param overrides further consumer configuration, such as TLS; wins over what the reader sets */
    OwnershipEvents(String bootstrapServers, Map<String, Object> overrides, Listener listener) {
        this.configuration = new HashMap<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1000));
        this.configuration.putAll(overrides);
        this.listener = listener;
    }

    void start() {
        thread.start();
    }

    /** Stops reading. Idempotent; waits at most {@value #CLOSE_MILLIS} ms for the thread. */
    @Override
    public void close() {
        closed.countDown();
        Consumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosed()) {
            try (Consumer<String, byte[]> opened =
                    new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = opened;
                follow(opened);
            } catch (WakeupException | InterruptException e) {
                // close() was called; the loop's condition ends it.
                Thread.interrupted();
            } catch (KafkaException e) {
                LOG.warnf("switches are read again from the end cause=%s", e);
                pause();
            } catch (RuntimeException e) {
                LOG.errorf(e, "a switch could not be told, reading again from the end");
                pause();
            }
        }
    }

    private void follow(Consumer<String, byte[]> opened) {
        Topic topic = Topics.ARP_OWNERSHIP;
        List<PartitionInfo> found = opened.partitionsFor(topic.name());
        if (found == null || found.size() != topic.partitions()) {
            throw new KafkaException(
                    "topic " + topic.name() + " is not there in " + topic.partitions() + " partitions");
        }
        List<TopicPartition> partitions = found.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        opened.assign(partitions);
        opened.seekToEnd(partitions);
        while (!isClosed()) {
            for (ConsumerRecord<String, byte[]> record : opened.poll(POLL)) {
                if (RecordCodec.decode(record) instanceof Decoded.Known(var _, OwnershipSwitched switched)) {
                    listener.onSwitch(OwnershipState.after(switched), record.timestamp());
                }
            }
        }
    }

    private void pause() {
        try {
            closed.await(RESTART_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.interrupted();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }
}
