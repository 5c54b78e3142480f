package io.openhavip.standalone.bench;

import io.openhavip.agent.capture.ArpFrame;
import io.openhavip.standalone.LocalStack;
import io.openhavip.standalone.bench.FailoverSide.End;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * What this network adds to keepalived's own failover: from the new owner's first gratuitous ARP to the client's first answer from it,
 * less the same on a plain bridge with the same keepalived. The two networks fail over in turns; while one does, the other recovers.
 * Beside what it adds: the bare path of {@link BarePath}, in between.
 */
final class FailoverBench implements Bench {

    private static final int RUNS = 10;
    private static final int HAVIP = 0;
    private static final int GUESTS = 3;
    private static final int WARM_UP_ROUNDS = 4;

    /** So many that none moves back within the time that makes a contest. */
    private static final int WARM_UP_HAVIPS = 400;

    private static final int WARM_UP_BARE = 8;
    private static final Duration WARM_UP_GAP = Duration.ofMillis(10);

    /**
     * After each failover of both: what a trip through Kafka and the event store costs here and now. One goes before them, as cold as a
     * failover is: nothing has moved for seconds.
     */
    private static final int BARE_TRIPS = 10;

    private static final Bar ADDED_MS = Bar.atMost(15);

    private final int runs;

    FailoverBench(int scale) {
        this.runs = Math.max(1, RUNS / scale);
    }

    @Override
    public Optional<String> obstacle() {
        return BenchNamespaces.obstacle()
                .or(() -> LocalStack.isInstalled("keepalived")
                        ? Optional.empty()
                        : Optional.of("needs the command keepalived (package keepalived)"));
    }

    @Override
    public List<Figure> run(BenchStack stack, Progress progress) throws Exception {
        String run = Long.toString(System.currentTimeMillis(), 36).substring(2);
        BenchVSwitch vSwitch = new BenchVSwitch(run);
        String haVip = BenchVSwitch.address(HAVIP);
        try (BenchNamespaces namespaces = new BenchNamespaces(stack.settings().home());
                RunningNetwork network = new RunningNetwork(stack, vSwitch);
                BareTrips bare = new BareTrips(stack, run)) {
            List<Guest> guests = guests(namespaces, run, network);
            network.associate(HAVIP, HAVIP + 1, guests.subList(0, 2));
            List<Guest> onFlat = guests(namespaces, run, new FlatBridge(namespaces, "flat"));
            try (FailoverSide here = new FailoverSide(namespaces, "this network", guests, haVip);
                    FailoverSide flat = new FailoverSide(namespaces, "flat", onFlat, haVip)) {
                warmUp(network, guests.subList(0, 2), bare, progress);
                here.begin();
                flat.begin();
                List<Figure> figures = new ArrayList<>();
                for (End end : End.values()) {
                    figures.addAll(measure(end, here, flat, bare, progress));
                }
                return figures;
            }
        }
    }

    /** Moves of other addresses, so that the services have compiled what a move runs, as those of a stack in use have. */
    private static void warmUp(RunningNetwork network, List<Guest> guests, BareTrips bare, Progress progress)
            throws Exception {
        progress.say("failover: warming up with %d moves".formatted(WARM_UP_ROUNDS * WARM_UP_HAVIPS));
        network.associate(HAVIP + 1, HAVIP + 1 + WARM_UP_HAVIPS, guests);
        try (FrameSender first = FrameSender.open(guests.getFirst());
                FrameSender second = FrameSender.open(guests.getLast())) {
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                for (int haVip = HAVIP + 1; haVip <= WARM_UP_HAVIPS; haVip++) {
                    Guest owner = guests.get(round % 2);
                    (round % 2 == 0 ? first : second)
                            .send(ArpFrame.announcement(owner.macAddress(), BenchVSwitch.address(haVip))
                                    .toBytes());
                    TimeUnit.MILLISECONDS.sleep(WARM_UP_GAP.toMillis());
                    if (haVip % WARM_UP_BARE == 0) {
                        bare.trip(haVip);
                    }
                }
            }
        }
        bare.discard();
    }

    private static List<Guest> guests(BenchNamespaces namespaces, String run, BenchNetwork network) throws IOException {
        List<Guest> guests = new ArrayList<>();
        for (int number = 1; number <= GUESTS; number++) {
            Guest guest = Guest.create(
                    namespaces, network.name().replace(' ', '-') + "-" + number, run, number, BenchVSwitch.BLOCK);
            network.plug(guest);
            guests.add(guest);
        }
        return guests;
    }

    private List<Figure> measure(End end, FailoverSide here, FailoverSide flat, BareTrips bare, Progress progress)
            throws Exception {
        Pairs answers = new Pairs();
        Pairs outages = new Pairs();
        List<Double> limits = new ArrayList<>();
        List<Double> afterAPause = new ArrayList<>();
        CompletableFuture<Void> hereReady = CompletableFuture.completedFuture(null);
        CompletableFuture<Void> flatReady = CompletableFuture.completedFuture(null);
        for (int run = 0; run < runs; run++) {
            hereReady.join();
            Failover onHere = here.failOver(end);
            hereReady = recovering(here, end);
            flatReady.join();
            Failover onFlat = flat.failOver(end);
            flatReady = recovering(flat, end);
            bare.trip(0);
            afterAPause.add(bare.take().median());
            for (int trip = 0; trip < BARE_TRIPS; trip++) {
                bare.trip(trip);
            }
            limits.add(bare.take().median());
            answers.add(onHere.answerMs(), onFlat.answerMs());
            outages.add(onHere.outageMs(), onFlat.outageMs());
            progress.say(
                    "failover: %s: announcement to answer %.1f ms, flat %.1f, bare path %.1f, after a pause %.1f; outage %.0f ms, flat %.0f"
                            .formatted(
                                    name(end),
                                    onHere.answerMs(),
                                    onFlat.answerMs(),
                                    limits.getLast(),
                                    afterAPause.getLast(),
                                    onHere.outageMs(),
                                    onFlat.outageMs()));
        }
        hereReady.join();
        flatReady.join();
        String name = "failover." + name(end);
        return List.of(
                Figure.alone(name + ".added", "ms", answers.differences()).held(ADDED_MS),
                Figure.beside(name + ".added-over-bare", "ms", answers.differences(), Spread.of(limits)),
                Figure.beside(name + ".added-over-first-bare", "ms", answers.differences(), Spread.of(afterAPause)),
                answers.figure(name + ".answer", "ms"),
                outages.figure(name + ".outage", "ms"));
    }

    private static CompletableFuture<Void> recovering(FailoverSide side, End from) {
        return CompletableFuture.runAsync(() -> {
            try {
                side.recover(from);
            } catch (IOException e) {
                throw new CompletionException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CompletionException(e);
            }
        });
    }

    private static String name(End end) {
        return end.name().toLowerCase(Locale.ROOT);
    }
}
