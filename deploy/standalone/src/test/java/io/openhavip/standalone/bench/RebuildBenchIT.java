package io.openhavip.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.Topics;
import io.openhavip.localstack.PostgresLogin;
import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestKafka;
import io.openhavip.testkit.TestPostgres;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/**
 * The benchmark of the rebuild alone, small: both ways leave the same rows, or it fails. {@code -Dbench.scale=1} measures in full
 * without a stack.
 */
class RebuildBenchIT {

    private static final int SCALE = Integer.getInteger("bench.scale", 500);
    private static final Logger LIBRARIES = Logger.getLogger("org");

    static {
        LIBRARIES.setLevel(Level.WARNING);
    }

    @Test
    void rebuildAndBareConsumerLeaveTheSameRows() throws Exception {
        TestDatabase created = TestPostgres.createDatabase();
        URI address = URI.create(created.jdbcUrl().substring("jdbc:".length()));
        BenchDatabase database = new BenchDatabase(
                new PostgresLogin(address.getHost(), address.getPort(), created.user(), created.password()),
                created.name());
        RebuildBench.Place place = new RebuildBench.Place(
                TestKafka.bootstrapServers(),
                database,
                TestKafka.createTopicLike(Topics.HAVIP_EVENTS),
                Topics.HAVIP_EVENTS.partitions());
        try (Producer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "linger.ms", 20, "batch.size", 262_144),
                new StringSerializer(),
                new ByteArraySerializer())) {

            List<Figure> figures = new RebuildBench(SCALE).measure(place, producer, System.out::println);

            figures.forEach(System.out::println);
            assertThat(figures).extracting(Figure::name).containsExactly("rebuild");
        }
    }
}
