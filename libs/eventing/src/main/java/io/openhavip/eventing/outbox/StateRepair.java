package io.openhavip.eventing.outbox;

import io.micrometer.core.instrument.Counter;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.InvalidRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Keeps the newest state of each key last on the compacted topics that the leader writes.
 *
 * <p>A former leader may have records with its client when it loses the lead, and nothing bounds when they arrive: it may be stopped
 * for minutes and go on. An event that arrives late is a duplicate and harmless. A state that arrives late would stand behind a newer
 * one, and after compaction be the only one. Instead of a bound on time, the log itself is watched: whenever a key's last record has
 * stood behind a higher sequence for {@value #GRACE_MILLIS} ms, the higher one is sent again, as it was. What one repair overtakes by
 * accident the next one mends, so the newest is last as soon as nobody writes that key.
 *
 * <p>A topic is watched, from its beginning, once this leader has sent a state to it. That is in time for what is in flight at a
 * change of leaders, because the new leader sends the same rows. Owns one thread, one consumer and, after the first repair, one
 * producer; holds the newest record of each key. {@link #watch} is thread-safe.
 */
final class StateRepair implements AutoCloseable {

    static final long GRACE_MILLIS = 1000;

    private static final Duration POLL = Duration.ofMillis(250);
    private static final long RETRY_MILLIS = 1000;
    private static final long CLOSE_MILLIS = 3000;
    private static final Logger LOG = Logger.getLogger(StateRepair.class);

    private record Key(String topic, String key) {}

    private record Newest(long sequence, ConsumerRecord<String, byte[]> record) {}

    private final Map<String, Object> consumerConfiguration;
    private final Map<String, Object> producerConfiguration;
    private final Counter repaired;
    private final Set<String> watched = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("relay-states").daemon().unstarted(this::run);

    StateRepair(Map<String, Object> producerConfiguration, Counter repaired) {
        this.producerConfiguration = producerConfiguration;
        this.repaired = repaired;
        this.consumerConfiguration = new HashMap<>(producerConfiguration);
        this.consumerConfiguration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.consumerConfiguration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.consumerConfiguration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    }

    /** Watches a topic from now on. Called for every state that is sent; cheap. */
    void watch(String topic) {
        if (watched.add(topic) && watched.size() == 1) {
            thread.start();
        }
    }

    private void run() {
        while (!isClosed()) {
            try (Watch watch = new Watch()) {
                while (!isClosed()) {
                    watch.step();
                }
            } catch (KafkaException e) {
                LOG.warnf("state topics are read again from the start cause=%s", e.getMessage());
                awaitClosed(RETRY_MILLIS);
            }
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void awaitClosed(long millis) {
        try {
            closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed.countDown();
        thread.join(CLOSE_MILLIS);
    }

    /** What was read since the last trouble with the broker. */
    private final class Watch implements AutoCloseable {
        private final KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(consumerConfiguration, new StringDeserializer(), new ByteArrayDeserializer());
        private final Map<Key, Newest> newest = new HashMap<>();
        private final Map<Key, Long> overtakenSince = new HashMap<>();
        private final Set<String> assigned = new HashSet<>();
        private KafkaProducer<String, byte[]> producer;
        private volatile boolean failed;

        void step() {
            if (failed) {
                throw new KafkaException("a state could not be sent again");
            }
            if (assigned.size() < watched.size()) {
                assign();
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                note(record);
            }
            long old = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
            overtakenSince.entrySet().removeIf(key -> key.getValue() <= old && sendAgain(key.getKey()));
        }

        private void assign() {
            Set<TopicPartition> partitions = new HashSet<>(consumer.assignment());
            Set<TopicPartition> added = new HashSet<>();
            for (String topic : Set.copyOf(watched)) {
                if (assigned.add(topic)) {
                    List<TopicPartition> found = consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
                    added.addAll(found);
                }
            }
            partitions.addAll(added);
            consumer.assign(partitions);
            consumer.seekToBeginning(added);
        }

        private void note(ConsumerRecord<String, byte[]> record) {
            OptionalLong sequence = sequence(record);
            if (record.key() == null || sequence.isEmpty()) {
                return;
            }
            Key key = new Key(record.topic(), record.key());
            Newest known = newest.get(key);
            if (known == null || sequence.getAsLong() >= known.sequence()) {
                newest.put(key, new Newest(sequence.getAsLong(), record));
                overtakenSince.remove(key);
            } else {
                // The relay sends again from an earlier row after a fault: then the newer one follows at once.
                overtakenSince.putIfAbsent(key, System.nanoTime());
            }
        }

        private boolean sendAgain(Key key) {
            if (producer == null) {
                producer =
                        new KafkaProducer<>(producerConfiguration, new StringSerializer(), new ByteArraySerializer());
            }
            ConsumerRecord<String, byte[]> record = newest.get(key).record();
            LOG.warnf("late state is superseded topic=%s key=%s", key.topic(), key.key());
            producer.send(
                    new ProducerRecord<>(
                            record.topic(), record.partition(), record.key(), record.value(), record.headers()),
                    (metadata, e) -> {
                        if (e == null) {
                            repaired.increment();
                        } else {
                            failed = true;
                        }
                    });
            return true;
        }

        private OptionalLong sequence(ConsumerRecord<String, byte[]> record) {
            try {
                return CloudEvent.readFrom(record.headers()).aggregateSequence();
            } catch (InvalidRecord e) {
                return OptionalLong.empty();
            }
        }

        @Override
        public void close() {
            consumer.close();
            if (producer != null) {
                producer.close(Duration.ZERO);
            }
        }
    }
}
