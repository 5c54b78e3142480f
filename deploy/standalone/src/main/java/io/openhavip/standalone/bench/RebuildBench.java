package io.openhavip.standalone.bench;

import io.agroal.api.AgroalDataSource;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.projection.Projection;
import io.openhavip.eventing.projection.ProjectionRebuild;
import io.openhavip.eventing.projection.ProjectionWriter;
import io.openhavip.eventing.projection.ReadModel;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.havip.projection.HaVipProjection;
import io.openhavip.messaging.CloudEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * Events a second of a rebuild of havip-service's read model, over a plain consumer that reads the same topic and writes the same rows
 * with batched upserts. Both begin with empty tables and must leave the same rows.
 */
final class RebuildBench implements Bench {

    private static final int HAVIPS = 100_000;
    private static final int ROUNDS = 3;
    private static final Bar BAR = Bar.atLeast(0.6);

    /** As in ProjectionRebuild. */
    private static final int BATCH = 2000;

    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String TOPIC = "bench.havip.events";
    private static final String ROWS =
            "SELECT count(*) || ' ' || md5(string_agg(h::text, ',' ORDER BY ha_vip_id)) FROM %s.ha_vip h";

    private final int haVips;

    RebuildBench(int scale) {
        this.haVips = HAVIPS / scale;
    }

    /**
     * Where it is measured.
     *
     * @param topic as havip.events, filled by this benchmark alone
     */
    record Place(String bootstrapServers, BenchDatabase database, String topic, int partitions) {

        private List<TopicPartition> all() {
            return IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
        }
    }

    @Override
    public List<Figure> run(BenchStack stack, Progress progress) throws Exception {
        stack.createTopic(TOPIC, Topics.HAVIP_EVENTS);
        try (Producer<String, byte[]> producer = stack.producer(
                Map.of(ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BATCH_SIZE_CONFIG, 262_144))) {
            return measure(
                    new Place(stack.client().bootstrapServers(), stack.benchDatabase(), TOPIC, BenchStack.PARTITIONS),
                    producer,
                    progress);
        }
    }

    List<Figure> measure(Place place, Producer<String, byte[]> producer, Progress progress) throws Exception {
        int events = haVips * Histories.EVENTS;
        progress.say("rebuild: writing %d events of %d HAVIPs".formatted(events, haVips));
        Histories.tell(place.topic(), haVips, producer::send);
        producer.flush();
        List<Double> rebuilds = new ArrayList<>();
        List<Double> bares = new ArrayList<>();
        new EventTables(place.database()).make();
        try (AgroalDataSource pool = place.database().pool()) {
            PostgresTransactions transactions = new PostgresTransactions(pool);
            // The first round warms up.
            for (int round = 0; round <= ROUNDS; round++) {
                double bare = events / seconds(() -> bare(place));
                double rebuild = events / seconds(() -> rebuild(place, transactions));
                requireSameRows(place.database());
                progress.say(
                        "rebuild: %s%.0f/s, bare %.0f/s".formatted(round == 0 ? "warming up: " : "", rebuild, bare));
                if (round > 0) {
                    rebuilds.add(rebuild);
                    bares.add(bare);
                }
            }
        }
        return List.of(Figure.beside("rebuild", "1/s", Spread.of(rebuilds), Spread.of(bares))
                .held(BAR));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / NANOS_PER_SECOND;
    }

    private static void bare(Place place) throws SQLException {
        try (Connection connection = place.database().connect()) {
            BareReadModel.fill(connection, place.bootstrapServers(), place.all(), BATCH);
        }
    }

    private static void rebuild(Place place, PostgresTransactions transactions)
            throws SQLException, InterruptedException {
        Projection projection = new OnTopic(new HaVipProjection("bench"), place.topic(), place.partitions());
        try (Connection connection = place.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + projection.name() + " CASCADE");
            // The states that the last rebuild told: nobody sends them here.
            statement.execute("TRUNCATE outbox");
        }
        ProjectionRebuild rebuild = new ProjectionRebuild(
                projection,
                transactions,
                new Outbox(transactions, () -> {}),
                new ReadModel(transactions, projection.name()),
                place.bootstrapServers(),
                Map.of());
        rebuild.start();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (rebuild.status().phase() == ProjectionRebuild.Phase.RUNNING && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
        if (rebuild.status().phase() != ProjectionRebuild.Phase.DONE) {
            throw new IllegalStateException("not rebuilt: " + rebuild.status());
        }
    }

    private static void requireSameRows(BenchDatabase database) throws SQLException {
        String bare = rows(database, BareReadModel.SCHEMA);
        String rebuilt = rows(database, OnTopic.NAME);
        if (!bare.equals(rebuilt)) {
            throw new IllegalStateException("the rebuild left other rows: %s, not %s".formatted(rebuilt, bare));
        }
    }

    private static String rows(BenchDatabase database, String schema) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ROWS.formatted(schema))) {
            row.next();
            return row.getString(1);
        }
    }

    /** The product's projection on the benchmark's topic, in a schema of its own. */
    private record OnTopic(Projection projection, String topic, int partitions) implements Projection {

        private static final String NAME = "rebuilt_view";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public List<Topic> topics() {
            return List.of(new Topic(topic, partitions, false, Optional.empty()));
        }

        @Override
        public String ddl() {
            return projection.ddl();
        }

        @Override
        public void apply(ProjectionWriter writer, CloudEvent attributes, Message message) throws SQLException {
            projection.apply(writer, attributes, message);
        }

        @Override
        public void flush(ProjectionWriter writer) throws SQLException {
            projection.flush(writer);
        }

        @Override
        public void states(Connection connection, States states) throws SQLException {
            projection.states(connection, states);
        }
    }
}
