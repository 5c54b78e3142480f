package io.openhavip.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.projection.ReadModel;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.service.quota.AccountQuotas;
import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

class ClientTokensIT {

    private static final String ACCOUNT = "1000000000000001";
    private static final String TOKEN = "token-1";
    /** Between the two looks of a request at its token. */
    private static final String LET_GO_WHEN_CLAIMED_AGAIN = """
            CREATE FUNCTION let_go() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN DELETE FROM client_token; RETURN NULL; END';
            CREATE TRIGGER refused_meanwhile AFTER INSERT ON client_token FOR EACH STATEMENT EXECUTE FUNCTION let_go();
            """;

    private final List<String> done = new ArrayList<>();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private EventSourcing eventSourcing;
    private ClientTokens tokens;

    @BeforeEach
    void start() {
        TestDatabase database = TestPostgres.createDatabase();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/eventing")
                .load()
                .migrate();
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setUrl(database.jdbcUrl());
        connections.setUser(database.user());
        connections.setPassword(database.password());
        PostgresTransactions transactions = new PostgresTransactions(connections);
        eventSourcing = EventSourcing.builder(transactions, "network-service", Topics.NETWORK_EVENTS)
                .aggregate(AccountQuotas.class)
                .start();
        tokens = new ClientTokens(
                eventSourcing, new Operations(new ReadModel(transactions, "none"), Duration.ofSeconds(1)));
    }

    @AfterEach
    void stop() {
        callers.close();
        eventSourcing.close();
    }

    private String ask(String parameter, ClientTokens.Answer<String> answer) throws SQLException {
        Requests.Current request = new Requests.Current();
        request.actFor(ACCOUNT, Optional.of(TOKEN));
        return tokens.once(
                request,
                "CreateVpc",
                List.of(parameter),
                "vpc-of-" + request.id(),
                String.class,
                connection -> done.add(parameter),
                answer);
    }

    private String ask(String parameter) throws SQLException {
        return ask(parameter, (operationId, subject) -> subject);
    }

    private void sql(String text) throws SQLException {
        try (Connection connection = eventSourcing.transactions().ownConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private void letTimePass(String interval) throws SQLException {
        sql("UPDATE client_token SET created_at = created_at - interval '" + interval + "'");
    }

    @ParameterizedTest
    @CsvSource({"23:59, 0", "24:59, 0", "25:01, 1", "9000:00, 1"})
    void tokenIsForgottenLongerThanADayAfterItsRequest(String age, int forgotten) throws SQLException {
        String first = ask("a");
        letTimePass(age);

        assertThat(tokens.forgetOld()).isEqualTo(forgotten);

        if (forgotten == 0) {
            assertThat(ask("a")).isEqualTo(first);
            assertThat(done).containsExactly("a");
        } else {
            assertThat(ask("b")).isNotEqualTo(first);
            assertThat(done).containsExactly("a", "b");
        }
    }

    @Test
    void oldTokenIsForgottenAlone() throws SQLException {
        ask("a");
        letTimePass("26:00");
        sql(
                "INSERT INTO client_token SELECT account_id, 'other', fingerprint, operation_id, subject FROM client_token");

        assertThat(tokens.forgetOld()).isEqualTo(1);
        assertThat(tokens.forgetOld()).isZero();
    }

    @Test
    void repetitionBesideTheFirstWaitsForItsOperationAndAnswersAsIt() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<String> first = asking("a", underWay, ended);
        assertThat(underWay.await(10, TimeUnit.SECONDS)).isTrue();

        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<String> beside = asking("a", waiting, ended);
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
        isRefused(ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH, () -> ask("b"));
        ended.countDown();

        assertThat(beside.get(10, TimeUnit.SECONDS)).isEqualTo(first.get(10, TimeUnit.SECONDS));
        assertThat(done).containsExactly("a");
    }

    private CompletableFuture<String> asking(String parameter, CountDownLatch begun, CountDownLatch ended) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        callers.execute(() -> {
            try {
                answer.complete(ask(parameter, (operationId, subject) -> {
                    begun.countDown();
                    if (!awaited(ended)) {
                        throw new AssertionError("nobody ended it");
                    }
                    return operationId + " " + subject;
                }));
            } catch (SQLException | RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void repetitionThatFindsTheTokenLetGoIsToldToTryAgainAndMayThen() throws SQLException {
        ask("a");
        sql(LET_GO_WHEN_CLAIMED_AGAIN);

        isRefused(ErrorCode.IDEMPOTENT_PROCESSING, () -> ask("a"));

        assertThat(done).containsExactly("a");
        sql("DROP TRIGGER refused_meanwhile ON client_token");
        ask("a");
        assertThat(done).containsExactly("a", "a");
    }

    @Test
    void refusedRequestLeavesItsTokenFree() throws SQLException {
        isRefused(
                ErrorCode.VPC_QUOTA_EXCEEDED,
                () -> ask("a", (operationId, subject) -> {
                    throw new Refusal(ErrorCode.VPC_QUOTA_EXCEEDED, "full");
                }));

        ask("b");

        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void requestWhoseEndIsNotKnownKeepsItsToken() throws SQLException {
        assertThatThrownBy(() -> ask("a", (operationId, subject) -> {
                    throw new UnendedOperation("not in time");
                }))
                .isInstanceOf(UnendedOperation.class);

        isRefused(ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH, () -> ask("b"));
        ask("a");

        assertThat(done).containsExactly("a");
    }

    private interface Asking {
        String now() throws SQLException;
    }

    private static void isRefused(ErrorCode code, Asking asking) {
        assertThatThrownBy(asking::now)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
