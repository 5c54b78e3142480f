package io.openhavip.arp.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.arp.deciding.PartitionDecider;
import io.openhavip.contracts.Topics;
import io.openhavip.testkit.Await;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnnouncementsLoopTest {

    private static final TopicPartition FIRST = new TopicPartition(Topics.ARP_ANNOUNCEMENTS.name(), 0);
    private static final TopicPartition SECOND = new TopicPartition(Topics.ARP_ANNOUNCEMENTS.name(), 1);

    private static final long MINUTE_AGO = 7;

    /** Offsets of the group, which outlive a consumer. */
    private final Map<TopicPartition, OffsetAndMetadata> group = new ConcurrentHashMap<>();

    private final List<GroupMember> opened = new CopyOnWriteArrayList<>();
    private final Decider decider = new Decider();
    private final AnnouncementsLoop loop = new AnnouncementsLoop(this::open, decider, Clock.systemUTC());

    /** Notes what it is asked, and does as it is told. */
    private static final class Decider implements PartitionDecider {
        final List<String> asked = new CopyOnWriteArrayList<>();
        volatile CountDownLatch mayEnd = new CountDownLatch(0);
        volatile int failures;

        @Override
        public void assigned(int partition, long recallUntil) {
            asked.add("hold " + partition + " recall until " + recallUntil);
        }

        @Override
        public void lost(int partition) {
            asked.add("lose " + partition);
        }

        @Override
        public void read(ConsumerRecords<String, byte[]> batch) throws InterruptedException {
            batch.forEach(record -> asked.add("read " + record.partition() + ":" + record.offset()));
            mayEnd.await();
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("nobody thought of this");
            }
        }
    }

    /** A consumer whose group keeps its offsets. */
    private final class GroupMember extends MockConsumer<String, byte[]> {
        GroupMember() {
            super(AutoOffsetResetStrategy.EARLIEST.name());
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>(group);
            known.keySet().retainAll(partitions);
            return known;
        }

        /** The last minute begins at {@link #MINUTE_AGO} of each partition. */
        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            times.forEach((partition, time) -> found.put(partition, new OffsetAndTimestamp(MINUTE_AGO, time)));
            return found;
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            group.putAll(offsets);
            callback.onComplete(offsets, null);
        }

        /** As Kafka's own: closing gives the partitions up. */
        @Override
        public synchronized void close() {
            if (!closed()) {
                rebalance(List.of());
            }
            super.close();
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, java.time.Duration limit) {
            group.putAll(offsets);
        }
    }

    private Consumer<String, byte[]> open() {
        GroupMember member = new GroupMember();
        opened.add(member);
        return member;
    }

    @AfterEach
    void close() {
        decider.mayEnd.countDown();
        loop.close();
    }

    private GroupMember member(int number) {
        Await.until(() -> {
            assertThat(opened).hasSize(number);
            assertThat(opened.getLast().subscription()).isNotEmpty();
        });
        return opened.getLast();
    }

    private static void give(GroupMember member, TopicPartition... partitions) {
        member.schedulePollTask(() -> {
            member.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
            member.rebalance(List.of(partitions));
        });
    }

    private static void send(GroupMember member, TopicPartition partition, long... offsets) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (long offset : offsets) {
            records.add(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "key", new byte[0]));
        }
        member.schedulePollTask(() -> records.forEach(member::addRecord));
    }

    private Long committed(TopicPartition partition) {
        OffsetAndMetadata offset = group.get(partition);
        return offset == null ? null : offset.offset();
    }

    @Test
    void offsetsFollowTheDecisions() {
        decider.mayEnd = new CountDownLatch(1);
        loop.start();
        GroupMember member = member(1);
        give(member, FIRST);
        send(member, FIRST, 0, 1);
        Await.until(() -> assertThat(decider.asked).contains("read 0:1"));
        assertThat(committed(FIRST)).isNull();

        decider.mayEnd.countDown();

        Await.until(() -> assertThat(committed(FIRST)).isEqualTo(2));
    }

    @Test
    void partitionThatIsGivenUpIsCommittedFirst() {
        loop.start();
        GroupMember member = member(1);
        give(member, FIRST, SECOND);
        send(member, SECOND, 0, 1, 2);
        Await.until(() -> assertThat(decider.asked).contains("read 1:2"));

        give(member, FIRST);

        Await.until(() -> assertThat(decider.asked).contains("lose 1"));
        assertThat(committed(SECOND)).isEqualTo(3);
    }

    @Test
    void closingCommitsWhatWasJudgedAndGivesUp() {
        loop.start();
        GroupMember member = member(1);
        give(member, FIRST);
        send(member, FIRST, 0);
        Await.until(() -> assertThat(decider.asked).contains("read 0:0"));

        loop.close();

        assertThat(member.closed()).isTrue();
        assertThat(decider.asked).contains("lose 0");
        assertThat(committed(FIRST)).isEqualTo(1);
        assertThat(loop.isRunning()).isFalse();
        assertThat(loop.isMember()).isFalse();
    }

    @Test
    void takeoverGoesOnBehindWhatWasJudgedAndDoesNotTakeTheOffsetBack() {
        group.put(FIRST, new OffsetAndMetadata(10));
        loop.start();
        GroupMember member = member(1);
        give(member, FIRST);
        // The last minute, read again.
        send(member, FIRST, 7, 8);
        Await.until(() -> assertThat(decider.asked).containsExactly("hold 0 recall until 10", "read 0:7", "read 0:8"));
        loop.close();

        assertThat(committed(FIRST)).isEqualTo(10);
    }

    @Test
    void faultOfABatchOpensANewConsumerAtTheCommittedOffset() {
        decider.failures = 1;
        loop.start();
        GroupMember first = member(1);
        give(first, FIRST);
        send(first, FIRST, 0);

        GroupMember second = member(2);
        give(second, FIRST);
        send(second, FIRST, 0);

        Await.until(() -> assertThat(committed(FIRST)).isEqualTo(1));
        assertThat(first.closed()).isTrue();
        assertThat(decider.asked.stream().filter("read 0:0"::equals)).hasSize(2);
    }

    @Test
    void faultOfTheClientOpensANewConsumer() {
        loop.start();
        GroupMember first = member(1);
        first.setPollException(new KafkaException("broken for good"));

        GroupMember second = member(2);
        give(second, FIRST);

        Await.until(() -> assertThat(loop.isMember()).isTrue());
        assertThat(loop.isRunning()).isTrue();
    }
}
