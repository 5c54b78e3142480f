package io.openhavip.eventing.bench;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.TestStore;
import io.openhavip.eventing.Vpc;
import io.openhavip.eventing.outbox.Relay;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestKafka;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Axon create commands per second, with the relay on, over raw JDBC one-row insert and commit on the same PostgreSQL. The two take
 * turns; the ratio is of medians. Arguments: seconds of one turn, turns.
 */
public final class AppendBench {

    private static final int[] THREADS = {1, 8};

    /** Enough for the compiler to be done, on a busy machine too. */
    private static final long WARM_UP_OPERATIONS = 20_000;

    private static final String RAW = "INSERT INTO raw_event (id, payload) VALUES (?, ?)";
    private static final byte[] PAYLOAD = new byte[200];

    /** One operation of one thread. */
    private interface Operation {
        void run() throws Exception;
    }

    /** Makes a thread's operation. */
    private interface Workload {
        Operation open() throws Exception;
    }

    private AppendBench() {}

    public static void main(String[] arguments) throws Exception {
        Duration turn = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 4);
        int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        TestStore store = TestStore.create();
        store.execute("CREATE TABLE raw_event (id text PRIMARY KEY, payload bytea NOT NULL)");
        AgroalDataSource pool = store.newPool();
        Relay relay =
                new Relay(pool, "network-service", TestKafka.bootstrapServers(), Map.of(), new SimpleMeterRegistry());
        relay.start();
        EventSourcing vpcs = TestStore.vpcs(new PostgresTransactions(pool), Topics.NETWORK_EVENTS)
                .wakeRelay(relay::committed)
                .start();
        Workload append = () -> () -> vpcs.send(new Vpc.Create("vpc-" + UUID.randomUUID()), Cause.request("bench"));
        Workload raw = () -> rawInsert(store);
        long operations = 0;
        while (operations < WARM_UP_OPERATIONS) {
            operations += Math.round(perSecond(append, 8, turn) * turn.toSeconds());
        }
        for (int threads : THREADS) {
            perSecond(raw, threads, Duration.ofSeconds(2));
            List<Double> appends = new ArrayList<>();
            List<Double> raws = new ArrayList<>();
            for (int i = 0; i < turns; i++) {
                raws.add(perSecond(raw, threads, turn));
                Map<String, Long> before = cpuMillis();
                double rate = perSecond(append, threads, turn);
                appends.add(rate);
                cpuMillis()
                        .forEach((process, millis) -> System.out.printf(
                                "  %s %.0f us",
                                process,
                                (millis - before.getOrDefault(process, 0L)) * 1000 / (rate * turn.toSeconds())));
                long left = store.count("outbox");
                long start = System.nanoTime();
                Await.until(() -> {
                    if (store.count("outbox") != 0) {
                        throw new AssertionError("rows left");
                    }
                });
                System.out.printf("  rows left %d, gone after %d ms%n", left, (System.nanoTime() - start) / 1_000_000);
            }
            System.out.printf(
                    "threads=%d raw=%s append=%s ratio=%.2f%n",
                    threads, spread(raws), spread(appends), median(appends) / median(raws));
        }
        vpcs.close();
        relay.close();
        store.close();
    }

    private static Operation rawInsert(TestStore store) throws Exception {
        Connection connection = store.database().connect();
        connection.setAutoCommit(false);
        PreparedStatement insert = connection.prepareStatement(RAW);
        return () -> {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setBytes(2, PAYLOAD);
            insert.executeUpdate();
            connection.commit();
        };
    }

    private static double perSecond(Workload workload, int threads, Duration duration) throws Exception {
        AtomicLong operations = new AtomicLong();
        List<Thread> running = new ArrayList<>();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        for (int i = 0; i < threads; i++) {
            Operation operation = workload.open();
            running.add(Thread.ofPlatform().start(() -> {
                try {
                    while (System.nanoTime() < end) {
                        operation.run();
                        operations.incrementAndGet();
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (Thread thread : running) {
            thread.join();
        }
        return operations.get() * 1e9 / (System.nanoTime() - start);
    }

    /** CPU time of this JVM, PostgreSQL and the broker so far. */
    private static Map<String, Long> cpuMillis() {
        Map<String, Long> used = new TreeMap<>();
        ProcessHandle.current().descendants().forEach(process -> add(used, process));
        used.put("bench", millis(ProcessHandle.current()));
        return used;
    }

    private static void add(Map<String, Long> used, ProcessHandle process) {
        String command = process.info().command().orElse("");
        used.merge(command.contains("postgres") ? "postgres" : "kafka", millis(process), Long::sum);
    }

    private static long millis(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String spread(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return "%.0f (%.0f-%.0f)".formatted(median(values), sorted.getFirst(), sorted.getLast());
    }
}
