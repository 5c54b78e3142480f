package io.openhavip.eventing.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.VpcEvent.VpcDeleted;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.TestStore;
import io.openhavip.eventing.Vpc;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Places of a limit, taken with what needs them and freed with what ends it. */
class QuotaLedgerIT {

    private static final String SCOPE = "vpcs/account/1";
    private static final int LIMIT = 20;
    private static final int CALLERS = 30;

    private TestStore store;
    private Replica one;
    private Replica other;

    private record Replica(EventSourcing vpcs, QuotaLedger quotas) {

        static Replica start(PostgresTransactions transactions) {
            return new Replica(
                    TestStore.vpcs(transactions, Topics.NETWORK_EVENTS)
                            .reaction(appended -> appended.event() instanceof VpcDeleted
                                    ? List.of(new Outgoing.FreeQuota(SCOPE))
                                    : List.of())
                            .start(),
                    new QuotaLedger(transactions));
        }

        void create(String vpcId) throws SQLException {
            vpcs.together(connection -> {
                if (!quotas.take(SCOPE, 1, LIMIT)) {
                    throw new Refusal(ErrorCode.INVALID_PARAMETER, "no place");
                }
                vpcs.send(new Vpc.Create(vpcId), Cause.request(vpcId));
            });
        }
    }

    @BeforeEach
    void start() {
        store = TestStore.create();
        one = Replica.start(store.newTransactions());
        other = Replica.start(store.newTransactions());
    }

    @AfterEach
    void stop() {
        one.vpcs().close();
        other.vpcs().close();
        store.close();
    }

    @Test
    void emptyScopeIsForgottenAndCanBeTakenAgainAlsoMeanwhile() throws Exception {
        one.create("vpc-1");
        other.quotas().forgetEmpty();
        assertThat(store.count("quota_use")).as("one that is taken stays").isEqualTo(1);
        one.vpcs().send(new Vpc.Delete("vpc-1"), Cause.request("end"));
        one.vpcs().together(connection -> {
            one.quotas().take(SCOPE, 1, LIMIT);
            // Does not wait for this transaction, which holds the row.
            other.quotas().forgetEmpty();
            one.vpcs().send(new Vpc.Create("vpc-2"), Cause.request("vpc-2"));
        });
        assertThat(other.quotas().used(SCOPE)).isEqualTo(1);
        one.vpcs().send(new Vpc.Delete("vpc-2"), Cause.request("end"));
        other.quotas().forgetEmpty();
        assertThat(store.count("quota_use")).isZero();
        one.create("vpc-3");
        assertThat(other.quotas().used(SCOPE)).isEqualTo(1);
    }

    @Test
    void placeThatWasNeverTakenIsFreedWithoutHarm() throws Exception {
        one.create("vpc-1");
        store.execute("UPDATE quota_use SET used = 0");
        one.vpcs().send(new Vpc.Delete("vpc-1"), Cause.request("end"));
        assertThat(other.quotas().used(SCOPE)).isZero();
    }

    @Test
    void lastPlaceIsTakenOnceHoweverManyAskOnTwoReplicas() throws Exception {
        List<Callable<Boolean>> creations = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Replica replica = i % 2 == 0 ? one : other;
            String vpcId = "vpc-" + i;
            creations.add(() -> succeeds(replica, vpcId));
        }
        int succeeded = 0;
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> creation : callers.invokeAll(creations)) {
                succeeded += creation.get() ? 1 : 0;
            }
        }

        assertThat(succeeded).isEqualTo(LIMIT);
        assertThat(one.quotas().used(SCOPE)).isEqualTo(LIMIT);
        assertThat(store.count("domain_event_entry")).isEqualTo(LIMIT);
    }

    private static boolean succeeds(Replica replica, String vpcId) throws SQLException {
        try {
            replica.create(vpcId);
            return true;
        } catch (Refusal refusal) {
            return false;
        }
    }

    @Test
    void eventThatEndsAResourceFreesItsPlace() throws Exception {
        one.create("vpc-1");
        one.create("vpc-2");

        other.vpcs().send(new Vpc.Delete("vpc-1"), Cause.request("deletion"));

        assertThat(one.quotas().used(SCOPE)).isEqualTo(1);
    }

    @Test
    void severalPlacesFreedByOneAppendAreAllFree() throws Exception {
        one.create("vpc-1");
        one.create("vpc-2");

        one.vpcs().together(connection -> {
            one.vpcs().send(new Vpc.Delete("vpc-1"), Cause.request("deletion"));
            one.vpcs().send(new Vpc.Delete("vpc-2"), Cause.request("deletion"));
        });

        assertThat(one.quotas().used(SCOPE)).isZero();
    }

    @Test
    void whatIsRolledBackTakesNoPlace() throws Exception {
        one.create("vpc-1");

        assertThatThrownBy(() -> one.create("vpc-1")).isInstanceOf(RuntimeException.class);

        assertThat(one.quotas().used(SCOPE)).isEqualTo(1);
    }

    @Test
    void severalPlacesAreTakenTogetherOrNotAtAll() throws Exception {
        assertThat(take(SCOPE, LIMIT - 1)).isTrue();
        assertThat(take(SCOPE, 2)).isFalse();
        assertThat(take(SCOPE, 1)).isTrue();
        assertThat(take("another", LIMIT + 1)).isFalse();
        assertThat(one.quotas().used(SCOPE)).isEqualTo(LIMIT);
        assertThat(one.quotas().used("another")).isZero();
    }

    private boolean take(String scope, int places) throws SQLException {
        return one.vpcs()
                .transactions()
                .inTransaction(connection -> one.quotas().take(scope, places, LIMIT));
    }

    @Test
    void placesAreTakenInATransactionOnly() {
        assertThatThrownBy(() -> one.quotas().take(SCOPE, 1, LIMIT)).isInstanceOf(IllegalStateException.class);
    }
}
