package io.openhavip.eventing.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrAssigned;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.TestStore;
import io.openhavip.eventing.consume.ProcessConsumer.Parked;
import io.openhavip.eventing.consume.ProcessConsumer.Release;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestKafka;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An aggregate that was parked goes on where it stood, and nothing of it is lost or done twice. */
class ProcessConsumerIT {

    private static final String BROKEN = "vpc-1-1";

    private final Records records = new Records();
    private TestStore store;
    private Topic topic;
    private KafkaProducer<String, byte[]> producer;
    private ProcessConsumer consumer;
    private volatile boolean mended;

    @BeforeEach
    void start() throws Exception {
        store = TestStore.create();
        store.execute("CREATE TABLE applied (position serial, vpc_id text, v_switch_id text)");
        topic = new Topic(TestKafka.createTopicLike(Topics.NETWORK_EVENTS), 8, false, Optional.empty());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
        consumer = replica();
    }

    @AfterEach
    void stop() {
        consumer.stop();
        producer.close();
        store.close();
    }

    private ProcessConsumer replica() {
        PostgresTransactions transactions = store.newTransactions();
        return new ProcessConsumer(
                "test",
                topic,
                EventSourcing.plain(transactions),
                new DeadLetters(Topics.NETWORK_DLQ, "network-service", new Outbox(transactions, () -> {})),
                this::handle,
                new SimpleMeterRegistry());
    }

    private void handle(Connection connection, CloudEvent attributes, Message message) throws SQLException {
        if (attributes.id().equals(BROKEN) && !mended) {
            throw new SQLException("value too long", "22001");
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO applied (vpc_id, v_switch_id) VALUES (?, ?)")) {
            insert.setString(1, message.subject());
            insert.setString(2, ((VSwitchCidrAssigned) message).vSwitchId());
            insert.executeUpdate();
        }
    }

    @Test
    void whatWasMissedIsAppliedInOrderAndTheAggregateGoesOn() throws Exception {
        happen("vpc-1", 0, 4);
        happen("vpc-2", 0, 2);
        assertThat(consumer.parked()).containsExactly(new Parked("test", "vpc-1", 0, "SQLException: value too long"));
        assertThat(applied("vpc-1")).containsExactly("vsw-0");

        mended = true;
        assertThat(consumer.release("vpc-1", TestKafka.bootstrapServers()))
                .contains(new Release("test", "vpc-1", 3, Optional.empty()));
        happen("vpc-1", 4, 5);

        assertThat(consumer.parked()).isEmpty();
        assertThat(applied("vpc-1")).containsExactly("vsw-0", "vsw-1", "vsw-2", "vsw-3", "vsw-4");
        assertThat(applied("vpc-2")).containsExactly("vsw-0", "vsw-1");
    }

    @Test
    void whatFailsAgainStaysParkedAndIsADeadLetterAgain() throws Exception {
        happen("vpc-1", 0, 3);

        assertThat(consumer.release("vpc-1", TestKafka.bootstrapServers()))
                .contains(new Release("test", "vpc-1", 0, Optional.of("SQLException: value too long")));

        assertThat(consumer.parked()).hasSize(1);
        assertThat(applied("vpc-1")).containsExactly("vsw-0");
        assertThat(store.query("SELECT key FROM outbox WHERE topic = 'network.dlq'"))
                .containsExactly("vpc-1", "vpc-1");
    }

    @Test
    void eventThatCannotBeReadKeepsItsAggregateParkedThoughItIsTheLast() throws Exception {
        happen("vpc-3", 0, 1);
        send(records.unparsable("vpc-3", 1));

        assertThat(consumer.release("vpc-3", TestKafka.bootstrapServers()).orElseThrow())
                .satisfies(release -> assertThat(release.lastSequence()).isZero())
                .satisfies(release -> assertThat(release.stillParked().orElseThrow())
                        .startsWith("value is not the JSON of its type"));
    }

    @Test
    void releaseOfWhatIsNotParkedChangesNothingAndOfWhatIsUnknownIsRefused() throws Exception {
        happen("vpc-2", 0, 2);

        assertThat(consumer.release("vpc-2", TestKafka.bootstrapServers()))
                .contains(new Release("test", "vpc-2", 1, Optional.empty()));
        assertThat(consumer.release("vpc-9", TestKafka.bootstrapServers())).isEmpty();
        assertThat(applied("vpc-2")).containsExactly("vsw-0", "vsw-1");
    }

    @Test
    void eventsThatComeDuringTheReleaseAreNeitherLostNorAppliedTwice() throws Exception {
        int all = 300;
        happen("vpc-1", 0, 2);
        mended = true;
        ProcessConsumer live = replica();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            expected.add("vsw-" + i);
        }
        Thread events = Thread.ofPlatform().daemon().unstarted(() -> {
            for (int i = 2; i < all; i++) {
                produce(records.event("vpc-1", i));
            }
        });
        Thread following = Thread.ofPlatform().daemon().unstarted(() -> follow(live, all));
        following.start();
        events.start();

        assertThat(consumer.release("vpc-1", TestKafka.bootstrapServers())
                        .orElseThrow()
                        .stillParked())
                .isEmpty();

        Await.until(() -> assertThat(applied("vpc-1")).containsExactlyElementsOf(expected));
        events.join();
        following.join();
        assertThat(applied("vpc-1")).containsExactlyElementsOf(expected);
    }

    /** The live consumer of the topic, until it has seen all. */
    private void follow(ProcessConsumer live, int all) {
        try (KafkaConsumer<String, byte[]> reader = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        TestKafka.bootstrapServers(),
                        "group.id",
                        topic.name(),
                        "auto.offset.reset",
                        "earliest",
                        "max.poll.records",
                        7),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            reader.subscribe(List.of(topic.name()));
            for (int seen = 0; seen < all; ) {
                var polled = reader.poll(Duration.ofMillis(100));
                live.consume(polled);
                seen += polled.count();
            }
        }
    }

    private void happen(String vpcId, int from, int to) {
        for (int sequence = from; sequence < to; sequence++) {
            send(records.event(vpcId, sequence));
        }
    }

    /** Onto the topic, and to the consumer. */
    private void send(ConsumerRecord<String, byte[]> record) {
        produce(record);
        consumer.consume(List.of(record));
    }

    private void produce(ConsumerRecord<String, byte[]> record) {
        try {
            producer.send(new ProducerRecord<>(topic.name(), null, record.key(), record.value(), record.headers()))
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException("not sent", e);
        }
    }

    private List<String> applied(String vpcId) throws SQLException {
        return store.query("SELECT v_switch_id FROM applied WHERE vpc_id = '" + vpcId + "' ORDER BY position");
    }
}
