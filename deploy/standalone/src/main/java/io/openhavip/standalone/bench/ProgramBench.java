package io.openhavip.standalone.bench;

import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.netlink.KeyEncoding;
import io.openhavip.agent.netlink.NftSocket;
import io.openhavip.agent.netlink.SetElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Milliseconds to apply one switch among many HAVIPs on the agent's own path, from the fact in hand to the kernel's commit. Beside it,
 * switch by switch: the bare nfnetlink batch on a table of as many elements, nothing looked up or compared; the agent's path among few
 * HAVIPs; and, less often, the same by starting {@code nft}.
 */
final class ProgramBench implements Bench {

    private static final int MANY = 5000;

    private static final int FEW = 10;
    private static final int ROUNDS = 5;
    private static final int SWITCHES = 1000;
    private static final int WARM_UP = 3000;
    private static final int NFT_STARTS = 10;
    private static final long REST_MICROS = 300;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Bar P50_MS = Bar.atMost(0.2);

    private static final String MAP = "havip_mac";
    private static final String SOURCES = "owner_src";
    private static final String BARE_TABLE = "bench";
    private static final String SETS = """
            table bridge bench {
              map havip_mac { type mark . ipv4_addr : ether_addr; }
              set owner_src { type ifname . ether_addr . ipv4_addr; }
            }
            """;
    private static final int MARK = 1;

    private final int scale;
    private final int most;

    ProgramBench(int scale) {
        this.scale = scale;
        this.most = MANY / scale;
    }

    @Override
    public Optional<String> obstacle() {
        return BenchNamespaces.obstacle();
    }

    @Override
    public boolean needsStack() {
        return false;
    }

    @Override
    public List<Figure> run(BenchStack stack, Progress progress) throws Exception {
        try (BenchNamespaces namespaces = new BenchNamespaces(stack.settings().home());
                Planes many = new Planes(namespaces, "many", "aaaaaa", most);
                Planes few = new Planes(namespaces, "few", "bbbbbb", FEW);
                Bare bare = new Bare(namespaces, many.guests, most)) {
            return measure(many, few, bare, progress);
        }
    }

    private List<Figure> measure(Planes many, Planes few, Bare bare, Progress progress) throws Exception {
        progress.say("program: warming up with %d switches".formatted(WARM_UP / scale));
        for (int i = 0; i < WARM_UP / scale; i++) {
            many.next();
            few.next();
            bare.next();
        }
        List<Samples> ofMany = new ArrayList<>();
        List<Samples> ofFew = new ArrayList<>();
        List<Samples> ofBare = new ArrayList<>();
        List<Samples> ofNft = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<List<Double>> millis = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < SWITCHES / scale; i++) {
                millis.get(0).add(rested(many.next()));
                millis.get(1).add(rested(few.next()));
                millis.get(2).add(rested(bare.next()));
            }
            List<Double> started = new ArrayList<>();
            for (int i = 0; i < Math.max(1, NFT_STARTS / scale); i++) {
                started.add(bare.nextByNft() / NANOS_PER_MILLI);
            }
            ofMany.add(Samples.of(millis.get(0)));
            ofFew.add(Samples.of(millis.get(1)));
            ofBare.add(Samples.of(millis.get(2)));
            ofNft.add(Samples.of(started));
            progress.say("program: p50 %.3f ms among %d, %.3f among %d, bare batch %.3f, nft %.1f"
                    .formatted(
                            ofMany.getLast().median(),
                            most,
                            ofFew.getLast().median(),
                            FEW,
                            ofBare.getLast().median(),
                            ofNft.getLast().median()));
        }
        String name = "program.%d".formatted(most);
        return List.of(
                Figure.alone(name + ".p50", "ms", Spread.ofPercentile(ofMany, 50))
                        .held(P50_MS),
                Figure.beside(
                        name + "-over-batch.p50",
                        "ms",
                        Spread.ofPercentile(ofMany, 50),
                        Spread.ofPercentile(ofBare, 50)),
                Figure.beside(
                        name + "-over-batch.p99",
                        "ms",
                        Spread.ofPercentile(ofMany, 99),
                        Spread.ofPercentile(ofBare, 99)),
                Figure.beside(
                        "%s-over-%d.p50".formatted(name, FEW),
                        "ms",
                        Spread.ofPercentile(ofMany, 50),
                        Spread.ofPercentile(ofFew, 50)),
                Figure.beside(
                        name + "-over-nft.p50", "ms", Spread.ofPercentile(ofMany, 50), Spread.ofPercentile(ofNft, 50)));
    }

    private static double rested(long nanos) throws InterruptedException {
        TimeUnit.MICROSECONDS.sleep(REST_MICROS);
        return nanos / NANOS_PER_MILLI;
    }

    /** The agent's data plane with its HAVIPs, which change between two guests in turn. */
    private static final class Planes implements AutoCloseable {
        private final LocalPlane plane;
        private final List<Guest> guests = new ArrayList<>();
        private final int haVips;
        private int next;

        Planes(BenchNamespaces namespaces, String name, String run, int haVips) throws IOException {
            this.haVips = haVips;
            this.plane = new LocalPlane(namespaces, name, new BenchVSwitch(run));
            try {
                for (int number = 1; number <= 2; number++) {
                    Guest guest = Guest.create(namespaces, name + number, run, number, BenchVSwitch.BLOCK);
                    plane.plug(guest);
                    guests.add(guest);
                }
                plane.program(haVips);
            } catch (IOException | RuntimeException e) {
                plane.close();
                throw e;
            }
        }

        long next() {
            Guest owner = guests.get((next / haVips + 1) % guests.size());
            return plane.switchTo(next++ % haVips, owner);
        }

        @Override
        public void close() {
            plane.close();
        }
    }

    /** A table without rules and as many elements, changed with nothing around the batch. */
    private static final class Bare implements AutoCloseable {
        private final Commands commands;
        private final List<Guest> guests;
        private final NftSocket socket;
        private final int haVips;
        private int next;

        Bare(BenchNamespaces namespaces, List<Guest> guests, int haVips) throws IOException {
            this.guests = guests;
            this.haVips = haVips;
            var namespace = namespaces.create("bare");
            this.commands = new Commands(namespace);
            commands.runWithInput(SETS, "nft", "-f", "-");
            this.socket = NftSocket.open(namespace, BARE_TABLE);
            for (int haVip = 0; haVip < haVips; haVip++) {
                socket.apply(List.of(), elements(haVip, guests.getFirst()));
            }
        }

        long next() throws IOException {
            List<SetElement> present = elements(next % haVips, owner(next / haVips));
            List<SetElement> wanted = elements(next % haVips, owner(next / haVips + 1));
            long begin = System.nanoTime();
            socket.apply(present, wanted);
            long nanos = System.nanoTime() - begin;
            next++;
            return nanos;
        }

        long nextByNft() throws IOException {
            String address = BenchVSwitch.address(next % haVips);
            Guest from = owner(next / haVips);
            Guest to = owner(next / haVips + 1);
            String text = change("delete", from, address) + change("add", to, address);
            long begin = System.nanoTime();
            commands.runWithInput(text, "nft", "-f", "-");
            long nanos = System.nanoTime() - begin;
            next++;
            return nanos;
        }

        private Guest owner(int turn) {
            return guests.get(turn % guests.size());
        }

        private static String change(String verb, Guest owner, String address) {
            return "%1$s element bridge bench havip_mac { 0x%2$08x . %3$s : %4$s }\n%1$s element bridge bench owner_src { \"%5$s\" . %4$s . %3$s }\n"
                    .formatted(verb, MARK, address, owner.macAddress(), owner.port());
        }

        private static List<SetElement> elements(int haVip, Guest owner) {
            byte[] address = KeyEncoding.address(BenchVSwitch.address(haVip));
            byte[] mac = KeyEncoding.mac(owner.macAddress());
            return List.of(
                    SetElement.of(MAP, KeyEncoding.concatenation(KeyEncoding.mark(MARK), address), mac),
                    SetElement.of(SOURCES, KeyEncoding.concatenation(KeyEncoding.device(owner.port()), mac, address)));
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
