package io.openhavip.eventing.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.VpcEvent.VpcCreated;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.TestStore;
import io.openhavip.eventing.Vpc;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlinesIT {

    private static final Duration LATER = Duration.ofHours(1);

    private TestStore store;
    private EventSourcing vpcs;
    private EventSourcing otherReplica;

    @BeforeEach
    void start() {
        store = TestStore.create();
        vpcs = replica();
        otherReplica = replica();
    }

    @AfterEach
    void stop() {
        vpcs.close();
        otherReplica.close();
        store.close();
    }

    private EventSourcing replica() {
        return TestStore.vpcs(store.newTransactions(), Topics.NETWORK_EVENTS)
                .reaction(appended -> appended.event() instanceof VpcCreated created
                        ? List.of(new Outgoing.Schedule(LATER, new Vpc.Assign(created.vpcId(), "vsw-deadline")))
                        : List.of())
                .start();
    }

    @Test
    void eventSetsItsDeadlineInItsTransaction() throws Exception {
        create("vpc-1");

        assertThat(store.query(
                        "SELECT xmin::text FROM scheduled_command UNION SELECT xmin::text FROM domain_event_entry"))
                .hasSize(1);
        assertThat(store.query("SELECT extract(epoch FROM due_at - occurred_at)::int FROM scheduled_command, outbox"))
                .containsExactly("3600");
        assertThat(store.query("SELECT correlation_id FROM scheduled_command")).containsExactly("operation-vpc-1");
    }

    @Test
    void commandWaitsUntilItIsDue() throws Exception {
        create("vpc-1");

        assertThat(new Deadlines(vpcs).runDue()).isZero();
        assertThat(store.count("scheduled_command")).isEqualTo(1);
    }

    @Test
    void eachIsGivenOnceOverTwoReplicas() throws Exception {
        for (int i = 0; i < 40; i++) {
            create("vpc-" + i);
        }
        makeAllDue();

        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (EventSourcing replica : List.of(vpcs, otherReplica, vpcs, otherReplica)) {
                pool.submit(() -> new Deadlines(replica).runDue());
            }
        }

        assertThat(store.count("scheduled_command")).isZero();
        assertThat(store.query("SELECT count(*) || '/' || count(DISTINCT aggregate_identifier) FROM domain_event_entry"
                        + " WHERE payload_type = 'network.VSwitchCidrAssigned.v1'"))
                .containsExactly("40/40");
    }

    @Test
    void refusalIsTheEndOfIt() throws Exception {
        create("vpc-1");
        vpcs.send(new Vpc.Assign("vpc-1", "vsw-deadline"), Cause.request("operation-2"));
        makeAllDue();

        new Deadlines(vpcs).runDue();

        assertThat(store.count("scheduled_command")).isZero();
        assertThat(store.count("domain_event_entry")).isEqualTo(2);
    }

    @Test
    void conflictIsTriedAgainAtOnce() throws Exception {
        create("vpc-1");
        otherReplica.send(new Vpc.Assign("vpc-1", "vsw-2"), Cause.request("operation-2"));
        makeAllDue();

        new Deadlines(vpcs).runDue();

        assertThat(store.count("scheduled_command")).isZero();
        assertThat(store.count("domain_event_entry")).isEqualTo(3);
    }

    @Test
    void dueCommandSurvivesTheDeathOfTheDatabase() throws Exception {
        create("vpc-1");
        makeAllDue();
        TestPostgres.kill();
        try {
            assertThat(new Deadlines(vpcs).runDue()).isZero();
        } finally {
            TestPostgres.start();
        }

        Await.until(() -> {
            new Deadlines(vpcs).runDue();
            assertThat(store.count("scheduled_command")).isZero();
        });
        assertThat(store.count("domain_event_entry")).isEqualTo(2);
    }

    @Test
    void unreadableCommandIsPostponedAndTheRestGoesOn() throws Exception {
        store.execute(
                "INSERT INTO scheduled_command VALUES ('bad', now() - interval '1 day', 'no.such.Type', '{}', null)");
        create("vpc-1");
        makeAllDue();

        new Deadlines(vpcs).runDue();

        assertThat(store.query("SELECT id FROM scheduled_command WHERE due_at > now()"))
                .containsExactly("bad");
        assertThat(store.count("domain_event_entry")).isEqualTo(2);
    }

    private void create(String vpcId) {
        vpcs.send(new Vpc.Create(vpcId), Cause.request("operation-" + vpcId));
    }

    private void makeAllDue() throws Exception {
        store.execute("UPDATE scheduled_command SET due_at = due_at - interval '1 day'");
    }
}
