package io.openhavip.eventing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that are given within a larger transaction. */
class UnitOfWorkIT {

    private TestStore store;
    private PostgresTransactions transactions;
    private EventSourcing vpcs;
    private EventSourcing otherReplica;

    @BeforeEach
    void start() throws Exception {
        store = TestStore.create();
        store.execute("CREATE TABLE note (text text PRIMARY KEY)");
        transactions = store.newTransactions();
        vpcs = TestStore.vpcs(transactions, Topics.NETWORK_EVENTS).start();
        otherReplica =
                TestStore.vpcs(store.newTransactions(), Topics.NETWORK_EVENTS).start();
        vpcs.send(new Vpc.Create("vpc-1"), Cause.request("operation-1"));
        vpcs.send(new Vpc.Assign("vpc-1", "vsw-1"), Cause.request("operation-2"));
    }

    @AfterEach
    void stop() {
        vpcs.close();
        otherReplica.close();
        store.close();
    }

    @Test
    void commandsAndOtherRowsTakeEffectTogether() throws Exception {
        vpcs.unitOfWork().run(connection -> {
            assign("vsw-2");
            assign("vsw-3");
            note(connection);
            assertThat(store.count("domain_event_entry")).isEqualTo(2);
        });

        assertThat(store.query("SELECT xmin::text FROM note UNION SELECT xmin::text FROM domain_event_entry"
                        + " WHERE sequence_number > 1"))
                .hasSize(1);
        assertThat(assigned(vpcs)).containsExactlyInAnyOrder("vsw-1", "vsw-2", "vsw-3");
        assertThat(assigned(otherReplica)).containsExactlyInAnyOrder("vsw-1", "vsw-2", "vsw-3");
    }

    @Test
    void rolledBackCommandLeavesNoGhostInTheCache() throws Exception {
        assertThatThrownBy(() -> vpcs.unitOfWork().run(connection -> {
                    assign("vsw-2");
                    note(connection);
                    throw new IllegalStateException("after the command");
                }))
                .hasMessage("after the command");

        assertThat(store.count("domain_event_entry")).isEqualTo(2);
        assertThat(store.count("outbox")).isEqualTo(2);
        assertThat(store.count("note")).isZero();
        assertThat(assigned(vpcs)).containsExactly("vsw-1");
        assign("vsw-2");
        assertThat(assigned(otherReplica)).containsExactlyInAnyOrder("vsw-1", "vsw-2");
    }

    @Test
    void commandOnACachedAggregateIsGivenOnce() throws Exception {
        vpcs.unitOfWork().run(connection -> assign("vsw-2"));

        assertThat(store.count("domain_event_entry")).isEqualTo(3);
    }

    @Test
    void refusalLeavesTheRestOfTheUnitIntact() throws Exception {
        vpcs.unitOfWork().run(connection -> {
            assign("vsw-2");
            assertThatThrownBy(() -> assign("vsw-1")).isInstanceOf(Refusal.class);
            assign("vsw-3");
            note(connection);
        });

        assertThat(assigned(otherReplica)).containsExactlyInAnyOrder("vsw-1", "vsw-2", "vsw-3");
        assertThat(store.count("note")).isEqualTo(1);
    }

    @Test
    void refusalOnAStaleCacheIsDecidedAgain() throws Exception {
        otherReplica.send(new Vpc.Return("vpc-1", "vsw-1"), Cause.request("operation-3"));

        vpcs.unitOfWork().run(connection -> assign("vsw-1"));

        assertThat(assigned(otherReplica)).containsExactly("vsw-1");
    }

    @Test
    void noOpOnAStaleCacheIsDecidedAgain() throws Exception {
        otherReplica.send(new Vpc.Assign("vpc-1", "vsw-2"), Cause.request("operation-3"));

        vpcs.unitOfWork()
                .run(connection -> assertThat(vpcs.send(new Vpc.Return("vpc-1", "vsw-2"), Cause.request("operation-4")))
                        .isEqualTo(true));

        assertThat(assigned(otherReplica)).containsExactly("vsw-1");
    }

    @Test
    void conflictEndsTheUnitAndTheNextOneSucceeds() throws Exception {
        otherReplica.send(new Vpc.Assign("vpc-1", "vsw-2"), Cause.request("operation-3"));

        assertThatThrownBy(() -> vpcs.unitOfWork().run(connection -> assign("vsw-3")))
                .isInstanceOf(ConcurrencyException.class);
        vpcs.unitOfWork().run(connection -> assign("vsw-3"));

        assertThat(assigned(otherReplica)).containsExactlyInAnyOrder("vsw-1", "vsw-2", "vsw-3");
    }

    @Test
    void whatIsGivenTogetherIsDoneAgainWhenOvertaken() throws Exception {
        otherReplica.send(new Vpc.Assign("vpc-1", "vsw-2"), Cause.request("operation-3"));

        vpcs.together(connection -> {
            assign("vsw-3");
            note(connection);
        });

        assertThat(assigned(otherReplica)).containsExactlyInAnyOrder("vsw-1", "vsw-2", "vsw-3");
        assertThat(store.count("note")).isEqualTo(1);
    }

    @Test
    void commandThatAlsoWritesRowsIsOneTransaction() throws Exception {
        EventSourcing noting = TestStore.vpcs(transactions, Topics.NETWORK_EVENTS)
                .reaction(appended -> java.util.List.of())
                .commandHandler(repositories -> new NotingHandler(repositories, transactions))
                .start();

        noting.send(new AssignAndNote("vpc-1", "vsw-2"), Cause.request("operation-3"));
        assertThatThrownBy(() -> noting.send(new AssignAndNote("vpc-1", "vsw-3"), Cause.request("operation-4")))
                .hasStackTraceContaining("duplicate key");

        assertThat(store.count("note")).isEqualTo(1);
        assertThat(store.query("SELECT xmin::text FROM note UNION SELECT xmin::text FROM domain_event_entry"
                        + " WHERE sequence_number > 1"))
                .hasSize(1);
        noting.close();
    }

    /** Gives a part and writes a row, which can be written once. */
    record AssignAndNote(String vpcId, String vSwitchId) {}

    /** Handles {@link AssignAndNote}. */
    record NotingHandler(Repositories repositories, PostgresTransactions transactions) {
        @org.axonframework.commandhandling.CommandHandler
        void handle(AssignAndNote command) throws SQLException {
            repositories
                    .of(Vpc.class)
                    .load(command.vpcId())
                    .execute(vpc -> vpc.handle(new Vpc.Assign(command.vpcId(), command.vSwitchId())));
            note(transactions.getConnection());
        }
    }

    @Test
    void joinedWorkThatFailedKeepsTheWholeFromCommitting() throws Exception {
        assertThatThrownBy(() -> transactions.inTransaction(connection -> {
                    note(connection);
                    try {
                        transactions.inTransaction(joined -> {
                            throw new IllegalStateException("half written");
                        });
                    } catch (IllegalStateException swallowed) {
                        // What a careless caller does.
                    }
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(store.count("note")).isZero();
    }

    @Test
    void afterCommitRunsOnceAndNotAfterARollback() throws Exception {
        int[] runs = new int[1];
        Runnable task = () -> runs[0]++;
        assertThatThrownBy(() -> transactions.inTransaction(connection -> {
                    transactions.afterCommit(task);
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(runs[0]).isZero();

        transactions.inTransaction(connection -> {
            transactions.afterCommit(task);
            transactions.afterCommit(task);
            assertThat(runs[0]).isZero();
            return true;
        });
        assertThat(runs[0]).isEqualTo(1);
    }

    private void assign(String vSwitchId) {
        vpcs.send(new Vpc.Assign("vpc-1", vSwitchId), Cause.request("operation-" + vSwitchId));
    }

    private static void note(Connection connection) throws SQLException {
        try (Statement insert = connection.createStatement()) {
            insert.execute("INSERT INTO note VALUES ('written')");
        }
    }

    @SuppressWarnings("unchecked")
    private static Set<String> assigned(EventSourcing sourcing) {
        return (Set<String>) sourcing.send(new Vpc.Assigned("vpc-1"), Cause.request("look"));
    }
}
