package io.openhavip.eventing.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.eventing.TestStore;
import io.openhavip.eventing.TopicTail;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestKafka;
import io.openhavip.testkit.TestPostgres;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.axonframework.common.transaction.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every relay must do with the outbox, whatever goes away meanwhile: deliver each committed row at least once, the first
 * occurrences of a key in order, and take a row off the list only when the broker has it.
 */
abstract class RelayContract {

    /** Longer than any interval, gap memory or retry of a relay that stands the test. */
    private static final Duration PAST_EVERY_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration RECOVERY = Duration.ofSeconds(90);

    private TestStore store;
    private String topic;
    private TopicTail tail;

    /** Starts a relay, which sends until it is closed. */
    abstract AutoCloseable startRelay(DataSource database) throws Exception;

    @BeforeEach
    void prepare() {
        store = TestStore.create();
        topic = TestKafka.createTopic("relay", 4);
        tail = new TopicTail(topic);
    }

    @AfterEach
    void cleanUp() {
        tail.close();
        store.close();
    }

    @Test
    void appendHeldOpenWhileLaterOnesCommitIsDelivered() throws Exception {
        PostgresTransactions transactions = store.newTransactions();
        try (AutoCloseable relay = startRelay(store.newPool())) {
            Transaction held = transactions.startTransaction();
            new Outbox(transactions, () -> {}).add(List.of(Appenders.row(topic, "held", 0)));

            Appenders later = new Appenders(store, topic, 1);
            later.runFor(PAST_EVERY_TIMEOUT);
            awaitDelivered(later);
            held.commit();

            Await.within(Duration.ofSeconds(10))
                    .untilHolds(() -> assertThat(tail.firstOccurrences())
                            .as("the append that was held open")
                            .containsEntry("held", List.of(0L)));
            awaitEmptyWorkList();
        }
    }

    @Test
    void concurrentAppendersKeepTheOrderOfEachKey() throws Exception {
        Appenders appenders = new Appenders(store, topic, 8);
        try (AutoCloseable relay = startRelay(store.newPool())) {
            appenders.runFor(Duration.ofSeconds(2));
            awaitDelivered(appenders);
            awaitEmptyWorkList();
        }
    }

    @Test
    void rowsStayUntilTheBrokerHasThem() throws Exception {
        Appenders appenders = new Appenders(store, topic, 1);
        try (AutoCloseable relay = startRelay(store.newPool())) {
            appenders.appendOne();
            awaitDelivered(appenders);
            awaitEmptyWorkList();
            TestKafka.kill();
            try {
                appenders.runFor(PAST_EVERY_TIMEOUT);
                assertThat(store.count("outbox"))
                        .as("rows on the work list without a broker")
                        .isEqualTo(appenders.committed() - 1);
            } finally {
                TestKafka.start();
            }
            awaitDelivered(appenders);
            awaitEmptyWorkList();
        }
    }

    @Test
    void nothingIsLostOverTheDeathOfTheBroker() throws Exception {
        Appenders appenders = new Appenders(store, topic, 4);
        try (AutoCloseable relay = startRelay(store.newPool())) {
            appenders.runWhile(() -> {
                awaitSomeDelivered(appenders);
                TestKafka.kill();
                TestKafka.start();
            });
            awaitDelivered(appenders);
            awaitEmptyWorkList();
        }
    }

    @Test
    void nothingIsLostOverTheDeathOfTheDatabase() throws Exception {
        Appenders appenders = new Appenders(store, topic, 4);
        try (AutoCloseable relay = startRelay(store.newPool())) {
            appenders.runWhile(() -> {
                awaitSomeDelivered(appenders);
                TestPostgres.kill();
                TestPostgres.start();
            });
            awaitDelivered(appenders);
            awaitEmptyWorkList();
        }
    }

    @Test
    void nothingIsLostWhenTheLeadersSessionsBreak() throws Exception {
        Appenders appenders = new Appenders(store, topic, 4);
        DataSource pool = store.newPool();
        try (AutoCloseable relay = startRelay(pool)) {
            appenders.runWhile(() -> {
                for (int i = 0; i < 3; i++) {
                    awaitSomeDelivered(appenders);
                    breakLeadersSession();
                }
            });
            awaitDelivered(appenders);
            awaitEmptyWorkList();
        }
    }

    @Test
    void nothingIsLostWhenAnotherRelayTakesTheLead() throws Exception {
        Appenders appenders = new Appenders(store, topic, 4);
        try (AutoCloseable first = startRelay(store.newPool());
                AutoCloseable second = startRelay(store.newPool())) {
            appenders.runWhile(() -> {
                awaitSomeDelivered(appenders);
                breakLeadersSession();
                awaitSomeDelivered(appenders);
                first.close();
                awaitSomeDelivered(appenders);
            });
            awaitDelivered(appenders);
            awaitNewestLast(appenders);
            awaitEmptyWorkList();
        }
    }

    @Test
    void stateThatAFormerLeaderSendsLateDoesNotStayLast() throws Exception {
        PostgresTransactions transactions = store.newTransactions();
        Outbox outbox = new Outbox(transactions, () -> {});
        try (AutoCloseable relay = startRelay(store.newPool());
                KafkaProducer<String, byte[]> formerLeader = new KafkaProducer<>(
                        Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            transactions.inTransaction(connection -> {
                outbox.add(List.of(Appenders.row(topic, "moved", 5), Appenders.row(topic, "moved", 6)));
                return true;
            });
            Await.until(() -> assertThat(lastSequence("moved")).isEqualTo(6));

            ProducerRecord<String, byte[]> late = new ProducerRecord<>(topic, "moved", new byte[] {'{', '}'});
            Appenders.row(topic, "moved", 5).attributes().writeTo(late.headers());
            long offset = formerLeader.send(late).get().offset();

            Await.within(Duration.ofSeconds(15)).untilHolds(() -> {
                assertThat(tail.read()).anyMatch(record -> record.offset() > offset);
                assertThat(lastSequence("moved")).as("the last state").isEqualTo(6);
            });
        }
    }

    private long lastSequence(String key) {
        return tail.read().stream()
                .filter(record -> record.key().equals(key))
                .map(record -> TopicTail.attributes(record).aggregateSequence().orElseThrow())
                .reduce(-1L, (before, next) -> next);
    }

    private void awaitNewestLast(Appenders appenders) {
        Await.within(RECOVERY)
                .untilHolds(() -> appenders
                        .committedByKey()
                        .forEach((key, count) ->
                                assertThat(lastSequence(key)).as(key).isGreaterThanOrEqualTo(count - 1)));
    }

    private void breakLeadersSession() throws Exception {
        store.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
    }

    /** Waits until rows that were committed from now on arrive. */
    private void awaitSomeDelivered(Appenders appenders) {
        long before = appenders.committed();
        Await.within(RECOVERY)
                .untilHolds(() -> assertThat(new HashSet<>(tail.ids())).hasSizeGreaterThan((int) before + 20));
    }

    private void awaitDelivered(Appenders appenders) {
        Await.within(RECOVERY).untilHolds(() -> {
            var delivered = tail.firstOccurrences();
            appenders
                    .committedByKey()
                    .forEach((key, count) -> assertThat(delivered.getOrDefault(key, List.of()))
                            .as(key)
                            .startsWith(LongStream.range(0, count).boxed().toArray(Long[]::new)));
        });
    }

    private void awaitEmptyWorkList() {
        Await.within(RECOVERY)
                .untilHolds(() -> assertThat(store.count("outbox")).isZero());
    }
}
