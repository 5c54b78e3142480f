package io.openhavip.eventing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.consume.Faults;
import io.openhavip.eventing.store.LaterVersion;
import io.openhavip.eventing.store.PostgresTransactions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replicas that give commands to the same aggregates, each with a cache of its own. */
class CatchUpIT {

    /** How often in a row a copy must be up to date until it is believed again: SharedAggregates.CHECKS. */
    private static final int CHECKS = 16;

    private static final List<String> ONE_STATEMENT = List.of("append");
    private static final List<String> CAUGHT_UP = List.of("read", "append");
    private static final List<String> OVERTAKEN = List.of("append", "snapshot", "read", "append");

    private TestStore store;
    private Replica here;
    private Replica there;

    /** A service's replica, and what it says to the database. */
    private record Replica(Statements statements, EventSourcing vpcs) implements AutoCloseable {

        static Replica start(TestStore store) {
            Statements statements = new Statements(store.newPool());
            return new Replica(
                    statements,
                    TestStore.vpcs(new PostgresTransactions(statements.dataSource()), Topics.NETWORK_EVENTS)
                            .start());
        }

        Object send(Object command) {
            return vpcs.send(command, Cause.request("operation"));
        }

        /** Gives a part; the statements that this took. */
        List<String> assign(String vSwitchId) {
            statements.take();
            send(new Vpc.Assign("vpc-1", vSwitchId));
            return statements.take();
        }

        @SuppressWarnings("unchecked")
        Set<String> assigned() {
            return new TreeSet<>((Set<String>) send(new Vpc.Assigned("vpc-1")));
        }

        @Override
        public void close() {
            vpcs.close();
        }
    }

    @BeforeEach
    void start() {
        store = TestStore.create();
        here = Replica.start(store);
        there = Replica.start(store);
        here.send(new Vpc.Create("vpc-1"));
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
        store.close();
    }

    /** Has each replica find out once that the other one appends to the aggregate too. */
    private void share() {
        there.assign("vsw-a");
        assertThat(here.assign("vsw-b")).isEqualTo(OVERTAKEN);
        assertThat(there.assign("vsw-c")).isEqualTo(OVERTAKEN);
    }

    @Test
    void onlyWriterOfAnAggregateReadsNothing() {
        IntStream.range(0, 5).forEach(i -> assertThat(here.assign("vsw-" + i)).isEqualTo(ONE_STATEMENT));
    }

    @Test
    void replicasThatTakeTurnsFailNoAppendOnceTheyKnowOfEachOther() throws Exception {
        share();

        for (int i = 0; i < 20; i++) {
            assertThat(here.assign("vsw-here-" + i)).isEqualTo(CAUGHT_UP);
            assertThat(there.assign("vsw-there-" + i)).isEqualTo(CAUGHT_UP);
        }

        assertThat(store.query("SELECT sequence_number FROM domain_event_entry ORDER BY sequence_number"))
                .isEqualTo(IntStream.range(0, 44).mapToObj(String::valueOf).toList());
        assertThat(here.assigned()).isEqualTo(there.assigned()).hasSize(43);
    }

    @Test
    void tailOfSeveralEventsIsOneRead() {
        share();
        there.send(new Vpc.AssignAll("vpc-1", Set.of("vsw-1", "vsw-2", "vsw-3")));
        there.send(new Vpc.Return("vpc-1", "vsw-2"));

        assertThat(here.assign("vsw-4")).isEqualTo(CAUGHT_UP);

        assertThat(here.assigned()).containsExactly("vsw-1", "vsw-3", "vsw-4", "vsw-a", "vsw-b", "vsw-c");
    }

    @Test
    void tailLongerThanOneReadIsReadToItsEnd() {
        share();
        Set<String> expected = here.assigned();
        Set<String> many = new HashSet<>();
        IntStream.range(0, 250).forEach(i -> many.add("vsw-" + i));
        there.send(new Vpc.AssignAll("vpc-1", many));

        assertThat(here.assign("vsw-last")).isEqualTo(List.of("read", "read", "read", "append"));

        expected.addAll(many);
        expected.add("vsw-last");
        assertThat(here.assigned()).isEqualTo(expected);
    }

    @Test
    void refusalOnACaughtUpAggregateIsDecidedOnce() {
        share();
        there.assign("vsw-1");
        here.statements().take();

        assertThatThrownBy(() -> here.send(new Vpc.Assign("vpc-1", "vsw-1"))).isInstanceOf(Refusal.class);

        assertThat(here.statements().take()).containsExactly("read");
    }

    @Test
    void noOpOnACaughtUpAggregateIsDecidedOnceAndOnTheTruth() {
        share();
        there.assign("vsw-1");
        here.statements().take();

        assertThat(here.send(new Vpc.Return("vpc-1", "vsw-9"))).isEqualTo(false);
        assertThat(here.statements().take()).containsExactly("read");
        assertThat(here.send(new Vpc.Return("vpc-1", "vsw-1"))).isEqualTo(true);
    }

    @Test
    void aggregateDeletedMeanwhileIsNotFound() throws Exception {
        share();
        there.send(new Vpc.Delete("vpc-1"));

        assertThatThrownBy(() -> here.assign("vsw-1")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> here.assign("vsw-1")).isInstanceOf(Refusal.class);

        assertThat(store.query("SELECT payload_type FROM domain_event_entry ORDER BY sequence_number DESC LIMIT 1"))
                .containsExactly("network.VpcDeleted.v2");
    }

    @Test
    void appendBetweenCatchingUpAndOurOwnIsAConflictThatIsDecidedAgain() {
        share();
        AtomicBoolean first = new AtomicBoolean(true);
        here.statements().before(kind -> {
            if (kind.equals("append") && first.getAndSet(false)) {
                // On a thread of its own: this one is in the middle of a command.
                CompletableFuture.runAsync(() -> there.send(new Vpc.Assign("vpc-1", "vsw-between")))
                        .join();
            }
        });

        assertThat(here.assign("vsw-1")).isEqualTo(List.of("read", "append", "snapshot", "read", "append"));

        assertThat(here.assigned()).containsExactly("vsw-1", "vsw-a", "vsw-b", "vsw-between", "vsw-c");
    }

    @Test
    void commandThatIsOvertakenAgainAndAgainGoesThroughAtLast() {
        share();
        AtomicInteger overtaken = new AtomicInteger();
        here.statements().before(kind -> {
            if (kind.equals("append") && overtaken.incrementAndGet() < 10) {
                CompletableFuture.runAsync(() -> there.send(new Vpc.Assign("vpc-1", "vsw-between-" + overtaken)))
                        .join();
            }
        });

        here.assign("vsw-1");

        assertThat(overtaken).hasValue(10);
        assertThat(here.assigned()).contains("vsw-1").hasSize(3 + 9 + 1);
    }

    @Test
    void earlierShapeInTheTailIsReadAsTodays() throws Exception {
        share();
        there.send(new Vpc.Delete("vpc-1"));
        store.execute("UPDATE domain_event_entry SET payload_type = 'network.VpcDeleted.v1',"
                + " payload = '{\"vpcId\":\"vpc-1\"}' WHERE payload_type = 'network.VpcDeleted.v2'");

        assertThatThrownBy(() -> here.assign("vsw-1")).isInstanceOf(Refusal.class);
    }

    @Test
    void unreadableEventInTheTailLeavesNothingHalfAppliedBehind() throws Exception {
        share();
        there.assign("vsw-1");
        there.assign("vsw-2");
        String last = store.query("SELECT max(sequence_number) FROM domain_event_entry")
                .getFirst();
        String readable = store.query(
                        "SELECT encode(payload, 'hex') FROM domain_event_entry WHERE sequence_number = " + last)
                .getFirst();
        store.execute("UPDATE domain_event_entry SET payload = 'unreadable' WHERE sequence_number = " + last);
        assertThatThrownBy(() -> here.assign("vsw-3")).isNotInstanceOf(Refusal.class);

        store.execute("UPDATE domain_event_entry SET payload = decode('" + readable
                + "', 'hex') WHERE sequence_number = " + last);

        assertThat(here.assign("vsw-3")).isEqualTo(List.of("snapshot", "read", "append"));
        assertThat(here.assigned()).containsExactly("vsw-1", "vsw-2", "vsw-3", "vsw-a", "vsw-b", "vsw-c");
    }

    @Test
    void aggregateLeftToOneReplicaIsSoonNotComparedAnyMore() {
        share();
        assertThat(here.assign("vsw-1")).isEqualTo(CAUGHT_UP);

        List<List<String>> taken = new ArrayList<>();
        IntStream.range(0, CHECKS + 1).forEach(i -> taken.add(here.assign("vsw-alone-" + i)));

        assertThat(taken.subList(0, CHECKS)).containsOnly(CAUGHT_UP);
        assertThat(taken.getLast()).isEqualTo(ONE_STATEMENT);
    }

    @Test
    void commandsOfOneTransactionThatTheOtherReplicaOvertakesAreDecidedAgain() throws Exception {
        there.assign("vsw-a");

        here.vpcs().together(connection -> {
            here.send(new Vpc.Assign("vpc-1", "vsw-1"));
            here.send(new Vpc.Assign("vpc-1", "vsw-2"));
        });
        there.assign("vsw-b");
        here.statements().take();
        here.vpcs().together(connection -> here.send(new Vpc.Assign("vpc-1", "vsw-3")));

        assertThat(here.statements().take()).isEqualTo(CAUGHT_UP);
        assertThat(here.assigned()).containsExactly("vsw-1", "vsw-2", "vsw-3", "vsw-a", "vsw-b");
    }

    @Test
    void eventOfALaterVersionIsNotPassedOver() throws Exception {
        share();
        there.assign("vsw-1");
        store.execute("UPDATE domain_event_entry SET payload_type = 'network.VSwitchCidrAssigned.v9'"
                + " WHERE sequence_number = (SELECT max(sequence_number) FROM domain_event_entry)");

        assertThatThrownBy(() -> here.assign("vsw-2"))
                .as("of the cached copy")
                .isInstanceOf(LaterVersion.class)
                .hasMessageContaining("network.VSwitchCidrAssigned.v9")
                .matches(Faults::isPassing);
        assertThatThrownBy(() -> here.assign("vsw-2")).as("loaded anew").isInstanceOf(LaterVersion.class);

        store.execute("UPDATE domain_event_entry SET payload_type = 'network.VSwitchCidrAssigned.v1'"
                + " WHERE payload_type = 'network.VSwitchCidrAssigned.v9'");
        here.assign("vsw-2");
        assertThat(here.assigned()).containsExactly("vsw-1", "vsw-2", "vsw-a", "vsw-b", "vsw-c");
    }
}
