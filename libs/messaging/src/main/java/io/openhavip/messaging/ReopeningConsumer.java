package io.openhavip.messaging;

import io.openhavip.contracts.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads topics without a consumer group, on a thread of its own, and opens another consumer a second after an error that the client cannot
 * heal or that its reader throws. Owns the thread and one consumer at a time, from {@link #start()} to {@link #close()}.
 */
public final class ReopeningConsumer implements AutoCloseable {

    /** Reads from its beginning to the end of the consumer, on the thread. */
    public interface Reader {

        /** Returns when {@link ReopeningConsumer#isClosed()}; what it throws begins it anew. */
        void read(Consumer<String, byte[]> consumer);
    }

    private static final long CLOSE_MILLIS = 5000;
    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(ReopeningConsumer.class);

    private final Map<String, Object> configuration;
    private final List<Topic> topics;
    private final Reader reader;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Consumer<String, byte[]> consumer;

    /**
     * @param bootstrapServers Kafka's {@code bootstrap.servers}
     * @param overrides further consumer configuration, such as TLS; wins over what is set here
     * @param offsetReset Kafka's {@code auto.offset.reset}: where to go on when the place that was reached is no more
     */
    public ReopeningConsumer(
            String threadName,
            String bootstrapServers,
            Map<String, Object> overrides,
            List<Topic> topics,
            String offsetReset,
            Reader reader) {
        this.configuration = new HashMap<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                offsetReset,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                1,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1000));
        this.configuration.putAll(overrides);
        this.topics = List.copyOf(topics);
        this.reader = reader;
        this.thread = Thread.ofPlatform().name(threadName).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public boolean isClosed() {
        return closed.getCount() == 0;
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

    /**
     * All partitions of the topics, as the broker has them.
     *
     * @throws KafkaException if a topic has not as many as it must have
     */
    public List<TopicPartition> partitions(Consumer<String, byte[]> opened) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : topics) {
            var found = opened.partitionsFor(topic.name());
            if (found == null || found.size() != topic.partitions()) {
                throw new KafkaException("topic " + topic.name() + " has " + (found == null ? 0 : found.size())
                        + " partitions, expected " + topic.partitions());
            }
            found.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        return partitions;
    }

    private void run() {
        while (!isClosed()) {
            try (Consumer<String, byte[]> opened =
                    new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = opened;
                reader.read(opened);
            } catch (WakeupException | InterruptException e) {
                // close() was called; the loop's condition ends it.
                Thread.interrupted();
            } catch (KafkaException e) {
                LOG.warnf("reading interrupted, beginning anew topics=%s cause=%s", names(), e);
                pause();
            } catch (RuntimeException e) {
                LOG.errorf(e, "reader failed, beginning anew topics=%s", names());
                pause();
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

    private List<String> names() {
        return topics.stream().map(Topic::name).toList();
    }
}
