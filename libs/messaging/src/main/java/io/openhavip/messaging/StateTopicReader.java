package io.openhavip.messaging;

import io.openhavip.contracts.State;
import io.openhavip.contracts.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
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

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Logger LOG = Logger.getLogger(StateTopicReader.class);

    private final StateListener listener;
    private final ReopeningConsumer records;
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, Long> deletions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED_DELETIONS;
        }
    };
    private final Set<String> seen = new HashSet<>();
    private final AtomicLong invalidRecords = new AtomicLong();
    /** Whether what stood on the topics is still being read, and {@link #seen} collected. */
    private boolean reading;

    private volatile boolean caughtUp;

    /**
     * @param bootstrapServers Kafka's {@code bootstrap.servers}
     * @param overrides further consumer configuration, such as TLS; wins over what the reader sets
     */
    public StateTopicReader(
            String bootstrapServers, Map<String, Object> overrides, List<Topic> topics, StateListener listener) {
        this.listener = listener;
        this.records =
                new ReopeningConsumer("state-topics", bootstrapServers, overrides, topics, "earliest", this::follow);
    }

    public void start() {
        records.start();
    }

    /** Whether the facts that stood on the topics at the start have all been told. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    /** Records that could not be read and were passed over. */
    public long invalidRecords() {
        return invalidRecords.get();
    }

    /** Stops reading. Idempotent; waits some seconds for the thread. */
    @Override
    public void close() {
        records.close();
    }

    private void follow(Consumer<String, byte[]> opened) {
        List<TopicPartition> partitions = records.partitions(opened);
        Set<String> toldBefore = new HashSet<>(sequences.keySet());
        seen.clear();
        reading = true;
        opened.assign(partitions);
        opened.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(opened.endOffsets(partitions));
        while (!records.isClosed()) {
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
}
