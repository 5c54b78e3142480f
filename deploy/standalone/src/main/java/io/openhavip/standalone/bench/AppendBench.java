package io.openhavip.standalone.bench;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.contracts.Topic;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.outbox.Relay;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.standalone.bench.Throughput.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
    private static final Bar BAR = Bar.atLeast(0.6);
    private static final Topic TOPIC = new Topic("bench.events", BenchStack.PARTITIONS, false, Optional.empty());

    private final int scale;

    AppendBench(int scale) {
        this.scale = scale;
    }

    @Override
    public List<Figure> run(BenchStack stack, Progress progress) throws Exception {
        stack.createTopic(TOPIC.name(), TOPIC);
        BenchDatabase database = stack.benchDatabase();
        EventTables tables = new EventTables(database);
        tables.make();
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
            Workload raw = tables::rawInserts;
            List<Figure> figures = new ArrayList<>();
            for (int callers : CALLERS) {
                figures.add(measure(append, raw, callers, tables, progress));
            }
            return figures;
        }
    }

    private Figure measure(Workload append, Workload raw, int callers, EventTables tables, Progress progress)
            throws Exception {
        progress.say("append: warming up with %d callers".formatted(callers));
        Throughput.perSecond(append, callers, WARM_UP.dividedBy(scale));
        Throughput.perSecond(raw, callers, TURN.dividedBy(scale));
        tables.awaitSent();
        List<Double> appends = new ArrayList<>();
        List<Double> raws = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            raws.add(Throughput.perSecond(raw, callers, TURN.dividedBy(scale)));
            appends.add(Throughput.perSecond(append, callers, TURN.dividedBy(scale)));
            tables.awaitSent();
            progress.say(
                    "append: %d callers: %.0f/s, raw %.0f/s".formatted(callers, appends.getLast(), raws.getLast()));
        }
        return Figure.beside("append.%d".formatted(callers), "1/s", Spread.of(appends), Spread.of(raws))
                .held(BAR);
    }
}
