package io.openhavip.standalone.bench;

import io.openhavip.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Milliseconds from a claim's send to its OwnershipSwitched in a consumer's hands, and the bare path beside it: the two take turns,
 * claim by claim when one at a time, in blocks at a fixed rate. Each claim is for another address, so that no back-off is measured.
 */
final class MoveBench implements Bench {

    private static final int ROUNDS = 5;
    private static final int ONE_AT_A_TIME = 200;
    private static final int A_SECOND = 100;
    private static final int AT_A_RATE = 5 * A_SECOND;
    private static final int FEW = 100;
    private static final int MANY = 10_000;
    private static final int WARM_UP = 4000;
    private static final int WARM_UP_AT_ONCE = 50;

    /** Between two measurements, for what the first leaves to do: projections, offsets, deleted outbox rows. */
    private static final Duration REST = Duration.ofMillis(25);

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Bar P50 = Bar.atMost(1.6);
    private static final Bar P99 = Bar.atMost(2.5);
    private static final Bar TEN_THOUSAND = Bar.atMost(1.2);

    private final int scale;

    MoveBench(int scale) {
        this.scale = scale;
    }

    @Override
    public List<Figure> run(BenchStack stack, Progress progress) throws Exception {
        stack.createTopic(BarePath.IN, Topics.ARP_ANNOUNCEMENTS);
        stack.createTopic(BarePath.OUT, Topics.ARP_OWNERSHIP);
        try (BarePath path = new BarePath(stack);
                Session session = new Session(stack, path, progress)) {
            return session.measure();
        }
    }

    /** One run: its fleet, clients and figures. */
    private final class Session implements AutoCloseable {
        private final Progress progress;
        private final Fleet fleet =
                new Fleet(Long.toString(System.currentTimeMillis(), 36).substring(2));
        private final Map<Integer, Integer> owners = new HashMap<>();
        private final Hops hops = new Hops();
        private final Legs bareLegs;
        private final Producer<String, byte[]> producer;
        private final Arrivals switches;
        private final Arrivals bare;
        private int next;

        Session(BenchStack stack, BarePath path, Progress progress) {
            this.bareLegs = path.legs();
            this.progress = progress;
            this.producer = stack.producer(Map.of());
            String servers = stack.client().bootstrapServers();
            this.switches = new Arrivals(servers, Topics.ARP_OWNERSHIP.name(), Topics.ARP_OWNERSHIP.partitions(), hops);
            this.bare = new Arrivals(servers, BarePath.OUT, BenchStack.PARTITIONS, path);
        }

        List<Figure> measure() throws InterruptedException {
            List<Figure> figures = new ArrayList<>();
            grow(0, FEW);
            progress.say("move: warming up with " + WARM_UP / scale + " switches");
            for (int i = 0; i < WARM_UP / scale; i++) {
                pair(FEW);
            }
            discard();
            List<Samples> few = figures(figures, FEW);
            int most = MANY / scale;
            grow(FEW, most);
            discard();
            List<Samples> many = figures(figures, most);
            figures.add(Figure.beside(
                            "move.one.%d-over-%d.p50".formatted(most, FEW),
                            "ms",
                            Spread.ofPercentile(many, 50),
                            Spread.ofPercentile(few, 50))
                    .held(TEN_THOUSAND));
            return figures;
        }

        /** Makes HAVIPs and gives each its first owner. */
        private void grow(int from, int until) throws InterruptedException {
            progress.say("move: %d HAVIPs get their first owner".formatted(until - from));
            fleet.tell(from, until, producer::send);
            producer.flush();
            for (int haVip = from; haVip < until; haVip++) {
                send(haVip);
                if (haVip % WARM_UP_AT_ONCE == 0) {
                    switches.awaitAll(LIMIT);
                }
            }
            switches.awaitAll(LIMIT);
        }

        private List<Samples> figures(List<Figure> figures, int haVips) throws InterruptedException {
            List<Samples> moved = new ArrayList<>();
            List<Samples> limit = new ArrayList<>();
            List<Samples> movedAtRate = new ArrayList<>();
            List<Samples> limitAtRate = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < ONE_AT_A_TIME / scale; i++) {
                    pair(haVips);
                }
                note("one at a time, %d HAVIPs".formatted(haVips), moved, limit);
                atRate(() -> bareTrip(haVips));
                bare.awaitAll(LIMIT);
                atRate(() -> send(next(haVips, switches)));
                switches.awaitAll(LIMIT);
                note("%d a second, %d HAVIPs".formatted(A_SECOND, haVips), movedAtRate, limitAtRate);
            }
            add(figures, "move.one.%d".formatted(haVips), moved, limit);
            add(figures, "move.rate%d.%d".formatted(A_SECOND, haVips), movedAtRate, limitAtRate);
            return moved;
        }

        private void note(String what, List<Samples> moved, List<Samples> limit) {
            moved.add(switches.take());
            limit.add(bare.take());
            progress.say("move: %s: p50 %.1f ms, bare %.1f ms; p99 %.1f, bare %.1f; p50/p99 of %s; bare: %s"
                    .formatted(
                            what,
                            moved.getLast().percentile(50),
                            limit.getLast().percentile(50),
                            moved.getLast().percentile(99),
                            limit.getLast().percentile(99),
                            hops.legs().take(),
                            bareLegs.take()));
        }

        private void discard() {
            switches.discard();
            bare.discard();
            hops.legs().discard();
            bareLegs.discard();
        }

        private void pair(int haVips) throws InterruptedException {
            bareTrip(haVips);
            bare.awaitAll(LIMIT);
            TimeUnit.MILLISECONDS.sleep(REST.toMillis());
            send(next(haVips, switches));
            switches.awaitAll(LIMIT);
            TimeUnit.MILLISECONDS.sleep(REST.toMillis());
        }

        /** The next address whose last trip has ended: at a rate, one that takes long must not be taken for the one after it. */
        private int next(int haVips, Arrivals arrivals) {
            for (int tried = 0; tried < haVips; tried++) {
                next = (next + 1) % haVips;
                if (!arrivals.expects(fleet.key(next).toString())) {
                    return next;
                }
            }
            throw new IllegalStateException("none of %d trips has ended".formatted(haVips));
        }

        /** Claims an address by another port than the one that has it. */
        private void send(int haVip) {
            int port = owners.merge(haVip, 0, (before, first) -> (before + 1) % Fleet.PORTS);
            ProducerRecord<String, byte[]> claim = fleet.claim(Topics.ARP_ANNOUNCEMENTS.name(), haVip, port);
            switches.expect(claim.key());
            producer.send(claim);
        }

        private void bareTrip(int haVips) {
            ProducerRecord<String, byte[]> record = fleet.claim(BarePath.IN, next(haVips, bare), 0);
            bare.expect(record.key());
            producer.send(record);
        }

        private void atRate(Runnable send) {
            long begin = System.nanoTime();
            for (int i = 0; i < AT_A_RATE / scale; i++) {
                long due = begin + i * TimeUnit.SECONDS.toNanos(1) / A_SECOND;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                send.run();
            }
        }

        @Override
        public void close() {
            producer.close();
            switches.close();
            bare.close();
        }
    }

    private static void add(List<Figure> figures, String name, List<Samples> moved, List<Samples> limit) {
        figures.add(Figure.beside(name + ".p50", "ms", Spread.ofPercentile(moved, 50), Spread.ofPercentile(limit, 50))
                .held(P50));
        figures.add(Figure.beside(name + ".p99", "ms", Spread.ofPercentile(moved, 99), Spread.ofPercentile(limit, 99))
                .held(P99));
    }
}
