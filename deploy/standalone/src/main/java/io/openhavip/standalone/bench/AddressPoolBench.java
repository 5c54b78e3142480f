package io.openhavip.standalone.bench;

import io.agroal.api.AgroalDataSource;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.InstanceAttributes;
import io.openhavip.contracts.network.InstanceBilling;
import io.openhavip.contracts.network.InstanceHardware;
import io.openhavip.contracts.network.InstanceHardware.SystemDisk;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.quota.QuotaLedger;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.network.domain.DeploymentSet;
import io.openhavip.network.domain.ElasticNetworkInterface;
import io.openhavip.network.domain.HaVipAddress;
import io.openhavip.network.domain.HaVipAddressCommands;
import io.openhavip.network.domain.HostChoice;
import io.openhavip.network.domain.Instance;
import io.openhavip.network.domain.InstanceCommands;
import io.openhavip.network.domain.InstanceDriver;
import io.openhavip.network.domain.InstanceRequest.NewInstance;
import io.openhavip.network.domain.InstanceRequest.RunInstances;
import io.openhavip.network.domain.RouteTable;
import io.openhavip.network.domain.SecurityGroup;
import io.openhavip.network.domain.VSwitch;
import io.openhavip.network.domain.VSwitchCommands;
import io.openhavip.network.domain.VSwitchRequest.CreateVSwitch;
import io.openhavip.network.domain.Vpc;
import io.openhavip.network.domain.VpcCommands;
import io.openhavip.network.domain.VpcRequest.CreateVpc;
import io.openhavip.network.process.LedgerQuotas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What it costs to reserve an address of a /16 for a HAVIP when 60 000 are taken, over what it costs when it is empty; and what the
 * first costs in a replica that has just started and begins with a snapshot. network-service's aggregates on a database of their own.
 */
final class AddressPoolBench implements Bench {

    private static final String ACCOUNT = "1000000000000001";
    private static final String REGION = "cn-hangzhou";
    private static final int SNAPSHOT_EVERY = 500;
    private static final int AT_ONCE = 100;
    private static final int SAMPLES = 500;
    private static final int TAKEN = 60_000;
    private static final int WARM_UP_ROUNDS = 2;
    private static final int ROUNDS = 3;
    private static final Bar BAR = Bar.atMost(1.5);
    private static final String DATABASE = "bench_pool";
    private static final String FULL = "full";
    private static final double NANOS_PER_MILLI = 1e6;

    private final int taken;
    private int reserved;

    AddressPoolBench(int scale) {
        this.taken = TAKEN / scale;
    }

    @Override
    public List<Figure> run(BenchStack stack, Progress progress) throws Exception {
        BenchDatabase database = stack.benchDatabase(DATABASE);
        new EventTables(database).make();
        try (AgroalDataSource pool = database.pool()) {
            return measure(new PostgresTransactions(pool), progress);
        }
    }

    private List<Figure> measure(PostgresTransactions transactions, Progress progress) throws Exception {
        List<Samples> full = new ArrayList<>();
        List<Samples> empty = new ArrayList<>();
        try (EventSourcing replica = replica(transactions)) {
            vSwitch(replica, FULL);
            progress.say("addressPool: taking %d addresses of a /16".formatted(taken));
            for (int from = 0; from < taken; from += AT_ONCE) {
                fill(replica, from);
            }
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                String emptier = "empty" + (round + WARM_UP_ROUNDS);
                vSwitch(replica, emptier);
                Samples[] both = inTurns(replica, emptier);
                progress.say("addressPool: %sempty %.2f ms, full %.2f ms"
                        .formatted(round < 0 ? "warming up: " : "", both[0].median(), both[1].median()));
                if (round >= 0) {
                    empty.add(both[0]);
                    full.add(both[1]);
                }
            }
        }
        try (EventSourcing restarted = replica(transactions)) {
            double first = reserve(restarted, FULL);
            return List.of(
                    Figure.beside(
                                    "addressPool.%d".formatted(taken),
                                    "ms",
                                    Spread.ofPercentile(full, 50),
                                    Spread.ofPercentile(empty, 50))
                            .held(BAR),
                    Figure.alone("addressPool.firstAfterRestart", "ms", Spread.of(List.of(first))));
        }
    }

    /** Milliseconds in an emptier vSwitch and in the full one; the two take turns, so that both have the same machine. */
    private Samples[] inTurns(EventSourcing replica, String emptier) throws Exception {
        List<Double> empty = new ArrayList<>();
        List<Double> full = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            empty.add(reserve(replica, emptier));
            full.add(reserve(replica, FULL));
        }
        return new Samples[] {Samples.of(empty), Samples.of(full)};
    }

    private EventSourcing replica(PostgresTransactions transactions) {
        LedgerQuotas quotas = new LedgerQuotas(new QuotaLedger(transactions), (accountId, quota) -> 1_000_000L);
        return EventSourcing.builder(transactions, "network-service", Topics.NETWORK_EVENTS)
                .aggregate(Vpc.class)
                .aggregate(RouteTable.class)
                .aggregate(HaVipAddress.class)
                .aggregate(DeploymentSet.class)
                .aggregate(SecurityGroup.class)
                .aggregate(Instance.class)
                .aggregate(ElasticNetworkInterface.class)
                .aggregate(VSwitch.class, SNAPSHOT_EVERY)
                .commandHandler(all -> new VpcCommands(all.of(Vpc.class), all.of(RouteTable.class), quotas))
                .commandHandler(all ->
                        new VSwitchCommands(all.of(Vpc.class), all.of(RouteTable.class), all.of(VSwitch.class), quotas))
                .commandHandler(all -> new InstanceCommands(
                        all.of(Instance.class),
                        all.of(ElasticNetworkInterface.class),
                        all.of(VSwitch.class),
                        all.of(DeploymentSet.class),
                        all.of(SecurityGroup.class),
                        quotas,
                        new HostChoice(1),
                        List::of,
                        InstanceDriver.NONE))
                .commandHandler(
                        all -> new HaVipAddressCommands(all.of(VSwitch.class), all.of(HaVipAddress.class), quotas))
                .start();
    }

    private static void vSwitch(EventSourcing replica, String name) throws Exception {
        give(replica, new CreateVpc("vpc-" + name, ACCOUNT, REGION, "10.0.0.0/8", "", "", "", Map.of()));
        give(
                replica,
                new CreateVSwitch(
                        "vsw-" + name, ACCOUNT, "vpc-" + name, "cn-hangzhou-b", "10.0.0.0/16", "", "", Map.of()));
    }

    private static void fill(EventSourcing replica, int from) throws Exception {
        List<NewInstance> instances = IntStream.range(from, from + AT_ONCE)
                .mapToObj(number -> new NewInstance(
                        "i-" + number, "eni-" + number, new InstanceAttributes("", "", "", "", List.of(), false, "")))
                .toList();
        give(
                replica,
                new RunInstances(
                        ACCOUNT,
                        "vsw-" + FULL,
                        instances,
                        Optional.empty(),
                        new InstanceHardware("", "", "", new SystemDisk("", 40)),
                        new InstanceBilling("PostPaid", "NoSpot", "PayByTraffic", 0),
                        Optional.empty(),
                        Map.of(),
                        List.of(new HostChoice.Host("host-1", 0, Long.MAX_VALUE))));
    }

    /** Milliseconds that it took. */
    private double reserve(EventSourcing replica, String name) throws Exception {
        String haVipId = "havip-" + reserved++;
        long start = System.nanoTime();
        give(replica, new ReserveHaVipAddress("vsw-" + name, haVipId, Optional.empty(), ACCOUNT, REGION));
        return (System.nanoTime() - start) / NANOS_PER_MILLI;
    }

    private static void give(EventSourcing replica, Object command) throws Exception {
        replica.together(connection -> replica.send(command, Cause.request("bench")));
    }
}
