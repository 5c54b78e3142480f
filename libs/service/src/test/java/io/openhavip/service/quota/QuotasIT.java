package io.openhavip.service.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.quota.QuotaLedger;
import io.openhavip.service.quota.QuotaTables.Filter;
import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("containers")
class QuotasIT {

    private static final String ACCOUNT = "1000000000000001";
    private static final String OTHER_ACCOUNT = "1000000000000002";

    private TestDatabase database;
    private QuotaReplica replica;
    private QuotaReplica otherReplica;
    private QuotaReplica manual;

    @BeforeEach
    void start() {
        database = TestPostgres.createDatabase();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/eventing")
                .load()
                .migrate();
        replica = QuotaReplica.start(database, QuotaApproval.AUTOMATIC, true);
        otherReplica = QuotaReplica.start(database, QuotaApproval.AUTOMATIC, true);
        manual = QuotaReplica.start(database, QuotaApproval.MANUAL, false);
    }

    @AfterEach
    void stop() {
        replica.close();
        otherReplica.close();
        manual.close();
    }

    @Test
    void limitIsTheDefaultUntilAnotherIsApproved() throws SQLException {
        assertThat(replica.quotas().limit(ACCOUNT, "routes")).isEqualTo(5);

        QuotaApplication application = replica.apply(ACCOUNT, "routes", 20);

        assertThat(application.status()).isEqualTo(QuotaApplicationStatus.Agree);
        assertThat(application.approveValue()).contains(20L);
        assertThat(application.auditTime()).isPresent();
        assertThat(replica.quotas().limit(ACCOUNT, "routes")).isEqualTo(20);
        assertThat(replica.quotas().limit(OTHER_ACCOUNT, "routes")).isEqualTo(5);
        assertThat(published())
                .containsExactly("quota.QuotaApplicationSubmitted.v1", "quota.QuotaApplicationApproved.v1");
    }

    @Test
    void everyReplicaSeesTheNewLimitAtOnceAlsoALowerOne() throws SQLException {
        replica.apply(ACCOUNT, "routes", 50);
        assertThat(otherReplica.quotas().limit(ACCOUNT, "routes")).isEqualTo(50);
        otherReplica.apply(ACCOUNT, "routes", 10);
        assertThat(replica.quotas().limit(ACCOUNT, "routes")).isEqualTo(10);
        replica.apply(ACCOUNT, "routes", 30);
        assertThat(otherReplica.quotas().limit(ACCOUNT, "routes")).isEqualTo(30);
    }

    @Test
    void disapprovedApplicationChangesNoLimit() throws SQLException {
        QuotaApplication application = replica.apply(ACCOUNT, "routes", 51);

        assertThat(application.status()).isEqualTo(QuotaApplicationStatus.Disagree);
        assertThat(application.auditReason()).isEqualTo("routes can become 5 to 50.");
        assertThat(application.approveValue()).isEmpty();
        assertThat(replica.quotas().limit(ACCOUNT, "routes")).isEqualTo(5);
    }

    @Test
    void limitIsAskedForWithinATransactionAndEndsItNot() throws SQLException {
        replica.apply(ACCOUNT, "routes", 6);
        QuotaLedger ledger = new QuotaLedger(replica.transactions());
        List<Boolean> taken = new ArrayList<>();

        replica.eventSourcing().together(connection -> {
            taken.clear();
            taken.add(ledger.take("routes/" + ACCOUNT, 6, replica.quotas().limit(ACCOUNT, "routes")));
            taken.add(ledger.take("routes/" + ACCOUNT, 1, replica.quotas().limit(ACCOUNT, "routes")));
        });

        assertThat(taken).containsExactly(true, false);
        assertThat(ledger.used("routes/" + ACCOUNT)).isEqualTo(6);
    }

    @Test
    void refusedTransactionLeavesNoApplication() throws SQLException {
        refused(
                ErrorCode.RESOURCE_NOT_FOUND,
                () -> replica.eventSourcing().together(connection -> {
                    replica.center()
                            .submit(
                                    connection,
                                    ACCOUNT,
                                    "application-1",
                                    "routes",
                                    20,
                                    "",
                                    Cause.request("operation-1"));
                    throw new Refusal(ErrorCode.RESOURCE_NOT_FOUND, "what follows is refused");
                }));

        assertThat(published()).isEmpty();
        assertThat(replica.center().count(all())).isZero();
        assertThat(replica.quotas().limit(ACCOUNT, "routes")).isEqualTo(5);
    }

    @Test
    void privilegeIsGrantedToAllOrByApplication() throws SQLException {
        assertThat(replica.quotas().limit(ACCOUNT, "creation")).isEqualTo(1);
        assertThat(manual.quotas().limit(ACCOUNT, "creation")).isZero();

        manual.approve(manual.apply(ACCOUNT, "creation", 1).applicationId(), Optional.empty());

        assertThat(manual.quotas().limit(ACCOUNT, "creation")).isEqualTo(1);
        assertThat(manual.quotas().limit(OTHER_ACCOUNT, "creation")).isZero();
    }

    @Test
    void operatorDecidesOnWhatWaits() throws SQLException {
        QuotaApplication first = manual.apply(ACCOUNT, "routes", 20);
        QuotaApplication second = manual.apply(OTHER_ACCOUNT, "routes", 30);
        assertThat(manual.center().list(waiting(), 10, 0)).containsExactly(first, second);
        assertThat(manual.center().list(waiting(), 1, 1)).containsExactly(second);
        assertThat(manual.quotas().limit(ACCOUNT, "routes")).isEqualTo(5);

        assertThat(manual.approve(first.applicationId(), Optional.of(10L)).approveValue())
                .contains(10L);
        assertThat(manual.disapprove(second.applicationId(), "no").status()).isEqualTo(QuotaApplicationStatus.Disagree);

        assertThat(manual.center().count(waiting())).isZero();
        assertThat(manual.quotas().limit(ACCOUNT, "routes")).isEqualTo(10);
        assertThat(manual.quotas().limit(OTHER_ACCOUNT, "routes")).isEqualTo(5);
        refused(ErrorCode.QUOTA_APPLICATION_DECIDED, () -> manual.approve(second.applicationId(), Optional.empty()));
    }

    @Test
    void applicationOfAnotherAccountDoesNotExist() throws SQLException {
        String applicationId = replica.apply(ACCOUNT, "routes", 20).applicationId();
        refused(
                ErrorCode.INVALID_QUOTA_APPLICATION_NOT_FOUND,
                () -> replica.center().require(OTHER_ACCOUNT, applicationId));
        refused(
                ErrorCode.INVALID_QUOTA_APPLICATION_NOT_FOUND,
                () -> replica.approve("application-1", Optional.empty()));
    }

    @Test
    void unknownAndFixedLimitsAreRefused() {
        refused(ErrorCode.INVALID_QUOTA_NOT_FOUND, () -> replica.quotas().limit(ACCOUNT, "moons"));
        refused(ErrorCode.INVALID_QUOTA_NOT_FOUND, () -> replica.apply(ACCOUNT, "moons", 1));
        refused(ErrorCode.QUOTA_NOT_ADJUSTABLE, () -> replica.apply(ACCOUNT, "havips", 60));
    }

    @Test
    void viewShowsTheAccountsLimitAndUse() throws SQLException {
        replica.apply(ACCOUNT, "routes", 20);
        replica.eventSourcing()
                .together(
                        connection -> new QuotaLedger(replica.transactions()).take("havips/account/" + ACCOUNT, 3, 50));

        assertThat(replica.quotas().views(ACCOUNT))
                .containsExactly(
                        QuotaView.of(Limits.ROUTES, 20, Optional.empty()),
                        QuotaView.of(Limits.HAVIPS, 50, Optional.of(3L)),
                        QuotaView.of(Limits.CREATION, 1, Optional.empty()));
    }

    @Test
    void oneOfManyParallelApplicationsForALimitWaits() throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(8);
                QuotaReplica other = QuotaReplica.start(database, QuotaApproval.MANUAL, false)) {
            List<Future<QuotaApplication>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                QuotaReplica asked = i % 2 == 0 ? manual : other;
                answers.add(callers.submit(() -> asked.apply(ACCOUNT, "routes", 20)));
            }
            int waiting = 0;
            for (Future<QuotaApplication> answer : answers) {
                ExecutionException failed = catchThrowableOfType(ExecutionException.class, answer::get);
                if (failed == null) {
                    waiting++;
                } else {
                    refused(ErrorCode.QUOTA_APPLICATION_IN_PROCESS, () -> {
                        throw failed.getCause();
                    });
                }
            }
            assertThat(waiting).isEqualTo(1);
        }
        assertThat(manual.center().count(all())).isEqualTo(1);
    }

    private static Filter waiting() {
        return new Filter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(QuotaApplicationStatus.Process));
    }

    private static Filter all() {
        return new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThat(catchThrowableOfType(Refusal.class, call).code()).isEqualTo(code);
    }

    /** Types of what is to be sent to {@code network.events}. */
    private List<String> published() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT type FROM outbox WHERE topic = 'network.events' ORDER BY position")) {
            List<String> types = new ArrayList<>();
            while (rows.next()) {
                types.add(rows.getString(1));
            }
            return types;
        }
    }
}
