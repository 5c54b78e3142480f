package io.openhavip.havip.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.testkit.TestKafka;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is judged by read models that may not know all. */
class ReadUpToIT {

    private final ReadUpTo readUpTo = new ReadUpTo(TestKafka.bootstrapServers());
    private Store store;

    @BeforeEach
    void open() throws SQLException {
        TestKafka.recreateTopics();
        store = new Store();
        store.live(new HaVipProjection("havip-service"));
        store.live(new NetworkSideProjection());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Optional<String> obstacle(Instant asOf) throws SQLException {
        try (Connection connection = store.database().connect()) {
            return readUpTo.obstacle(connection, asOf);
        }
    }

    private static void write(Topic topic) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), 3, "key", new byte[0]))
                    .get();
        }
    }

    private void read(String schema, Topic topic) throws SQLException {
        store.execute("INSERT INTO " + schema + ".partition_offset VALUES ('" + topic.name() + "', 3, 1)");
    }

    @Test
    void nothingWrittenIsAllRead() throws Exception {
        assertThat(obstacle(Instant.now().plusSeconds(60))).isEmpty();
    }

    @Test
    void recordThatWasThereThenMustBeReadByTheReadModelThatItIsFor() throws Exception {
        write(Topics.NETWORK_EVENTS);
        write(Topics.HAVIP_EVENTS);
        Instant later = Instant.now().plusSeconds(60);
        assertThat(obstacle(later)).isPresent();

        read(NetworkSideProjection.NAME, Topics.NETWORK_EVENTS);
        assertThat(obstacle(later)).contains("ha_vip_view has not read havip.events up to " + later + " yet");

        read(HaVipProjection.NAME, Topics.HAVIP_EVENTS);
        assertThat(obstacle(later)).isEmpty();
    }

    @Test
    void laterRecordNeedNotBeRead() throws Exception {
        Instant before = Instant.now().minusSeconds(60);
        write(Topics.NETWORK_EVENTS);

        assertThat(obstacle(before)).isEmpty();
    }

    @Test
    void eventThatIsNotSentYetIsAnObstacle() throws Exception {
        store.execute("INSERT INTO outbox (topic, key, message_id, type, occurred_at)"
                + " VALUES ('havip.events', 'havip-1', 'm-1', 'havip.HaVipAssociated.v1', now() - interval '1 hour')");

        assertThat(obstacle(Instant.now())).contains("1 events of this service are not on havip.events yet");
        assertThat(obstacle(Instant.now().minusSeconds(7200))).isEmpty();
    }

    @Test
    void rebuildThatRunsOrWasBrokenOffIsAnObstacle() throws Exception {
        store.execute("CREATE SCHEMA network_side_rebuild");

        assertThat(obstacle(Instant.now())).contains("a rebuild is under way, or was broken off: network_side_rebuild");
    }
}
