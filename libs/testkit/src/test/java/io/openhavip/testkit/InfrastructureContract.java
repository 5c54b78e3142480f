package io.openhavip.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.localstack.PostgresLogin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What every variant of the infrastructure must do; each check fails with an assertion error. */
final class InfrastructureContract {

    private static final int RECORDS = 100;
    private static final Duration READ_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private InfrastructureContract() {}

    static void brokerKeepsAcknowledgedRecordsOverKill(Broker broker) throws Exception {
        String bootstrapServers = broker.address().bootstrapServers();
        String topic = "contract-" + UUID.randomUUID();
        List<String> sent = new ArrayList<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            for (int number = 0; number < RECORDS; number++) {
                producer.send(new ProducerRecord<>(topic, "key", "value " + number))
                        .get(30, TimeUnit.SECONDS);
                sent.add("value " + number);
            }
        }
        broker.kill();
        assertThat(broker.address().answers()).as("a killed broker answers").isFalse();
        broker.start();
        assertThat(broker.address().bootstrapServers()).isEqualTo(bootstrapServers);
        assertThat(readAll(bootstrapServers, topic, sent.size())).isEqualTo(sent);
    }

    static void databaseKeepsCommittedRowsOverKill(DatabaseServer server) throws SQLException {
        PostgresLogin login = server.login();
        String name = "contract_" + UUID.randomUUID().toString().replace("-", "");
        login.createDatabase(name);
        try (Connection connection = login.connect(name);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (value integer)");
            statement.execute("INSERT INTO kept SELECT generate_series(1, 1000)");
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO kept VALUES (-1)");
            server.kill();
        } catch (SQLException expected) {
            // Closing a connection whose server is gone.
        }
        assertThat(login.answers()).as("a killed server answers").isFalse();
        server.start();
        assertThat(server.login()).isEqualTo(login);
        try (Connection connection = login.connect(name)) {
            assertThat(single(connection, "SELECT count(*) || ' ' || sum(value) FROM kept"))
                    .isEqualTo("1000 500500");
        }
    }

    static void databaseWritesCommitsToDisk(DatabaseServer server) throws SQLException {
        try (Connection connection = server.login().connect("postgres")) {
            assertThat(single(connection, "SHOW fsync")).isEqualTo("on");
            assertThat(single(connection, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(single(connection, "SHOW server_version")).startsWith("17.");
        }
    }

    private static List<String> readAll(String bootstrapServers, String topic, int count) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Await.within(READ_LIMIT).untilHolds(() -> {
                consumer.poll(POLL).forEach(record -> values.add(record.value()));
                assertThat(values).hasSizeGreaterThanOrEqualTo(count);
            });
        }
        return values;
    }

    private static String single(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
