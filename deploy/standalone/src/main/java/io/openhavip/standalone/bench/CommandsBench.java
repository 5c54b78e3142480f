package io.openhavip.standalone.bench;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.contracts.Topic;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.outbox.Relay;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.standalone.bench.Throughput.Workload;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Commands a second on aggregates that exist, on two replicas over one database, each with its own cache, connections and relay, over
 * raw one-row inserts and commits. Measured twice: with each aggregate's callers at one replica, as a caller with a session has it,
 * and with every command at any replica, where half of all commands begin on a cached aggregate that the other replica has overtaken.
 */
final class CommandsBench implements Bench {

    private static final int CALLERS = 8;
    private static final int AGGREGATES = 1000;
    private static final int ROUNDS = 5;
    private static final Duration TURN = Duration.ofSeconds(4);
    private static final Bar BAR = Bar.atLeast(0.5);
    private static final Topic TOPIC = new Topic("bench.events", BenchStack.PARTITIONS, false, Optional.empty());

    private final int scale;

    CommandsBench(int scale) {
        this.scale = scale;
    }

    /** A service's replica as far as its aggregates go. */
    private record Replica(AgroalDataSource pool, Relay relay, EventSourcing vpcs) implements AutoCloseable {

        static Replica start(BenchStack stack, BenchDatabase database) throws SQLException {
            AgroalDataSource pool = database.pool();
            Relay relay =
                    new Relay(pool, "bench", stack.client().bootstrapServers(), Map.of(), new SimpleMeterRegistry());
            EventSourcing vpcs = EventSourcing.builder(new PostgresTransactions(pool), "bench", TOPIC)
                    .aggregate(BenchVpc.class)
                    .wakeRelay(relay::committed)
                    .start();
            relay.start();
            return new Replica(pool, relay, vpcs);
        }

        void send(Object command) {
            vpcs.send(command, Cause.request("bench"));
        }

        @Override
        public void close() {
            vpcs.close();
            relay.close();
            pool.close();
        }
    }

    @Override
    public List<Figure> run(BenchStack stack, Progress progress) throws Exception {
        stack.createTopic(TOPIC.name(), TOPIC);
        BenchDatabase database = stack.benchDatabase();
        EventTables tables = new EventTables(database);
        tables.make();
        try (Replica first = Replica.start(stack, database);
                Replica second = Replica.start(stack, database)) {
            List<Replica> replicas = List.of(first, second);
            List<String> vpcIds = Stream.generate(() -> "vpc-" + UUID.randomUUID())
                    .limit(AGGREGATES)
                    .toList();
            vpcIds.forEach(vpcId -> first.send(new BenchVpc.Create(vpcId)));
            AtomicInteger next = new AtomicInteger();
            Workload own = () -> {
                int caller = next.getAndIncrement();
                return () -> {
                    int vpc = caller % 2 + 2 * ThreadLocalRandom.current().nextInt(AGGREGATES / 2);
                    rename(replicas.get(caller % 2), vpcIds.get(vpc));
                };
            };
            Workload any = () -> () -> {
                ThreadLocalRandom random = ThreadLocalRandom.current();
                rename(replicas.get(random.nextInt(2)), vpcIds.get(random.nextInt(AGGREGATES)));
            };
            return List.of(
                    measure("commands.own", own, tables, progress), measure("commands.any", any, tables, progress));
        }
    }

    private static void rename(Replica replica, String vpcId) {
        replica.send(new BenchVpc.Rename(vpcId, "renamed"));
    }

    private Figure measure(String name, Workload commands, EventTables tables, Progress progress) throws Exception {
        progress.say(name + ": warming up");
        Throughput.warmUp(() -> Throughput.perSecond(commands, CALLERS, TURN.dividedBy(scale)));
        Throughput.perSecond(tables::rawInserts, CALLERS, TURN.dividedBy(scale));
        tables.awaitSent();
        List<Double> rates = new ArrayList<>();
        List<Double> raws = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            raws.add(Throughput.perSecond(tables::rawInserts, CALLERS, TURN.dividedBy(scale)));
            rates.add(Throughput.perSecond(commands, CALLERS, TURN.dividedBy(scale)));
            tables.awaitSent();
            progress.say("%s: %.0f/s, raw %.0f/s".formatted(name, rates.getLast(), raws.getLast()));
        }
        return Figure.beside("%s.%d".formatted(name, CALLERS), "1/s", Spread.of(rates), Spread.of(raws))
                .held(BAR);
    }
}
