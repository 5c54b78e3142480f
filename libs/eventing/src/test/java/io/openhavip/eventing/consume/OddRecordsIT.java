package io.openhavip.eventing.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.contracts.Command;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.TestStore;
import io.openhavip.eventing.TopicTail;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.eventing.outbox.Relay;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.JsonMessages;
import io.openhavip.messaging.RecordCodec;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.OddRecord;
import io.openhavip.testkit.TestKafka;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stands on a topic, it gets a dead letter, which reaches its own topic, and the record behind it is handled. */
class OddRecordsIT {

    private static final long LIMIT_S = 30;

    private final Records records = new Records();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ConcurrentLinkedQueue<String> handled = new ConcurrentLinkedQueue<>();
    private TestStore store;
    private PostgresTransactions transactions;
    private Outbox outbox;
    private DeadLetters deadLetters;
    private String topic;
    private String letterTopic;
    private KafkaProducer<String, byte[]> producer;
    private Relay relay;

    @BeforeEach
    void start() {
        store = TestStore.create();
        transactions = store.newTransactions();
        topic = TestKafka.createTopic("odd", 1);
        letterTopic = TestKafka.createTopic("letters", 1);
        relay = new Relay(store.newPool(), "network-service", TestKafka.bootstrapServers(), Map.of(), meters);
        outbox = new Outbox(transactions, relay::committed);
        deadLetters = new DeadLetters(new Topic(letterTopic, 1, false, Optional.empty()), "network-service", outbox);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
        relay.start();
    }

    @AfterEach
    void stop() {
        producer.close();
        relay.close();
        store.close();
    }

    @ParameterizedTest
    @EnumSource
    void isADeadLetterOfAConsumerOfEvents(OddRecord odd) throws Exception {
        OrderedConsumer consumer = new OrderedConsumer(
                "test",
                EventSourcing.plain(transactions),
                new Progress("test", "consumer_progress"),
                PartitionOffsets.NOT_KEPT,
                deadLetters,
                (_, _, message) -> handled.add(message.subject()),
                10,
                meters);
        try {
            consume(odd, records.event("vpc-1", 0), consumer::consume);
        } finally {
            consumer.stop();
        }

        assertThat(handled).containsExactly("vpc-1");
        assertLetter(odd);
    }

    @ParameterizedTest
    @EnumSource
    void isADeadLetterOfAConsumerOfCommands(OddRecord odd) throws Exception {
        CommandConsumer consumer = new CommandConsumer(
                "test", EventSourcing.plain(transactions), outbox, deadLetters, new Noting(), meters);
        try {
            consume(odd, records.record(new ReleaseHaVipAddress("vpc-1", "havip-1"), "c-1"), consumer::consume);
        } finally {
            consumer.stop();
        }

        assertThat(handled).containsExactly("vpc-1");
        assertLetter(odd);
    }

    private final class Noting implements CommandConsumer.Handler {
        @Override
        public void handle(Connection connection, CloudEvent attributes, Command command) {
            handled.add(command.subject());
        }

        @Override
        public OutboxRow refused(CloudEvent attributes, Command command, Refusal refusal) {
            throw new AssertionError(refusal);
        }
    }

    private interface Reading {
        void consume(Iterable<ConsumerRecord<String, byte[]>> records);
    }

    /** Sends the odd record and the good one, and has the consumer read what the topic then holds. */
    private void consume(OddRecord odd, ConsumerRecord<String, byte[]> good, Reading consumer) throws Exception {
        producer.send(odd.on(topic, 0)).get();
        producer.send(new ProducerRecord<>(topic, 0, good.key(), good.value(), good.headers()))
                .get();
        try (TopicTail tail = new TopicTail(topic)) {
            Await.until(() -> assertThat(tail.read()).hasSize(2));
            List<ConsumerRecord<String, byte[]>> read = List.copyOf(tail.read());
            CompletableFuture.runAsync(() -> consumer.consume(read)).get(LIMIT_S, TimeUnit.SECONDS);
        }
    }

    private void assertLetter(OddRecord odd) throws Exception {
        String id = "test:" + topic + ":0:0";
        try (TopicTail tail = new TopicTail(letterTopic)) {
            Await.until(() -> assertThat(tail.read()).hasSize(1));
            ConsumerRecord<String, byte[]> letter = tail.read().getFirst();
            assertThat(TopicTail.attributes(letter).id()).isEqualTo(id);
            assertThat(letter.key()).isEqualTo(RecordCodec.isKey(odd.key()) ? odd.key() : id);
            JsonNode json = JsonMessages.MAPPER.readTree(letter.value());
            assertThat(json.get("reason").asText()).isEqualTo("header ce_specversion is missing");
            assertThat(json.get("valueBase64").asText()).isEqualTo("e25v");
        }
        assertThat(store.query("SELECT aggregate_id FROM consumer_progress WHERE parked IS NOT NULL"))
                .isSubsetOf(odd.key());
    }
}
