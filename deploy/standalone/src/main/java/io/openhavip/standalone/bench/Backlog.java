package io.openhavip.standalone.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * How fast a consumer group works a backlog off: records are sent faster than it can read, and its committed offsets are watched from
 * the last send until it has all, so that the sender takes no part in what is measured.
 */
final class Backlog {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final long LOOK_MILLIS = 10;
    private static final double NANOS_PER_SECOND = 1e9;

    /** The least that must be left when the last record is sent: less says how fast the sender is, not the reader. */
    private static final double LEAST_LEFT = 0.25;

    private final Admin admin;
    private final Producer<String, byte[]> producer;
    private final String group;
    private final List<TopicPartition> partitions;

    /** @param group reads all {@code partitions} */
    Backlog(Admin admin, Producer<String, byte[]> producer, String group, List<TopicPartition> partitions) {
        this.admin = admin;
        this.producer = producer;
        this.group = group;
        this.partitions = partitions;
    }

    /**
     * Sends the records again and again, and gives the records a second at which the group read what was left then.
     *
     * @throws IllegalStateException if the group does not read them in time, or was never behind
     */
    double recordsPerSecond(List<ProducerRecord<String, byte[]>> records, int times) throws Exception {
        long end = ends() + (long) records.size() * times;
        for (int i = 0; i < times; i++) {
            records.forEach(producer::send);
        }
        producer.flush();
        long begin = System.nanoTime();
        long left = end - committed();
        if (left < LEAST_LEFT * records.size() * times) {
            throw new IllegalStateException("group %s was never behind: %d of %d left when the last was sent"
                    .formatted(group, left, (long) records.size() * times));
        }
        long now = begin;
        while (committed() < end) {
            now = System.nanoTime();
            if (now - begin > LIMIT.toNanos()) {
                throw new IllegalStateException(
                        "group %s did not read %d records within %d s".formatted(group, left, LIMIT.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return left * NANOS_PER_SECOND / (System.nanoTime() - begin);
    }

    /** Waits until the group has read everything. */
    void awaitNone() throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (committed() < ends()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("group " + group + " does not read");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private long committed() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return partitions.stream()
                .mapToLong(partition -> {
                    OffsetAndMetadata offset = offsets.get(partition);
                    return offset == null ? 0 : offset.offset();
                })
                .sum();
    }

    private long ends() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().values().stream()
                .mapToLong(found -> found.offset())
                .sum();
    }
}
