package io.openhavip.eventing.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.TestStore;
import io.openhavip.eventing.Vpc;
import io.openhavip.testkit.Await;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies of an aggregate that later loads begin with. */
class SnapshotIT {

    private static final int EVERY = 10;

    private TestStore store;

    @BeforeEach
    void start() {
        store = TestStore.create();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void laterReplicaLoadsTheCopyAndWhatCameAfterIt() throws Exception {
        Set<String> all = new TreeSet<>();
        try (EventSourcing first = replica()) {
            first.send(new Vpc.Create("vpc-1"), Cause.request("creation"));
            for (int i = 0; i < 2 * EVERY + 3; i++) {
                first.send(new Vpc.Assign("vpc-1", "vsw-" + i), Cause.request("assignment-" + i));
                all.add("vsw-" + i);
            }
            Await.until(() -> assertThat(store.count("snapshot_event_entry")).isPositive());
        }
        String snapshot = store.query("SELECT max(sequence_number) FROM snapshot_event_entry")
                .getFirst();
        // What the copy stands for is read no more: loading must not miss it.
        store.execute("UPDATE domain_event_entry SET payload = 'unreadable' WHERE sequence_number <= " + snapshot);

        try (EventSourcing second = replica()) {
            assertThat(second.send(new Vpc.Assigned("vpc-1"), Cause.request("question")))
                    .isEqualTo(all);
        }
    }

    @Test
    void copyThatAnotherRevisionOfTheClassLeftIsPassedOver() throws Exception {
        try (EventSourcing first = replica()) {
            first.send(new Vpc.Create("vpc-1"), Cause.request("creation"));
            for (int i = 0; i < EVERY; i++) {
                first.send(new Vpc.Assign("vpc-1", "vsw-" + i), Cause.request("assignment-" + i));
            }
            Await.until(() -> assertThat(store.count("snapshot_event_entry")).isPositive());
        }
        // The fields have the same names and mean something else.
        store.execute("UPDATE snapshot_event_entry SET payload_revision = 'earlier',"
                + " payload = convert_to('{\"vpcId\": \"vpc-1\", \"assigned\": [\"stale\"]}', 'UTF8')");

        try (EventSourcing second = replica()) {
            assertThat(assigned(second)).contains("vsw-0").doesNotContain("stale");
        }
    }

    @SuppressWarnings("unchecked")
    private static Set<String> assigned(EventSourcing replica) throws Exception {
        return (Set<String>) replica.send(new Vpc.Assigned("vpc-1"), Cause.request("question"));
    }

    private EventSourcing replica() {
        return EventSourcing.builder(store.newTransactions(), "network-service", Topics.NETWORK_EVENTS)
                .aggregate(Vpc.class, EVERY)
                .notFound(id -> new Refusal(ErrorCode.INVALID_VPC_NOT_FOUND, id))
                .start();
    }
}
