package io.openhavip.havip.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.projection.LiveProjection.Tables;
import io.openhavip.testkit.TestKafka;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is judged by read models that may not know all. */
class ReadUpToIT {

    private ReadUpTo readUpTo;
    private Store store;

    @BeforeEach
    void open() throws SQLException {
        TestKafka.recreateTopics();
        store = new Store();
        readUpTo = new ReadUpTo(
                TestKafka.bootstrapServers(),
                store.live(new HaVipProjection("havip-service")),
                store.live(new NetworkSideProjection()));
        say(HaVipProjection.NAME, form(HaVipProjection.NAME));
        say(NetworkSideProjection.NAME, form(NetworkSideProjection.NAME));
    }

    /** What a schema's comment says of its tables, without {@code due:}, which they are made with. */
    private String form(String schema) throws SQLException {
        return store.query("SELECT regexp_replace(obj_description('" + schema
                        + "'::regnamespace, 'pg_namespace'), '^due:', '')")
                .getFirst();
    }

    private void say(String schema, String comment) throws SQLException {
        store.execute("COMMENT ON SCHEMA " + schema + " IS '" + comment + "'");
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

    @ParameterizedTest
    @ValueSource(strings = {HaVipProjection.NAME, NetworkSideProjection.NAME})
    void tablesThatAreNotFilledYetOrAreAnotherVersionsAreAnObstacle(String schema) throws Exception {
        String form = form(schema);

        say(schema, "due:" + form);
        assertThat(obstacle(Instant.now())).contains("The read model " + schema + " is being filled.");

        say(schema, "sha256:of-another-version " + form);
        assertThat(obstacle(Instant.now())).contains("The read model " + schema + " is that of another version.");

        say(schema, form + " sha256:of-an-earlier-version");
        assertThat(obstacle(Instant.now())).isEmpty();
    }

    @Test
    void tablesThatTookThePlaceOfOthersAreNotTheSame() throws Exception {
        try (Connection connection = store.database().connect()) {
            List<Tables> before = readUpTo.tables(connection);
            assertThat(readUpTo.tables(connection)).isEqualTo(before);
            store.execute("ALTER SCHEMA ha_vip_view RENAME TO former; CREATE SCHEMA ha_vip_view");
            say("ha_vip_view", form("former"));

            assertThat(readUpTo.tables(connection)).isNotEqualTo(before);
        }
    }

    @Test
    void rebuildThatRunsOrWasBrokenOffIsAnObstacle() throws Exception {
        store.execute("CREATE SCHEMA network_side_rebuild");

        assertThat(obstacle(Instant.now())).contains("a rebuild is under way, or was broken off: network_side_rebuild");
    }
}
