package io.openhavip.network.bench;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
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
import io.openhavip.network.domain.VSwitch;
import io.openhavip.network.domain.VSwitchCommands;
import io.openhavip.network.domain.VSwitchRequest.CreateVSwitch;
import io.openhavip.network.domain.Vpc;
import io.openhavip.network.domain.VpcCommands;
import io.openhavip.network.domain.VpcRequest.CreateVpc;
import io.openhavip.network.process.LedgerQuotas;
import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;

/**
 * What it costs to reserve an address of a /16 for a HAVIP when 60 000 are taken, over what it costs when it is empty; and what the
 * first costs in a replica that has just started and begins with a snapshot. Argument: how many are taken.
 */
public final class AddressPoolBench {

    private static final String ACCOUNT = "1000000000000001";
    private static final String REGION = "cn-hangzhou";
    private static final int SNAPSHOT_EVERY = 500;
    private static final int AT_ONCE = 100;
    private static final int SAMPLES = 500;

    private final PostgresTransactions transactions;
    private int reserved;

    private AddressPoolBench(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    public static void main(String[] arguments) throws Exception {
        int taken = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60_000;
        try (AgroalDataSource pool = pool()) {
            new AddressPoolBench(new PostgresTransactions(pool)).run(taken);
        }
        // The test servers' threads are no daemons.
        System.exit(0);
    }

    private static AgroalDataSource pool() throws SQLException {
        TestDatabase database = TestPostgres.createDatabase();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/eventing")
                .load()
                .migrate();
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(configuration -> configuration
                        .maxSize(4)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.jdbcUrl())
                                .principal(new NamePrincipal(database.user()))
                                .credential(new SimplePassword(database.password())))));
    }

    private EventSourcing replica() {
        LedgerQuotas quotas = new LedgerQuotas(new QuotaLedger(transactions), (accountId, quota) -> 1_000_000L);
        return EventSourcing.builder(transactions, "network-service", Topics.NETWORK_EVENTS)
                .aggregate(Vpc.class)
                .aggregate(RouteTable.class)
                .aggregate(HaVipAddress.class)
                .aggregate(DeploymentSet.class)
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
                        new HostChoice(1),
                        InstanceDriver.NONE))
                .commandHandler(
                        all -> new HaVipAddressCommands(all.of(VSwitch.class), all.of(HaVipAddress.class), quotas))
                .start();
    }

    private void run(int taken) throws Exception {
        try (EventSourcing replica = replica()) {
            vSwitch(replica, "full");
            for (int i = 0; i < taken; i += AT_ONCE) {
                fill(replica, i);
            }
            vSwitch(replica, "warm");
            compare(replica, "warm");
            vSwitch(replica, "empty");
            double ratio = compare(replica, "empty");
            System.out.printf("full over empty: %.2f (at most 1.5)%n", ratio);
        }
        try (EventSourcing replica = replica()) {
            System.out.printf("first one of a new replica: %.0f us%n", reserve(replica, "full") / 1000.0);
        }
    }

    /** Median of the full vSwitch over that of an emptier one; the two take turns, so that both have the same machine. */
    private double compare(EventSourcing replica, String emptier) throws Exception {
        long[] empty = new long[SAMPLES];
        long[] full = new long[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            empty[i] = reserve(replica, emptier);
            full[i] = reserve(replica, "full");
        }
        System.out.printf("%s %.0f us, full %.0f us%n", emptier, micros(empty), micros(full));
        return micros(full) / micros(empty);
    }

    private static double micros(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1000.0;
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
                        "vsw-full",
                        instances,
                        Optional.empty(),
                        new InstanceHardware("", "", "", new SystemDisk("", 40)),
                        new InstanceBilling("PostPaid", "NoSpot", "PayByTraffic", 0),
                        Optional.empty(),
                        Map.of(),
                        List.of(new HostChoice.Host("host-1", 0))));
    }

    /** Nanoseconds that it took. */
    private long reserve(EventSourcing replica, String name) throws Exception {
        String haVipId = "havip-" + reserved++;
        long start = System.nanoTime();
        give(replica, new ReserveHaVipAddress("vsw-" + name, haVipId, Optional.empty(), ACCOUNT, REGION));
        return System.nanoTime() - start;
    }

    private static void give(EventSourcing replica, Object command) throws Exception {
        replica.together(connection -> replica.send(command, Cause.request("bench")));
    }
}
