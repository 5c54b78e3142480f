package io.openhavip.eip.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.eip.domain.AddressBlock;
import io.openhavip.eip.domain.Eip;
import io.openhavip.eip.domain.EipRequest.AllocateEip;
import io.openhavip.eip.domain.EipRequest.ReleaseEip;
import io.openhavip.eip.domain.InternetChargeType;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.BatchTransaction;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The pool of public addresses on a real database, with two replicas. */
class PublicAddressPoolIT {

    private static final String FOURTEEN_ADDRESSES = "203.0.113.0/28";
    private static final String HOLDERS =
            "SELECT host(address) || ' ' || eip_id FROM public_address WHERE eip_id IS NOT NULL ORDER BY address";
    private static final int CALLERS = 12;
    private static final int MOST_OF_AN_ACCOUNT = 20;
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    static {
        FLYWAY.setLevel(Level.WARNING);
    }

    /** What a replica has of its own. */
    private record Replica(EventSourcing eventSourcing, PublicAddressPool pool, Allocation allocation) {

        static Replica on(TestDatabase database, String block) {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setUrl(database.jdbcUrl());
            dataSource.setUser(database.user());
            dataSource.setPassword(database.password());
            PostgresTransactions transactions = new PostgresTransactions(dataSource);
            EventSourcing eventSourcing = EventSourcing.builder(transactions, "eip-service", Topics.EIP_EVENTS)
                    .aggregate(Eip.class)
                    .reaction(new WhenEipReleasedThenFreeQuota())
                    .notFound(Eip::notFound)
                    .start();
            PublicAddressPool pool = new PublicAddressPool(transactions, List.of(AddressBlock.of(block)));
            return new Replica(
                    eventSourcing, pool, new Allocation(eventSourcing, pool, accountId -> MOST_OF_AN_ACCOUNT));
        }

        /** The code of the refusal; empty: it was allocated. */
        Optional<ErrorCode> allocate(String eipId, String accountId, Optional<String> wanted) {
            AllocateEip command = new AllocateEip(
                    eipId,
                    accountId,
                    "cn-hangzhou",
                    "",
                    5,
                    InternetChargeType.PayByBandwidth,
                    "BGP",
                    "",
                    "",
                    "",
                    Map.of());
            return outcome(
                    connection -> allocation.allocate(connection, wanted, command, Cause.request("op-" + eipId)));
        }

        Optional<ErrorCode> release(String eipId, String accountId) {
            ReleaseEip command = new ReleaseEip(eipId, accountId);
            return outcome(connection -> allocation.release(connection, command, Cause.request("end-" + eipId)));
        }

        private Optional<ErrorCode> outcome(BatchTransaction.Work work) {
            try {
                eventSourcing.together(work);
                return Optional.empty();
            } catch (Refusal refusal) {
                return Optional.of(refusal.code());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private TestDatabase database;
    private Replica first;
    private Replica second;

    @BeforeEach
    void prepare() throws SQLException {
        database = TestPostgres.createDatabase();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/eventing", "classpath:db/eip")
                .load()
                .migrate();
        first = Replica.on(database, FOURTEEN_ADDRESSES);
        second = Replica.on(database, FOURTEEN_ADDRESSES);
        first.pool().prepare();
        second.pool().prepare();
    }

    @AfterEach
    void close() {
        first.eventSourcing().close();
        second.eventSourcing().close();
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Optional<ErrorCode>> inParallel(List<Supplier<Optional<ErrorCode>>> calls) {
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            return calls.stream().map(call -> CompletableFuture.supplyAsync(call, callers)).toList().stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
    }

    private Replica replica(int call) {
        return call % 2 == 0 ? first : second;
    }

    @Test
    void replicasGiveEachAddressOnceUntilThereIsNone() throws SQLException {
        List<Optional<ErrorCode>> outcomes = inParallel(IntStream.range(0, 60)
                .<Supplier<Optional<ErrorCode>>>mapToObj(
                        call -> () -> replica(call).allocate("eip-" + call, "account-" + call % 6, Optional.empty()))
                .toList());
        assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(14);
        assertThat(outcomes).filteredOn(Optional::isPresent).containsOnly(Optional.of(ErrorCode.RESERVE_IP_FAIL));
        assertThat(query("SELECT payload ->> 'ipAddress' FROM event_json"))
                .hasSize(14)
                .doesNotHaveDuplicates();
        assertThat(query("SELECT sum(used)::text FROM quota_use")).containsExactly("14");
        assertThat(first.pool().usage()).isEqualTo(new PublicAddressPool.Usage(14, 0));
    }

    @Test
    void oneAddressThatAllWantIsGivenOnce() throws SQLException {
        List<Optional<ErrorCode>> outcomes = inParallel(IntStream.range(0, 20)
                .<Supplier<Optional<ErrorCode>>>mapToObj(call ->
                        () -> replica(call).allocate("eip-" + call, "account-" + call, Optional.of("203.0.113.9")))
                .toList());
        assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(1);
        assertThat(outcomes).filteredOn(Optional::isPresent).containsOnly(Optional.of(ErrorCode.RESERVE_IP_FAIL));
    }

    @Test
    void addressesThatAreTakenAndReleasedAllTheTimeAreNeverLost() throws SQLException {
        List<Optional<ErrorCode>> outcomes = inParallel(IntStream.range(0, 60)
                .<Supplier<Optional<ErrorCode>>>mapToObj(call -> () -> {
                    String account = "account-" + call % 6;
                    return replica(call)
                            .allocate("eip-" + call, account, Optional.empty())
                            .or(() -> replica(call + 1).release("eip-" + call, account));
                })
                .toList());
        // No more than the callers hold one at a time, so there is always one.
        assertThat(outcomes).containsOnly(Optional.empty());
        assertThat(first.pool().usage()).isEqualTo(new PublicAddressPool.Usage(14, 14));
        assertThat(query("SELECT sum(used)::text FROM quota_use")).containsExactly("0");
    }

    @Test
    void longestIdleAddressIsGivenFirst() throws SQLException {
        first.allocate("eip-1", "1", Optional.empty());
        first.release("eip-1", "1");
        first.allocate("eip-2", "1", Optional.empty());
        assertThat(query(HOLDERS)).containsExactly("203.0.113.2 eip-2");
    }

    @Test
    void refusedReleaseKeepsTheAddress() throws SQLException {
        first.allocate("eip-1", "1", Optional.empty());
        assertThat(second.release("eip-1", "2")).contains(ErrorCode.INVALID_ALLOCATION_NOT_FOUND);
        assertThat(query(HOLDERS)).containsExactly("203.0.113.1 eip-1");
    }

    @Test
    void tableIsMadeAgainFromTheEvents() throws SQLException {
        IntStream.range(0, 5).forEach(call -> first.allocate("eip-" + call, "1", Optional.empty()));
        first.release("eip-1", "1");
        List<String> holders = query(HOLDERS);
        execute("UPDATE public_address SET eip_id = NULL");
        execute("UPDATE public_address SET eip_id = 'eip-nobody' WHERE address = '203.0.113.14'");
        second.pool().restore();
        assertThat(query(HOLDERS)).isEqualTo(holders).hasSize(4);
        execute("TRUNCATE public_address");
        first.pool().prepare();
        assertThat(query(HOLDERS)).isEqualTo(holders);
        assertThat(first.pool().usage()).isEqualTo(new PublicAddressPool.Usage(14, 10));
    }

    @Test
    void addressThatLeftTheConfigurationGoesWhenItIsReleased() throws SQLException {
        first.allocate("eip-1", "1", Optional.of("203.0.113.1"));
        Replica moved = Replica.on(database, "198.51.100.0/30");
        moved.pool().prepare();
        assertThat(query(HOLDERS)).containsExactly("203.0.113.1 eip-1");
        assertThat(moved.pool().usage()).isEqualTo(new PublicAddressPool.Usage(2, 2));
        moved.release("eip-1", "1");
        assertThat(moved.allocate("eip-2", "1", Optional.of("203.0.113.1"))).contains(ErrorCode.RESERVE_IP_FAIL);
        moved.pool().prepare();
        assertThat(query("SELECT host(address) FROM public_address ORDER BY address"))
                .containsExactly("198.51.100.1", "198.51.100.2");
        moved.eventSourcing().close();
    }
}
