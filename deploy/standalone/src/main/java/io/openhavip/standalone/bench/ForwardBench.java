package io.openhavip.standalone.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What gets from one instance to another through this network, over what gets through a plain bridge: bytes of one TCP connection, and
 * small datagrams that arrive at the other's eth0. To its private address, and to a HAVIP that it owns. The two take short turns.
 */
final class ForwardBench implements Bench {

    private static final int TURNS = 150;
    private static final int WARM_UP = 2;
    private static final String RUN = "cccccc";
    private static final int HAVIP = 0;
    private static final double GIGA = 1e9;
    private static final Bar BAR = Bar.atLeast(0.9);

    private final int turns;

    ForwardBench(int scale) {
        this.turns = TURNS / scale;
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
        String haVip = BenchVSwitch.address(HAVIP);
        try (BenchNamespaces namespaces = new BenchNamespaces(stack.settings().home());
                LocalPlane plane = new LocalPlane(namespaces, "plane", new BenchVSwitch(RUN))) {
            Link flat = new Link(namespaces, "flat", new FlatBridge(namespaces, "flat"));
            Link here = new Link(namespaces, "here", plane);
            plane.program(HAVIP + 1);
            plane.switchTo(HAVIP, here.receiver);
            List<Figure> figures = new ArrayList<>();
            figures.addAll(measure("forward", flat, here, here.receiver.address(), progress));
            for (Link link : List.of(flat, here)) {
                link.receiver.run("ip", "address", "add", haVip + "/32", "dev", Guest.DEVICE);
            }
            figures.addAll(measure("forward.haVip", flat, here, haVip, progress));
            return figures;
        }
    }

    private List<Figure> measure(String name, Link flat, Link here, String address, Progress progress)
            throws Exception {
        Pairs gigabits = new Pairs();
        Pairs packets = new Pairs();
        Pairs packetsOfCpu = new Pairs();
        try (TcpFlow flatTcp = TcpFlow.open(flat.sender, flat.receiver, address);
                TcpFlow hereTcp = TcpFlow.open(here.sender, here.receiver, address);
                DatagramFlow flatUdp = DatagramFlow.open(flat.sender, flat.receiver, address);
                DatagramFlow hereUdp = DatagramFlow.open(here.sender, here.receiver, address)) {
            for (int turn = -WARM_UP; turn < turns; turn++) {
                boolean flatFirst = turn % 2 == 0;
                double before = flatFirst ? flatTcp.bitsPerSecond() : 0;
                double bits = hereTcp.bitsPerSecond();
                double flatBits = flatFirst ? before : flatTcp.bitsPerSecond();
                DatagramFlow.Rate early = flatFirst ? flatUdp.rate() : DatagramFlow.Rate.NONE;
                DatagramFlow.Rate rate = hereUdp.rate();
                DatagramFlow.Rate flatRate = flatFirst ? early : flatUdp.rate();
                if (turn >= 0) {
                    gigabits.add(bits / GIGA, flatBits / GIGA);
                    packets.add(rate.perSecond(), flatRate.perSecond());
                    packetsOfCpu.add(rate.perCpuSecond(), flatRate.perCpuSecond());
                }
            }
        }
        List<Figure> figures = List.of(
                gigabits.figure(name + ".tcp", "Gbit/s").held(BAR),
                packets.figure(name + ".packets", "1/s").held(BAR),
                packetsOfCpu.figure(name + ".packetsOfSenderCpu", "1/s"));
        progress.say("%s: TCP %s of the flat bridge's, packets %s, packets for the sender's CPU time %s"
                .formatted(name, gigabits.ratios(), packets.ratios(), packetsOfCpu.ratios()));
        return figures;
    }

    /** Two guests with a network between them. */
    private static final class Link {
        private final Guest sender;
        private final Guest receiver;

        Link(BenchNamespaces namespaces, String name, BenchNetwork network) throws Exception {
            this.sender = Guest.create(namespaces, name + "-1", RUN, 1, BenchVSwitch.BLOCK);
            this.receiver = Guest.create(namespaces, name + "-2", RUN, 2, BenchVSwitch.BLOCK);
            network.plug(sender);
            network.plug(receiver);
        }
    }
}
