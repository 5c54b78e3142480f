package io.openhavip.agent.announce;

import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.Announcement.Operation;
import io.openhavip.contracts.arp.Announcement.Source;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.RecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Sends what the buffer holds to {@code arp.announcements}, keyed by vSwitch and address. It uses the plain Kafka producer rather
 * than a channel: a failed record must come back to the buffer at once, where a newer claim may have taken its place, and a
 * channel's own retries and overflow buffer would keep stale claims instead.
 *
 * <p>Owns one thread and one producer from {@link #start()} to {@link #close()}.
 */
public final class AnnouncementSender implements AutoCloseable {

    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final int WARM_UP_ROUNDS = 300;
    private static final int DELIVERY_MILLIS = 3000;
    private static final int REQUEST_MILLIS = 2000;
    private static final long PRODUCER_BUFFER_BYTES = 4 << 20;
    private static final Logger LOG = Logger.getLogger(AnnouncementSender.class);

    private final AnnouncementBuffer buffer;
    private final Producer<String, byte[]> producer;
    private final Consumer<Duration> onPublished;
    private final Runnable onReconnect;
    private final String process = UUID.randomUUID().toString();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean running = true;

    /**
     * @param overrides further producer configuration, such as TLS
     * @param onPublished told the time from capture to the broker's acknowledgement
     * @param onReconnect told when sending works again after it failed
     */
    public AnnouncementSender(
            String bootstrapServers,
            Map<String, Object> overrides,
            AnnouncementBuffer buffer,
            Consumer<Duration> onPublished,
            Runnable onReconnect) {
        this(new KafkaProducer<>(configuration(bootstrapServers, overrides)), buffer, onPublished, onReconnect);
    }

    AnnouncementSender(
            Producer<String, byte[]> producer,
            AnnouncementBuffer buffer,
            Consumer<Duration> onPublished,
            Runnable onReconnect) {
        this.producer = producer;
        this.buffer = buffer;
        this.onPublished = onPublished;
        this.onReconnect = onReconnect;
        this.thread = Thread.ofPlatform().name("announcement-sender").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** The record of an announcement. */
    static ProducerRecord<String, byte[]> record(Announcement announcement, String process) {
        CloudEvent attributes = CloudEvent.of(
                announcement.hostId() + "/" + process + "/" + announcement.sequence(),
                MessageTypes.nameOf(Announcement.class),
                "host-agent",
                announcement.subject(),
                announcement.capturedAt());
        return RecordCodec.encode(Topics.ARP_ANNOUNCEMENTS.name(), attributes, announcement);
    }

    private void run() {
        try {
            warmUp();
            while (running) {
                if (failing.get()) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILURE.toMillis());
                }
                buffer.take(WAIT).ifPresent(this::send);
            }
        } catch (InterruptedException | InterruptException e) {
            // close() interrupts; what is pending is lost with the process and found again by the probe at start.
        }
    }

    // The first announcement would otherwise wait for class loading and for the topic's metadata.
    private void warmUp() {
        Announcement sample =
                new Announcement("", "", "", "0.0.0.0", "", "", Operation.REQUEST, Source.CAPTURED, Instant.EPOCH, 0);
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            record(sample, process);
        }
        try {
            producer.partitionsFor(Topics.ARP_ANNOUNCEMENTS.name());
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warnf("topic not found yet topic=%s cause=%s", Topics.ARP_ANNOUNCEMENTS.name(), e.getMessage());
        }
    }

    private void send(Announcement announcement) {
        try {
            producer.send(record(announcement, process), (metadata, failure) -> ended(announcement, failure));
        } catch (InterruptException e) {
            buffer.failed(announcement);
            throw e;
        } catch (RuntimeException e) {
            ended(announcement, e);
        }
    }

    private void ended(Announcement announcement, Exception failure) {
        if (failure != null) {
            buffer.failed(announcement);
            if (failing.compareAndSet(false, true)) {
                LOG.warnf(
                        "announcements can't be sent, keeping the newest of each port cause=%s", failure.getMessage());
            }
            return;
        }
        buffer.published(announcement);
        onPublished.accept(Duration.between(announcement.capturedAt(), Instant.now()));
        if (failing.compareAndSet(true, false)) {
            LOG.info("announcements are sent again");
            onReconnect.run();
        }
    }

    private static Map<String, Object> configuration(String bootstrapServers, Map<String, Object> overrides) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        configuration.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        configuration.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        configuration.put(ProducerConfig.ACKS_CONFIG, "all");
        configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        configuration.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_MILLIS);
        configuration.put(ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_BUFFER_BYTES);
        configuration.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
        configuration.putAll(overrides);
        return configuration;
    }

    /** Sends what it can within two seconds. */
    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE);
    }
}
