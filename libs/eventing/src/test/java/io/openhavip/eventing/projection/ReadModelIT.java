package io.openhavip.eventing.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.eventing.Statements;
import io.openhavip.eventing.TestStore;
import io.openhavip.eventing.projection.ReadModel.Outcome;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.testkit.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers that wait for what the read model will show. */
class ReadModelIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int CALLERS = 500;

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private TestStore store;
    private Statements statements;
    private ReadModel readModel;

    @BeforeEach
    void open() throws SQLException {
        store = TestStore.create();
        store.execute(
                "CREATE SCHEMA view; CREATE TABLE view.operation (operation_id text PRIMARY KEY, subject text NOT NULL,"
                        + " code text, message text NOT NULL); CREATE TABLE view.progress (consumer text, aggregate_id text,"
                        + " last_sequence bigint, PRIMARY KEY (consumer, aggregate_id))");
        statements = new Statements(store.newPool());
        readModel = new ReadModel(new PostgresTransactions(statements.dataSource()), "view");
    }

    @AfterEach
    void close() {
        callers.close();
        store.close();
    }

    @Test
    void hundredsOfCallersThatWaitAreOneQueryForEachLook() throws Exception {
        List<Future<Optional<Outcome>>> answers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            String operationId = "op-" + i;
            answers.add(callers.submit(() -> readModel.awaitOutcome(operationId, LONG)));
        }
        Future<Boolean> applied = callers.submit(() -> readModel.awaitApplied("vpc-1", 7, LONG));
        Await.until(() -> assertThat(statements.take()).hasSizeBetween(1, 10));
        store.execute("INSERT INTO view.progress VALUES ('view', 'vpc-1', 6), ('other', 'vpc-1', 9)");
        store.execute("INSERT INTO view.operation SELECT 'op-' || n, 'vpc-' || n,"
                + " CASE WHEN n % 2 = 1 THEN 'VPC_QUOTA_EXCEEDED' END, 'told' FROM generate_series(0, 499) n");
        readModel.changed();
        for (int i = 0; i < CALLERS; i++) {
            assertThat(answers.get(i).get())
                    .contains(new Outcome(
                            "vpc-" + i,
                            i % 2 == 1 ? Optional.of(ErrorCode.VPC_QUOTA_EXCEEDED) : Optional.empty(),
                            "told"));
        }
        assertThat(applied.isDone()).isFalse();
        store.execute("UPDATE view.progress SET last_sequence = 8 WHERE consumer = 'view'");
        assertThat(applied.get()).isTrue();
    }

    @Test
    void outcomeThatOnlyALaterVersionKnowsIsAFaultToItsOwnCallerOnly() throws Exception {
        store.execute("INSERT INTO view.operation VALUES ('op-later', 'vpc-1', 'CODE_OF_A_LATER_VERSION', '')");
        Future<Optional<Outcome>> other = callers.submit(() -> readModel.awaitOutcome("op-1", LONG));
        Await.until(() -> assertThat(statements.take()).isNotEmpty());
        assertThatThrownBy(() -> readModel.awaitOutcome("op-later", LONG))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
        store.execute("INSERT INTO view.operation VALUES ('op-1', 'vpc-1', NULL, '')");
        assertThat(other.get()).contains(new Outcome("vpc-1", Optional.empty(), ""));
    }

    @Test
    void nobodyLooksWhileNobodyWaits() throws Exception {
        assertThat(readModel.awaitOutcome("op-never", Duration.ofMillis(50))).isEmpty();
        Await.until(() -> {
            statements.take();
            readModel.changed();
            assertThat(statements.take()).isEmpty();
        });
        store.execute("INSERT INTO view.operation VALUES ('op-1', 'vpc-1', NULL, '')");
        assertThat(readModel.awaitOutcome("op-1", LONG)).contains(new Outcome("vpc-1", Optional.empty(), ""));
    }

    @Test
    void whoeverWaitsIsToldThatTheTablesCannotBeRead() throws Exception {
        store.execute("DROP TABLE view.operation");
        assertThatThrownBy(() -> readModel.awaitOutcome("op-1", LONG))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("view.operation");
    }
}
