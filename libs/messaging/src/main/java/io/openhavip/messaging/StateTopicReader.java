package io.openhavip.messaging;

import io.openhavip.contracts.State;
import io.openhavip.contracts.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads compacted state topics in full and follows them, every partition, without a consumer group: each reader holds all facts. It
 * hides records that are older than what it told already (by {@code aggregatesequence}), which a change of the relay's leader can
 * produce. While the broker is away it waits and goes on where it was; an error that the client cannot heal makes it start again
 * from the beginning: what was told stays hidden then, since history is not the present, and what is no longer there is told as missing.
 *
 * <p>Owns one thread and one consumer, from {@link #start()} to {@link #close()}.
 */
public final class StateTopicReader implements AutoCloseable {

    /** How many deleted aggregates are remembered so that a late record cannot bring one back. */
    static final int REMEMBERED_DELETIONS = 100_000;

    private static final long CLOSE_MILLIS = 5000;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(StateTopicReader.class);

    private final Map<String, Object> configuration;
    private final List<Topic> topics;
    private final StateListener listener;
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, Long> deletions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED_DELETIONS;
        }
    };
    private final Set<String> seen = new HashSet<>();
    private final AtomicLong invalidRecords = new AtomicLong();
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    /** Whether what stood on the topics is still being read, and {@link #seen} collected. */
    private boolean reading;

    private volatile boolean caughtUp;
    private volatile Consumer<String, byte[]> consumer;

    /**
     * @param bootstrapServers Kafka's {@code bootstrap.servers}
     * @param overrides further consumer configuration, such as TLS; wins over what the reader sets
     */
    public StateTopicReader(
            String bootstrapServers, Map<String, Object> overrides, List<Topic> topics, StateListener listener) {
        this.configuration = new HashMap<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
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
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("state-topics").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Whether the facts that stood on the topics at the start have all been told. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    /** Records that could not be read and were passed over. */
    public long invalidRecords() {
        return invalidRecords.get();
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
                LOG.warnf("state topics interrupted, reading again from the start topics=%s cause=%s", names(), e);
                pause();
            } catch (RuntimeException e) {
                LOG.errorf(e, "state listener failed, reading again from the start topics=%s", names());
                pause();
            }
        }
    }

    private void follow(Consumer<String, byte[]> opened) {
        List<TopicPartition> partitions = partitions(opened);
        Set<String> toldBefore = new HashSet<>(sequences.keySet());
        seen.clear();
        reading = true;
        opened.assign(partitions);
        opened.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(opened.endOffsets(partitions));
        while (!isClosed()) {
            for (ConsumerRecord<String, byte[]> record : opened.poll(POLL)) {
                tell(record);
            }
            if (!ends.isEmpty()
                    && ends.entrySet().stream().allMatch(end -> opened.position(end.getKey()) >= end.getValue())) {
                ends.clear();
                haveCaughtUp(toldBefore);
            }
        }
    }

    private void haveCaughtUp(Set<String> toldBefore) {
        // Deleted while nobody read, and compaction has removed the record that said so.
        toldBefore.removeAll(seen);
        seen.clear();
        reading = false;
        for (String gone : toldBefore) {
            int space = gone.indexOf(' ');
            sequences.remove(gone);
            listener.onMissing(gone.substring(0, space), gone.substring(space + 1), System.currentTimeMillis());
        }
        if (!caughtUp) {
            caughtUp = true;
            listener.onCaughtUp();
        }
    }

    private List<TopicPartition> partitions(Consumer<String, byte[]> opened) {
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

    private void tell(ConsumerRecord<String, byte[]> record) {
        switch (RecordCodec.decode(record)) {
            case Decoded.Known known
            when known.message() instanceof State state -> tellIfNewer(record, known.attributes(), Optional.of(state));
            case Decoded.Tombstone tombstone -> tellIfNewer(record, tombstone.attributes(), Optional.empty());
            case Decoded.UnknownType ignored -> {}
            case Decoded.Known notState ->
                passOver(record, "not a state: " + notState.attributes().type());
            case Decoded.Invalid invalid -> passOver(record, invalid.reason());
        }
    }

    private void tellIfNewer(ConsumerRecord<String, byte[]> record, CloudEvent attributes, Optional<State> state) {
        String key = record.topic() + ' ' + record.key();
        long sequence = attributes.aggregateSequence().orElse(record.offset());
        if (reading) {
            seen.add(key);
        }
        Long told = sequences.getOrDefault(key, deletions.get(key));
        if (told != null && sequence <= told) {
            return;
        }
        listener.onState(record.topic(), record.key(), state, record.timestamp());
        // After it was told: what a listener stumbles over is told again.
        if (state.isPresent()) {
            sequences.put(key, sequence);
        } else {
            sequences.remove(key);
            deletions.put(key, sequence);
        }
    }

    private void passOver(ConsumerRecord<String, byte[]> record, String reason) {
        invalidRecords.incrementAndGet();
        LOG.errorf(
                "state record passed over topic=%s partition=%d offset=%d reason=%s",
                record.topic(), record.partition(), record.offset(), reason);
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

    private List<String> names() {
        return topics.stream().map(Topic::name).toList();
    }
}
