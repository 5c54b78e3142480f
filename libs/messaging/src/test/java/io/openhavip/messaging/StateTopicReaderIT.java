package io.openhavip.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.State;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestKafka;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("containers")
class StateTopicReaderIT {

    private static final int PARTITIONS = 2;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicBoolean failOnce = new AtomicBoolean();
    private Topic topic;
    private KafkaProducer<String, byte[]> producer;
    private StateTopicReader reader;

    @BeforeEach
    void open() {
        // Not compacted, so that a test can remove records the way compaction would.
        topic = new Topic(TestKafka.createTopic("state", PARTITIONS), PARTITIONS, false, Optional.empty());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
        reader = new StateTopicReader(TestKafka.bootstrapServers(), Map.of(), List.of(topic), new StateListener() {
            @Override
            public void onState(String name, String key, Optional<State> state, long recordTimestamp) {
                if (failOnce.compareAndSet(true, false)) {
                    throw new IllegalStateException("the listener stumbles");
                }
                told.add(key
                        + state.map(known -> " epoch " + ((OwnershipState) known).epoch())
                                .orElse(" gone"));
            }

            @Override
            public void onMissing(String topic, String key, long noticedAt) {
                told.add(key + " missing");
            }

            @Override
            public void onCaughtUp() {
                told.add("caught up");
            }
        });
    }

    @AfterEach
    void close() {
        reader.close();
        producer.close();
    }

    private void send(String address, long epoch, Optional<OwnershipState> state) {
        String key = "vsw-1/" + address;
        CloudEvent attributes = new CloudEvent(
                "e-" + epoch,
                MessageTypes.nameOf(OwnershipState.class),
                "test",
                key,
                Instant.EPOCH,
                OptionalLong.of(epoch),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                topic.name(), key, state.map(JsonMessages::write).orElse(null));
        attributes.writeTo(record.headers());
        producer.send(record);
        producer.flush();
    }

    private void owned(String address, long epoch) {
        send(address, epoch, Optional.of(new OwnershipState("vsw-1", address, "havip-1", epoch, Optional.empty())));
    }

    private void awaitTold(String... expected) {
        Await.until(() -> assertThat(told).containsExactly(expected));
    }

    @Test
    void tellsWhatStandsThereThenSaysSoThenFollows() {
        owned("10.0.0.1", 1);
        reader.start();
        awaitTold("vsw-1/10.0.0.1 epoch 1", "caught up");
        owned("10.0.0.1", 2);
        awaitTold("vsw-1/10.0.0.1 epoch 1", "caught up", "vsw-1/10.0.0.1 epoch 2");
        assertThat(reader.isCaughtUp()).isTrue();
    }

    @Test
    void hidesWhatIsOlderThanWhatItTold() {
        owned("10.0.0.1", 2);
        owned("10.0.0.1", 1);
        send("10.0.0.1", 3, Optional.empty());
        owned("10.0.0.1", 3);
        owned("10.0.0.1", 4);
        reader.start();
        awaitTold("vsw-1/10.0.0.1 epoch 2", "vsw-1/10.0.0.1 gone", "vsw-1/10.0.0.1 epoch 4", "caught up");
    }

    @Test
    void emptyTopicIsCaughtUpAtOnce() {
        reader.start();
        awaitTold("caught up");
    }

    @Test
    void unreadableRecordIsCountedAndPassedOver() {
        producer.send(new ProducerRecord<>(topic.name(), "vsw-1/10.0.0.1", new byte[] {1, 2, 3}));
        owned("10.0.0.1", 1);
        reader.start();
        awaitTold("vsw-1/10.0.0.1 epoch 1", "caught up");
        assertThat(reader.invalidRecords()).isEqualTo(1);
    }

    @Test
    void whatVanishedWhileItStartedAgainIsToldAsMissing() {
        owned("10.0.0.1", 1);
        reader.start();
        awaitTold("vsw-1/10.0.0.1 epoch 1", "caught up");
        removeEverything();
        failOnce.set(true);
        owned("10.0.0.2", 1);
        awaitTold("vsw-1/10.0.0.1 epoch 1", "caught up", "vsw-1/10.0.0.2 epoch 1", "vsw-1/10.0.0.1 missing");
    }

    @Test
    void historyIsNotToldAgainWhenItStartsAgain() {
        owned("10.0.0.1", 1);
        owned("10.0.0.1", 2);
        reader.start();
        awaitTold("vsw-1/10.0.0.1 epoch 1", "vsw-1/10.0.0.1 epoch 2", "caught up");
        failOnce.set(true);
        owned("10.0.0.1", 3);
        awaitTold("vsw-1/10.0.0.1 epoch 1", "vsw-1/10.0.0.1 epoch 2", "caught up", "vsw-1/10.0.0.1 epoch 3");
    }

    private void removeEverything() {
        Map<Integer, Long> ends = TestKafka.endOffsets(topic.name());
        TestKafka.with(admin -> {
            for (Map.Entry<Integer, Long> end : ends.entrySet()) {
                admin.deleteRecords(Map.of(
                                new TopicPartition(topic.name(), end.getKey()),
                                RecordsToDelete.beforeOffset(end.getValue())))
                        .all()
                        .get();
            }
        });
    }

    @Test
    void goesOnWhereItWasWhenTheBrokerComesBack() {
        owned("10.0.0.1", 1);
        reader.start();
        awaitTold("vsw-1/10.0.0.1 epoch 1", "caught up");
        TestKafka.kill();
        TestKafka.start();
        owned("10.0.0.1", 2);
        Await.until(() -> assertThat(told).endsWith("vsw-1/10.0.0.1 epoch 2"));
        assertThat(told).doesNotHaveDuplicates();
    }
}
