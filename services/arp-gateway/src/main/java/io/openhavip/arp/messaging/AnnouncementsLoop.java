package io.openhavip.arp.messaging;

import io.openhavip.arp.deciding.PartitionDecider;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.consume.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads arp.announcements and decides, on one thread: what a poll returns is judged where it was polled, since a hand-over to another
 * thread would be a good part of a move's time. A batch's offsets are committed after everything that it changes is, once in {@link
 * #COMMIT_INTERVAL}; what is read again after a crash is a duplicate by its position.
 *
 * <p>A fault of the client or of a batch opens a new consumer, which begins at the committed offsets, after {@link #RESTART_DELAY}. A
 * batch that waits for its database longer than the group allows ({@link AnnouncementsConsumer#MAX_DECIDING}) gives the
 * partitions to a replica whose database may answer.
 *
 * <p>Owns one thread, and a consumer on it, from {@link #start()} to {@link #close()}.
 */
public final class AnnouncementsLoop implements AutoCloseable {

    /** Each commit is a write to the broker's disk, which claims wait for too. */
    static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
    private static final Duration HAND_OVER_LIMIT = Duration.ofSeconds(3);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(AnnouncementsLoop.class);

    private final Supplier<Consumer<String, byte[]>> consumers;
    private final PartitionDecider decider;
    private final AnnouncementsRebalance rebalance;
    /** Of each partition held here the first offset that nobody has judged. */
    private final Map<TopicPartition, Long> judged = new HashMap<>();

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("announcements").daemon().unstarted(this::run);
    private long committedAt = System.nanoTime();
    private boolean uncommitted;
    private volatile Consumer<String, byte[]> current;
    private volatile boolean member;

    /** @param consumers opens a consumer, with its group, that commits nothing by itself; closed by the loop */
    public AnnouncementsLoop(Supplier<Consumer<String, byte[]>> consumers, PartitionDecider decider, Clock clock) {
        this.consumers = consumers;
        this.decider = decider;
        this.rebalance = new AnnouncementsRebalance(decider, clock);
    }

    public void start() {
        thread.start();
    }

    /** Whether this replica is of the group and has been told its partitions, be it none. */
    public boolean isMember() {
        return member && thread.isAlive();
    }

    /** Whether it has a connection to the broker. */
    public boolean isConnected() {
        Consumer<String, byte[]> asked = current;
        return asked != null
                && asked.metrics().entrySet().stream()
                        .filter(metric -> metric.getKey().group().equals("consumer-metrics"))
                        .filter(metric -> metric.getKey().name().equals("connection-count"))
                        .anyMatch(metric -> metric.getValue().metricValue() instanceof Double open && open > 0);
    }

    /** Whether it reads, or will when it can. */
    public boolean isRunning() {
        return thread.isAlive();
    }

    /** Polls no more; a batch that is being judged goes on. Idempotent. */
    public void stop() {
        closing.countDown();
        Consumer<String, byte[]> polling = current;
        if (polling != null) {
            polling.wakeup();
        }
    }

    /** Waits, within a limit, until the batch under way is judged, its offsets are committed and the partitions are given up. */
    @Override
    public void close() {
        stop();
        try {
            thread.join(CLOSE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosing()) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException | InterruptException | InterruptedException | Backoff.Stopped e) {
                // The service stops; the loop's condition ends it.
                Thread.interrupted();
            } catch (RuntimeException e) {
                LOG.errorf(e, "announcements are read again from the committed offsets");
                pause();
            } finally {
                member = false;
                judged.clear();
                uncommitted = false;
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer) throws InterruptedException {
        consumer.subscribe(List.of(Topics.ARP_ANNOUNCEMENTS.name()), new Partitions(consumer));
        while (!isClosing()) {
            ConsumerRecords<String, byte[]> batch = consumer.poll(POLL);
            if (!batch.isEmpty()) {
                decider.read(batch);
                // A takeover begins with what the last holder judged: that must not take the group's offset back.
                batch.nextOffsets().forEach((partition, next) -> judged.merge(partition, next.offset(), Math::max));
                uncommitted = true;
            }
            commitWhenDue(consumer);
        }
    }

    private void commitWhenDue(Consumer<String, byte[]> consumer) {
        long now = System.nanoTime();
        if (uncommitted && now - committedAt >= COMMIT_INTERVAL.toNanos()) {
            committedAt = now;
            uncommitted = false;
            consumer.commitAsync(offsets(judged), (_, e) -> {
                if (e != null) {
                    LOG.debugf("offsets wait for the next commit cause=%s", e.getMessage());
                    uncommitted = true;
                }
            });
        }
    }

    /** Whoever has the partitions next begins behind what was judged here. Runs also when the consumer closes. */
    private void handOver(Consumer<String, byte[]> consumer, Collection<TopicPartition> revoked) {
        Map<TopicPartition, Long> behind = new HashMap<>(judged);
        behind.keySet().retainAll(revoked);
        judged.keySet().removeAll(revoked);
        if (behind.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets(behind), HAND_OVER_LIMIT);
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.debugf("offsets not committed, records are read again cause=%s", e.getMessage());
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Map<TopicPartition, Long> next) {
        return next.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue())));
    }

    private final class Partitions implements ConsumerRebalanceListener {
        private final Consumer<String, byte[]> consumer;

        Partitions(Consumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            member = true;
            judged.putAll(rebalance.assigned(consumer, assigned));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            try {
                handOver(consumer, revoked);
            } finally {
                rebalance.givenUp(revoked);
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            judged.keySet().removeAll(lost);
            rebalance.givenUp(lost);
        }
    }

    private void pause() {
        try {
            closing.await(RESTART_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.interrupted();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }
}
