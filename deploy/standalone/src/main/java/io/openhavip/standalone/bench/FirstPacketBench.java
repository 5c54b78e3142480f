package io.openhavip.standalone.bench;

import io.openhavip.agent.dataplane.DeviceNames;
import io.openhavip.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Milliseconds from an announcement leaving the instance to the first packet at the new owner, Kafka and event store in the path, and
 * the bare path of {@link BarePath} beside it, move by move. Each move is of another address, so that no back-off is measured.
 */
final class FirstPacketBench implements Bench {

    private static final int OWNERS = 6;
    private static final int ROUNDS = 5;
    private static final int MOVES = 200;
    private static final int FEW = 100;
    private static final int MANY = 5000;
    private static final int WARM_UP = 1000;
    private static final int AT_ONCE = 50;
    private static final int REPETITIONS = 10;

    /** Between two measurements, for what the first leaves to do: projections, offsets, deleted outbox rows. */
    private static final Duration REST = Duration.ofMillis(25);

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PROGRAMMING_LIMIT = Duration.ofMinutes(3);
    private static final Bar P50 = Bar.atMost(1.8);
    private static final Bar P99 = Bar.atMost(2.5);
    private static final Bar FIVE_THOUSAND = Bar.atMost(1.2);

    private final int scale;

    FirstPacketBench(int scale) {
        this.scale = scale;
    }

    @Override
    public Optional<String> obstacle() {
        return BenchNamespaces.obstacle();
    }

    @Override
    public List<Figure> run(BenchStack stack, Progress progress) throws Exception {
        String run = Long.toString(System.currentTimeMillis(), 36).substring(2);
        try (BenchNamespaces namespaces = new BenchNamespaces(stack.settings().home());
                RunningNetwork network = new RunningNetwork(stack, new BenchVSwitch(run));
                BareTrips bare = new BareTrips(stack, run)) {
            List<Guest> guests = new ArrayList<>();
            for (int number = 1; number <= OWNERS + 1; number++) {
                Guest guest = Guest.create(namespaces, "guest-" + number, run, number, BenchVSwitch.BLOCK);
                network.plug(guest);
                guests.add(guest);
            }
            List<Guest> owners = guests.subList(0, OWNERS);
            try (FirstPacket moves = new FirstPacket(owners, guests.getLast())) {
                return new Session(stack, run, network, owners, moves, bare, progress).measure();
            }
        }
    }

    /** One run: what it works with, and its figures. */
    private final class Session {
        private final BenchStack stack;
        private final BenchVSwitch vSwitch;
        private final RunningNetwork network;
        private final List<Guest> owners;
        private final FirstPacket moves;
        private final BareTrips bare;
        private final Progress progress;
        private int next;

        Session(
                BenchStack stack,
                String run,
                RunningNetwork network,
                List<Guest> owners,
                FirstPacket moves,
                BareTrips bare,
                Progress progress) {
            this.stack = stack;
            this.vSwitch = new BenchVSwitch(run);
            this.network = network;
            this.owners = owners;
            this.moves = moves;
            this.bare = bare;
            this.progress = progress;
        }

        List<Figure> measure() throws Exception {
            List<Figure> figures = new ArrayList<>();
            grow(0, FEW);
            progress.say("firstPacket: warming up with " + WARM_UP / scale + " moves");
            for (int i = 0; i < WARM_UP / scale; i++) {
                pair(FEW, new ArrayList<>());
            }
            bare.discard();
            List<Double> few = figures(figures, FEW);
            int most = Math.max(FEW * 2, MANY / scale);
            grow(FEW, most);
            List<Double> many = figures(figures, most);
            progress.say("firstPacket: the agent's last comparison with the kernel took %d ms"
                    .formatted(stack.client()
                            .hostAgents()
                            .getFirst()
                            .get("/data-plane")
                            .orThrow()
                            .at("/lastReconciliation/millis")
                            .asLong()));
            // Over its own bare path each, since the two come one after the other.
            figures.add(Figure.beside(
                            "firstPacket.%d-over-%d.p50".formatted(most, FEW),
                            "of bare",
                            Spread.of(many),
                            Spread.of(few))
                    .held(FIVE_THOUSAND));
            return figures;
        }

        /** Makes HAVIPs and lets each get its first owner, by ARP like every other. */
        private void grow(int from, int until) throws Exception {
            progress.say("firstPacket: %d HAVIPs get their first owner".formatted(until - from));
            network.associate(from, until, owners);
            awaitProgrammed(until);
            try (Arrivals switches = new Arrivals(
                    stack.client().bootstrapServers(),
                    Topics.ARP_OWNERSHIP.name(),
                    Topics.ARP_OWNERSHIP.partitions(),
                    new Hops())) {
                for (int first = from; first < until; first += AT_ONCE) {
                    int end = Math.min(until, first + AT_ONCE);
                    for (int haVip = first; haVip < end; haVip++) {
                        switches.expect(vSwitch.key(haVip).toString());
                        moves.announce(haVip);
                    }
                    awaitFirstOwners(switches, first, end);
                }
            }
        }

        /** All of some addresses; what the services had not heard of when it was announced is announced again. */
        private void awaitFirstOwners(Arrivals switches, int from, int until) throws Exception {
            for (int repetition = 0; repetition < REPETITIONS; repetition++) {
                try {
                    switches.awaitAll(PATIENCE);
                    return;
                } catch (IllegalStateException notAll) {
                    for (int haVip = from; haVip < until; haVip++) {
                        if (switches.expects(vSwitch.key(haVip).toString())) {
                            moves.repeat(haVip);
                        }
                    }
                }
            }
            switches.awaitAll(PATIENCE);
        }

        /** Waits until the agents answer ARP for all HAVIPs. */
        private void awaitProgrammed(int haVips) throws Exception {
            long deadline = System.nanoTime() + PROGRAMMING_LIMIT.toNanos();
            while (network.neighbours(DeviceNames.bridge(vSwitch.id())) < haVips) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the host-agent has not programmed %d HAVIPs".formatted(haVips));
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }

        /** Adds the figures, and gives each round's median over the bare path's. */
        private List<Double> figures(List<Figure> figures, int haVips) throws Exception {
            List<Samples> moved = new ArrayList<>();
            List<Samples> limit = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                List<Double> millis = new ArrayList<>();
                for (int i = 0; i < MOVES / scale; i++) {
                    pair(haVips, millis);
                }
                moved.add(Samples.of(millis));
                limit.add(bare.take());
                ratios.add(moved.getLast().median() / limit.getLast().median());
                progress.say("firstPacket: %d HAVIPs: p50 %.1f ms, bare %.1f; p99 %.1f, bare %.1f"
                        .formatted(
                                haVips,
                                moved.getLast().percentile(50),
                                limit.getLast().percentile(50),
                                moved.getLast().percentile(99),
                                limit.getLast().percentile(99)));
            }
            String name = "firstPacket.%d".formatted(haVips);
            figures.add(
                    Figure.beside(name + ".p50", "ms", Spread.ofPercentile(moved, 50), Spread.ofPercentile(limit, 50))
                            .held(P50));
            figures.add(
                    Figure.beside(name + ".p99", "ms", Spread.ofPercentile(moved, 99), Spread.ofPercentile(limit, 99))
                            .held(P99));
            return ratios;
        }

        private void pair(int haVips, List<Double> millis) throws Exception {
            next = (next + 1) % haVips;
            bare.trip(next);
            TimeUnit.MILLISECONDS.sleep(REST.toMillis());
            millis.add(moves.move(next, LIMIT));
            TimeUnit.MILLISECONDS.sleep(REST.toMillis());
        }
    }
}
