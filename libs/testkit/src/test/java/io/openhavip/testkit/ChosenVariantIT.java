package io.openhavip.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.localstack.Ports;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract, held against the variant that this run has chosen; a full test run runs it with each. */
@Tag("containers")
class ChosenVariantIT {

    private static Broker broker;
    private static DatabaseServer database;

    @BeforeAll
    static void startServers() {
        broker = TestKafka.startAnother();
        database = TestPostgres.startAnother();
    }

    @AfterAll
    static void discardServers() {
        broker.discard();
        database.discard();
    }

    @Test
    void brokerKeepsAcknowledgedRecordsOverKill() throws Exception {
        InfrastructureContract.brokerKeepsAcknowledgedRecordsOverKill(broker);
    }

    @Test
    void databaseKeepsCommittedRowsOverKill() throws Exception {
        InfrastructureContract.databaseKeepsCommittedRowsOverKill(database);
    }

    @Test
    void databaseWritesCommitsToDisk() throws Exception {
        InfrastructureContract.databaseWritesCommitsToDisk(database);
    }

    @Test
    void orderlyStopAndStartKeepTheAddress() {
        broker.stop();
        database.stop();
        assertThat(broker.address().answers()).isFalse();
        assertThat(database.login().answers()).isFalse();
        broker.start();
        database.start();
        assertThat(broker.address().answers()).isTrue();
        assertThat(database.login().answers()).isTrue();
    }

    @Test
    void sharedServersAreStartedOnce() throws Exception {
        assertThat(TestKafka.bootstrapServers()).isEqualTo(TestKafka.bootstrapServers());
        TestDatabase one = TestPostgres.createDatabase();
        TestDatabase other = TestPostgres.createDatabase();
        assertThat(one.name()).isNotEqualTo(other.name());
        try (Connection connection = one.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT current_database()")) {
            result.next();
            assertThat(result.getString(1)).isEqualTo(one.name());
        }
    }

    @Test
    void productTopicsExistAsTheContractSays() {
        TestKafka.with(admin -> {
            var described = admin.describeTopics(
                            Topics.ALL.stream().map(Topic::name).toList())
                    .allTopicNames()
                    .get(30, TimeUnit.SECONDS);
            for (Topic topic : Topics.ALL) {
                assertThat(described.get(topic.name()).partitions()).hasSize(topic.partitions());
            }
        });
    }

    @Test
    void recreatedTopicsAreEmpty() {
        String topic = Topics.HAVIP_STATE.name();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, "key", "value"));
            producer.flush();
        }
        assertThat(TestKafka.endOffsets(topic)).containsEntry(0, 1L);
        TestKafka.recreateTopics();
        assertThat(TestKafka.endOffsets(topic).values()).hasSize(8).containsOnly(0L);
    }

    @Test
    void portsOfKilledServersStayFreeForThem() {
        int port = broker.address().port();
        broker.kill();
        Ports.requireFree(port, "nobody");
        broker.start();
    }
}
