package io.openhavip.standalone.bench;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.contracts.Topic;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.outbox.Relay;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.standalone.bench.Throughput.Workload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;

/**
 * Create commands a second through libs/eventing, with its relay sending every event to the broker meanwhile, over raw JDBC one-row
 * inserts and commits on the same PostgreSQL.
 */
final class AppendBench implements Bench {

    // The many first: they warm up sooner what the one then runs on.
    private static final int[] CALLERS = {8, 1};
    private static final int ROUNDS = 5;
    private static final Duration TURN = Duration.ofSeconds(4);
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration RELAY_LIMIT = Duration.ofSeconds(60);
    private static final Bar BAR = Bar.atLeast(0.6);
    private static final Topic TOPIC = new Topic("bench.events", BenchStack.PARTITIONS, false, Optional.empty());
    private static final String RAW_TABLE =
            "CREATE TABLE IF NOT EXISTS raw_event (id text PRIMARY KEY, payload bytea NOT NULL)";
    private static final String RAW_INSERT = "INSERT INTO raw_event (id, payload) VALUES (?, ?)";
    private static final byte[] RAW_PAYLOAD = new byte[200];

    private final int scale;

    AppendBench(int scale) {
        this.scale = scale;
    }

    @Override
    public List<Figure> run(BenchStack stack, Progress progress) throws Exception {
        stack.createTopic(TOPIC.name(), TOPIC);
        BenchDatabase database = stack.benchDatabase();
        migrate(database);
        try (AgroalDataSource pool = database.pool();
                Relay relay = new Relay(
                        pool, "bench", stack.client().bootstrapServers(), Map.of(), new SimpleMeterRegistry());
                EventSourcing vpcs = EventSourcing.builder(new PostgresTransactions(pool), "bench", TOPIC)
                        .aggregate(BenchVpc.class)
                        .wakeRelay(relay::committed)
                        .start()) {
            relay.start();
            Workload append =
                    () -> () -> vpcs.send(new BenchVpc.Create("vpc-" + UUID.randomUUID()), Cause.request("bench"));
            Workload raw = () -> rawInsert(database);
            List<Figure> figures = new ArrayList<>();
            for (int callers : CALLERS) {
                figures.add(measure(append, raw, callers, database, progress));
            }
            return figures;
        }
    }

    private Figure measure(Workload append, Workload raw, int callers, BenchDatabase database, Progress progress)
            throws Exception {
        progress.say("append: warming up with %d callers".formatted(callers));
        Throughput.perSecond(append, callers, WARM_UP.dividedBy(scale));
        Throughput.perSecond(raw, callers, TURN.dividedBy(scale));
        awaitSent(database);
        List<Double> appends = new ArrayList<>();
        List<Double> raws = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            raws.add(Throughput.perSecond(raw, callers, TURN.dividedBy(scale)));
            appends.add(Throughput.perSecond(append, callers, TURN.dividedBy(scale)));
            awaitSent(database);
            progress.say(
                    "append: %d callers: %.0f/s, raw %.0f/s".formatted(callers, appends.getLast(), raws.getLast()));
        }
        return Figure.beside("append.%d".formatted(callers), "1/s", Spread.of(appends), Spread.of(raws))
                .held(BAR);
    }

    private static Throughput.Operation rawInsert(BenchDatabase database) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        PreparedStatement insert = connection.prepareStatement(RAW_INSERT);
        return new Throughput.Operation() {
            @Override
            public void run() throws SQLException {
                insert.setString(1, UUID.randomUUID().toString());
                insert.setBytes(2, RAW_PAYLOAD);
                insert.executeUpdate();
                connection.commit();
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    /** Waits until the relay has sent everything, so that no turn pays for the one before. */
    private static void awaitSent(BenchDatabase database) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + RELAY_LIMIT.toNanos();
        try (Connection connection = database.connect();
                PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM outbox")) {
            while (true) {
                try (ResultSet row = count.executeQuery()) {
                    row.next();
                    if (row.getLong(1) == 0) {
                        return;
                    }
                    if (System.nanoTime() > deadline) {
                        throw new IllegalStateException("%d events were not sent within %d s"
                                .formatted(row.getLong(1), RELAY_LIMIT.toSeconds()));
                    }
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static void migrate(BenchDatabase database) throws SQLException {
        Flyway.configure()
                .dataSource(
                        database.jdbcUrl(),
                        database.login().user(),
                        database.login().password())
                .locations("classpath:db/eventing")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(RAW_TABLE);
        }
    }
}
