package io.openhavip.standalone.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Follows a topic and tells how long after {@link #expect} each expected record came. Owns a thread and a plain consumer until closed.
 * Thread-safe.
 */
final class Arrivals implements AutoCloseable {

    /** Picks out the records that are waited for, and may note what is in them. */
    interface Filter {
        boolean accepts(ConsumerRecord<String, byte[]> record, long receivedAtMillis);
    }

    private static final Duration POLL = Duration.ofMillis(500);
    private static final double NANOS_PER_MILLI = 1e6;

    private final KafkaConsumer<String, byte[]> consumer;
    private final Filter filter;
    private final Map<String, Long> expected = new ConcurrentHashMap<>();
    private final List<Double> millis = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Thread thread;
    private volatile boolean closed;

    Arrivals(String bootstrapServers, String topic, int partitions, Filter filter) {
        this.filter = filter;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        // The seek is lazy: asking for a position makes it happen before the first record is sent.
        all.forEach(consumer::position);
        this.thread = Thread.ofPlatform().name("arrivals-" + topic).daemon().start(this::follow);
    }

    /** Begins to wait for the next record under a key; the time runs from now. */
    void expect(String key) {
        if (expected.put(key, System.nanoTime()) != null) {
            throw new IllegalStateException("already waiting for " + key);
        }
    }

    boolean expects(String key) {
        return expected.containsKey(key);
    }

    /**
     * Waits until nothing is expected any more.
     *
     * @throws IllegalStateException if that takes longer than the limit
     */
    void awaitAll(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        lock.lock();
        try {
            while (!expected.isEmpty()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new IllegalStateException("%d records did not come within %d s, %s among them"
                            .formatted(
                                    expected.size(),
                                    limit.toSeconds(),
                                    expected.keySet().iterator().next()));
                }
                arrived.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was measured since the last call, in milliseconds. */
    Samples take() {
        lock.lock();
        try {
            Samples taken = Samples.of(millis);
            millis.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was measured. */
    void discard() {
        lock.lock();
        try {
            millis.clear();
        } finally {
            lock.unlock();
        }
    }

    private void follow() {
        try (consumer) {
            while (!closed) {
                var records = consumer.poll(POLL);
                long now = System.nanoTime();
                long wallClock = System.currentTimeMillis();
                for (ConsumerRecord<String, byte[]> record : records) {
                    note(record, now, wallClock);
                }
            }
        } catch (WakeupException e) {
            // close() ends the wait.
        }
    }

    private void note(ConsumerRecord<String, byte[]> record, long now, long wallClock) {
        if (!expected.containsKey(record.key()) || !filter.accepts(record, wallClock)) {
            return;
        }
        lock.lock();
        try {
            millis.add((now - expected.remove(record.key())) / NANOS_PER_MILLI);
            arrived.signalAll();
        } finally {
            lock.unlock();
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
