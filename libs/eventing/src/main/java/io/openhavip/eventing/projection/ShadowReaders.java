package io.openhavip.eventing.projection;

import io.openhavip.eventing.consume.OrderedConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a projection's topics from their beginning with {@value #READERS} consumers, each with its share of the partitions, so that one
 * decodes while the database writes what the other has. Partitions are independent of each other, as they are for the replicas of the
 * live tables. Owns the consumers and a thread for each. For one thread at a time.
 */
final class ShadowReaders implements AutoCloseable {

    private static final int READERS = 2;
    private static final Duration POLL = Duration.ofMillis(200);

    private record Reader(Consumer<String, byte[]> consumer, OrderedConsumer filler) {

        void readUpTo(Map<TopicPartition, Long> ends, long deadlineNanos, IntConsumer applied) {
            List<TopicPartition> own =
                    consumer.assignment().stream().filter(ends::containsKey).toList();
            while (own.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                if (System.nanoTime() > deadlineNanos) {
                    throw new IllegalStateException("the topics do not hold what the live tables have read");
                }
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                filler.consume(records);
                applied.accept(records.count());
            }
        }
    }

    private final List<Reader> readers = new ArrayList<>();
    private final IntConsumer applied;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("rebuild-reader-", 0).daemon().factory());

    /**
     * @param configuration of the consumers
     * @param fillers makes what writes the shadow tables; one for each reader
     * @param applied told how many more records were read, on any thread
     */
    ShadowReaders(
            Projection projection,
            Map<String, Object> configuration,
            Supplier<OrderedConsumer> fillers,
            IntConsumer applied) {
        this.applied = applied;
        for (int number = 0; number < READERS; number++) {
            List<TopicPartition> share = share(projection, number);
            if (!share.isEmpty()) {
                Consumer<String, byte[]> consumer =
                        new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
                readers.add(new Reader(consumer, fillers.get()));
                consumer.assign(share);
                consumer.seekToBeginning(share);
            }
        }
    }

    private static List<TopicPartition> share(Projection projection, int number) {
        return projection.topics().stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .filter(partition -> partition % READERS == number)
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .toList();
    }

    /** Reads to where the topics end now. */
    void readToTheEnd() {
        inParallel(reader ->
                reader.readUpTo(reader.consumer().endOffsets(reader.consumer().assignment()), Long.MAX_VALUE, applied));
    }

    /**
     * Reads up to offsets, those of other partitions aside.
     *
     * @throws IllegalStateException if they are not reached in time
     */
    void readUpTo(Map<TopicPartition, Long> offsets, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        inParallel(reader -> reader.readUpTo(offsets, deadline, applied));
    }

    /** The first that fails ends all. */
    private void inParallel(java.util.function.Consumer<Reader> work) {
        ExecutorCompletionService<Boolean> reading = new ExecutorCompletionService<>(threads);
        readers.forEach(reader -> reading.submit(() -> work.accept(reader), true));
        try {
            for (int i = 0; i < readers.size(); i++) {
                reading.take().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading failed: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** Ends the threads before the consumers, which only one thread may use at a time. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
        readers.forEach(reader -> reader.consumer().close());
    }
}
