package io.openhavip.eventing.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrAssigned;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.TestStore;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("containers")
class OrderedConsumerIT {

    private static final int BATCH = 10;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Records records = new Records();
    private TestStore store;
    private OrderedConsumer consumer;

    @BeforeEach
    void start() throws Exception {
        store = TestStore.create();
        store.execute("CREATE TABLE applied (position serial, vpc_id text, v_switch_id text)");
        consumer = consumer(OrderedConsumerIT::insert);
    }

    @AfterEach
    void stop() {
        consumer.stop();
        store.close();
    }

    private OrderedConsumer consumer(RecordHandler handler) {
        PostgresTransactions transactions = store.newTransactions();
        DeadLetters deadLetters =
                new DeadLetters(Topics.NETWORK_DLQ, "network-service", new Outbox(transactions, () -> {}));
        return new OrderedConsumer(
                "test",
                EventSourcing.plain(transactions),
                new Progress("test", "consumer_progress"),
                PartitionOffsets.NOT_KEPT,
                deadLetters,
                handler,
                BATCH,
                meters);
    }

    private static void insert(
            Connection connection, io.openhavip.messaging.CloudEvent attributes, io.openhavip.contracts.Message message)
            throws SQLException {
        if (message instanceof VSwitchCidrAssigned event) {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO applied (vpc_id, v_switch_id) VALUES (?, ?)")) {
                insert.setString(1, event.vpcId());
                insert.setString(2, event.vSwitchId());
                insert.executeUpdate();
            }
        }
    }

    @Test
    void eventsAreAppliedInOrderAndDuplicatesDropped() throws Exception {
        consumer.consume(List.of(event(0), event(1), event(1), event(0), event(2)));
        consumer.consume(List.of(event(1), event(2), event(3)));

        assertThat(applied()).containsExactly("vsw-0", "vsw-1", "vsw-2", "vsw-3");
        assertThat(count("applied")).isEqualTo(4);
        assertThat(count("duplicate")).isEqualTo(4);
        assertThat(store.query("SELECT last_sequence FROM consumer_progress")).containsExactly("3");
    }

    @Test
    void jumpAheadIsCountedAndAppliedWhenSentAgainInOrder() throws Exception {
        consumer.consume(List.of(event(0), event(2), event(3)));
        assertThat(applied()).containsExactly("vsw-0");
        assertThat(count("ahead")).isEqualTo(2);

        consumer.consume(List.of(event(1), event(2), event(3)));
        assertThat(applied()).containsExactly("vsw-0", "vsw-1", "vsw-2", "vsw-3");
    }

    @Test
    void noticeWithoutASequenceIsHandledEachTime() throws Exception {
        int[] handled = new int[1];
        OrderedConsumer notices = consumer((connection, attributes, message) -> handled[0]++);
        CommandRefused notice =
                new CommandRefused("c-1", "network.AttachHaVip.v1", "i-1", "havip-1", ErrorCode.INTERNAL_ERROR, "");

        notices.consume(List.of(records.record(notice, "n-1"), records.record(notice, "n-1")));

        assertThat(handled[0]).isEqualTo(2);
    }

    @Test
    void unknownTypeIsPassedOverAndItsAggregateGoesOn() throws Exception {
        consumer.consume(List.of(event(0), records.unknownType("vpc-1", 1), event(2)));

        assertThat(applied()).containsExactly("vsw-0", "vsw-2");
        assertThat(count("passed-over")).isEqualTo(1);
    }

    @Test
    void unparsableRecordIsADeadLetterAndParksItsAggregateAlone() throws Exception {
        consumer.consume(List.of(
                event(0),
                records.unparsable("vpc-1", 1),
                event(2),
                records.event("vpc-2", 0),
                records.event("vpc-2", 1)));

        assertThat(store.query("SELECT vpc_id || ' ' || v_switch_id FROM applied ORDER BY position"))
                .containsExactly("vpc-1 vsw-0", "vpc-2 vsw-0", "vpc-2 vsw-1");
        assertThat(store.query("SELECT topic || ' ' || key || ' ' || message_id FROM outbox"))
                .containsExactly("network.dlq vpc-1 test:network.events:0:1");
        assertThat(store.query("SELECT convert_from(payload, 'UTF8')::json ->> 'reason' FROM outbox")
                        .getFirst())
                .startsWith("value is not the JSON of its type");
        assertThat(store.query("SELECT convert_from(payload, 'UTF8')::json ->> 'valueBase64' FROM outbox"))
                .containsExactly("e25v");
        assertThat(store.query("SELECT aggregate_id FROM consumer_progress WHERE parked IS NOT NULL"))
                .containsExactly("vpc-1");
        assertThat(count("dead-letter")).isEqualTo(1);
    }

    @Test
    void deadLetterOfAHugeRecordKeepsWhatFits() throws Exception {
        consumer.consume(List.of(records.unparsable("vpc-1", 0, 1_000_000)));

        assertThat(store.query("SELECT convert_from(payload, 'UTF8')::json ->> 'valueBytes' FROM outbox"))
                .containsExactly("1000000");
        assertThat(store.query("SELECT (length(payload) BETWEEN 349525 AND 360000)::text FROM outbox"))
                .containsExactly("true");
    }

    @Test
    void recordThatTheHandlerCannotTakeIsADeadLetterAfterThreeTries() throws Exception {
        int[] tries = new int[1];
        OrderedConsumer picky = consumer((connection, attributes, message) -> {
            insert(connection, attributes, message);
            if (attributes.id().equals("vpc-1-1")) {
                tries[0]++;
                throw new SQLException("value too long", "22001");
            }
        });

        picky.consume(List.of(event(0), event(1), event(2), records.event("vpc-2", 0)));

        // Once in the batch, then three times alone.
        assertThat(tries[0]).as("once in the batch, then three times alone").isEqualTo(1 + 3);
        assertThat(store.query("SELECT vpc_id || ' ' || v_switch_id FROM applied ORDER BY position"))
                .containsExactly("vpc-1 vsw-0", "vpc-2 vsw-0");
        assertThat(store.query("SELECT parked FROM consumer_progress WHERE parked IS NOT NULL"))
                .containsExactly("SQLException: value too long");
    }

    @Test
    void batchIsOneTransaction() throws Exception {
        consumer.consume(List.of(event(0), event(1), records.event("vpc-2", 0)));

        assertThat(store.query("SELECT xmin::text FROM applied UNION SELECT xmin::text FROM consumer_progress"))
                .hasSize(1);
    }

    @Test
    void databaseThatIsAwayIsWaitedFor() throws Exception {
        consumer.consume(List.of(event(0)));
        TestPostgres.kill();
        CompletableFuture<Void> consuming =
                CompletableFuture.runAsync(() -> consumer.consume(List.of(event(1), event(2))));
        try {
            Await.until(() -> assertThat(
                            meters.get("havip.consumer.faults").counter().count())
                    .isGreaterThan(2));
            assertThat(consuming).isNotDone();
        } finally {
            TestPostgres.start();
        }
        consuming.get(60, TimeUnit.SECONDS);

        assertThat(applied()).containsExactly("vsw-0", "vsw-1", "vsw-2");
        assertThat(store.count("outbox")).isZero();
    }

    @Test
    void stopEndsTheWaitAndLeavesTheRecordForLater() throws Exception {
        TestPostgres.kill();
        try {
            CompletableFuture<Void> consuming = CompletableFuture.runAsync(() -> consumer.consume(List.of(event(0))));
            Await.until(() -> assertThat(
                            meters.get("havip.consumer.faults").counter().count())
                    .isPositive());
            consumer.stop();
            assertThatThrownBy(() -> consuming.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(Backoff.Stopped.class);
        } finally {
            TestPostgres.start();
        }
        Await.until(() -> assertThat(applied()).isEmpty());
    }

    @Test
    void replicaThatWasOvertakenAppliesNothingTwice() throws Exception {
        consumer.consume(List.of(event(0)));
        CountDownLatch inHandler = new CountDownLatch(1);
        CountDownLatch overtaken = new CountDownLatch(1);
        OrderedConsumer slow = consumer((connection, attributes, message) -> {
            insert(connection, attributes, message);
            inHandler.countDown();
            awaitQuietly(overtaken);
        });
        CompletableFuture<Void> slowly = CompletableFuture.runAsync(() -> slow.consume(List.of(event(1))));
        inHandler.await();

        consumer.consume(List.of(event(1), event(2), event(3)));
        overtaken.countDown();
        slowly.get(30, TimeUnit.SECONDS);

        assertThat(applied()).containsExactlyInAnyOrder("vsw-0", "vsw-1", "vsw-2", "vsw-3");
        assertThat(store.query("SELECT last_sequence FROM consumer_progress")).containsExactly("3");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ConsumerRecord<String, byte[]> event(long sequence) {
        return records.event("vpc-1", sequence);
    }

    private List<String> applied() throws SQLException {
        return store.query("SELECT v_switch_id FROM applied ORDER BY position");
    }

    private double count(String outcome) {
        return meters.get("havip.consumer.records")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
