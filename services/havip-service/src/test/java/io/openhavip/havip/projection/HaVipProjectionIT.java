package io.openhavip.havip.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Event;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.SwitchCause;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipEvent.EipAttached;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeleted;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeletionRefused;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeletionRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipTagged;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociationRequested;
import io.openhavip.eventing.projection.LiveProjection;
import io.openhavip.service.api.Tag;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HaVipProjectionIT {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final String ROWS = "SELECT * FROM ha_vip_view.ha_vip ORDER BY ha_vip_id";
    private static final String STATES =
            "SELECT key, aggregate_sequence, convert_from(payload, 'UTF8')::jsonb ->> 'status'"
                    + " FROM outbox ORDER BY position";
    private static final String OPERATIONS =
            "SELECT operation_id, subject, code, message FROM ha_vip_view.operation ORDER BY operation_id";

    private Store store;
    private LiveProjection live;
    private final Records haVips = new Records(Topics.HAVIP_EVENTS);
    private final Records ownership = new Records(Topics.ARP_OWNERSHIP);

    @BeforeEach
    void open() throws SQLException {
        store = new Store();
        live = store.live(new HaVipProjection("havip-service"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Operation ids are the aggregate and the number of the event. */
    private List<ConsumerRecord<String, byte[]>> records(HaVipEvent... events) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (int i = 0; i < events.length; i++) {
            records.add(haVips.next(events[i], AT.plusSeconds(i), events[i].haVipId() + ":op-" + i));
        }
        return records;
    }

    private static HaVipEvent[] life(String haVipId) {
        return new HaVipEvent[] {
            new HaVipCreationRequested(
                    haVipId, "1", "cn-hangzhou", "vsw-1", Optional.empty(), "web", "", "rg-1", Map.of("team", "a")),
            new HaVipCreated(haVipId, "vpc-1", "vsw-1", "192.168.0.88"),
            new HaVipAssociationRequested(haVipId, "1", "vsw-1", "i-1", AssociatedInstanceType.EcsInstance, "try-1"),
            new HaVipAssociated(haVipId, "i-1", AssociatedInstanceType.EcsInstance, "try-1"),
            new HaVipTagged(haVipId, Map.of("tier", "1")),
            new EipAttached(haVipId, "eip-1", "203.0.113.9", "eip-try-1", "192.168.0.88", "vsw-1", "vpc-1"),
        };
    }

    private void switchOwner(long epoch, String instanceId) {
        Event switched = new OwnershipSwitched(
                "vsw-1",
                "192.168.0.88",
                "havip-1",
                epoch,
                Optional.empty(),
                Optional.of(new Owner("eni-of-" + instanceId, instanceId, "02:00:c0:a8:00:01", "host-1", 1)),
                SwitchCause.CLAIM,
                Optional.empty(),
                AT,
                AT,
                AT);
        live.consume(List.of(ownership.next(switched, AT, "op")));
    }

    @Test
    void batchLeavesTheRowsThatItsMessagesLeaveOneByOne() throws Exception {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>(records(life("havip-1")));
        records.addAll(records(life("havip-2")));
        records.forEach(record -> live.consume(List.of(record)));
        List<String> oneByOne = store.query(ROWS);

        try (Store other = new Store()) {
            LiveProjection batched = other.live(new HaVipProjection("havip-service"));
            batched.consume(records.subList(0, 3));
            batched.consume(records.subList(3, records.size()));

            assertThat(other.query(ROWS)).hasSize(2).isEqualTo(oneByOne);
            assertThat(other.query(STATES)).isEqualTo(store.query(STATES));
            assertThat(other.query(OPERATIONS)).isEqualTo(store.query(OPERATIONS));
        }
    }

    @Test
    void everyMessagePublishesTheStateAsOfItself() throws Exception {
        live.consume(records(life("havip-1")));

        assertThat(store.query(STATES))
                .containsExactly(
                        "havip-1 1 Available",
                        "havip-1 2 Associating",
                        "havip-1 3 InUse",
                        "havip-1 4 InUse",
                        "havip-1 5 InUse");
    }

    @Test
    void deletedHaVipLeavesATombstone() throws Exception {
        live.consume(records(
                new HaVipCreationRequested(
                        "havip-1", "1", "cn-hangzhou", "vsw-1", Optional.empty(), "", "", "", Map.of()),
                new HaVipCreated("havip-1", "vpc-1", "vsw-1", "192.168.0.88"),
                new HaVipDeletionRequested("havip-1", "vsw-1", "192.168.0.88", "op-delete")));
        live.consume(List.of(haVips.next(new HaVipDeleted("havip-1", "1"), AT, "op-last")));

        assertThat(store.query(ROWS)).isEmpty();
        assertThat(store.query(
                        "SELECT key, aggregate_sequence, payload IS NULL FROM outbox ORDER BY position DESC LIMIT 1"))
                .containsExactly("havip-1 3 t");
    }

    @Test
    void everyEventThatEndsAnOperationCompletesItAndTheFirstEndCounts() throws Exception {
        live.consume(records(life("havip-1")));
        live.consume(List.of(
                haVips.next(
                        new HaVipDeletionRequested("havip-1", "vsw-1", "192.168.0.88", "op-delete"), AT, "op-delete"),
                haVips.next(
                        new HaVipDeletionRefused("havip-1", ErrorCode.VSWITCH_DEPENDENCY, "A route entry."),
                        AT,
                        "op-delete"),
                haVips.next(new HaVipTagged("havip-1", Map.of()), AT, "op-delete")));

        assertThat(store.query(OPERATIONS))
                .containsExactly(
                        "havip-1:op-0 havip-1 null ",
                        "havip-1:op-1 havip-1 null ",
                        "havip-1:op-2 havip-1 null ",
                        "havip-1:op-3 havip-1 null ",
                        "havip-1:op-4 havip-1 null ",
                        "havip-1:op-5 havip-1 null ",
                        "op-delete havip-1 VSWITCH_DEPENDENCY A route entry.");
    }

    @Test
    void endInAnotherOperationEndsTheOneThatAskedToo() throws Exception {
        live.consume(records(life("havip-1")));
        live.consume(List.of(haVips.next(
                new HaVipAssociationRequested(
                        "havip-1", "1", "vsw-1", "i-2", AssociatedInstanceType.EcsInstance, "try-2"),
                AT,
                "op-associate")));
        live.consume(List.of(haVips.next(new HaVipUnassociated("havip-1", "i-1", "try-1"), AT, "op-delete-1")));
        assertThat(store.query(OPERATIONS)).noneMatch(it -> it.startsWith("op-associate"));

        live.consume(List.of(
                haVips.next(
                        new HaVipAssociated("havip-1", "i-2", AssociatedInstanceType.EcsInstance, "try-2"),
                        AT,
                        "op-associate"),
                haVips.next(
                        new HaVipUnassociationRequested("havip-1", "i-2", AssociatedInstanceType.EcsInstance, "try-2"),
                        AT,
                        "op-leave")));
        live.consume(List.of(haVips.next(new HaVipUnassociated("havip-1", "i-2", "try-2"), AT, "op-delete-2")));
        assertThat(store.query(OPERATIONS)).contains("op-associate havip-1 null ", "op-leave havip-1 null ");
    }

    @Test
    void repeatedRecordsChangeNothing() throws Exception {
        List<ConsumerRecord<String, byte[]>> records = records(life("havip-1"));
        live.consume(records);
        List<String> rows = store.query(ROWS);

        live.consume(records);

        assertThat(store.query(ROWS)).isEqualTo(rows);
        assertThat(store.query(STATES)).hasSize(5);
    }

    @Test
    void viewShowsWhatTheEventsSay() throws Exception {
        live.consume(records(life("havip-1")));
        switchOwner(1, "i-1");

        assertThat(new HaVipQueries(store.transactions()).one("1", "havip-1"))
                .contains(new HaVipView(
                        "havip-1",
                        "web",
                        "",
                        "InUse",
                        "192.168.0.88",
                        "vpc-1",
                        "vsw-1",
                        "cn-hangzhou",
                        "rg-1",
                        "i-1",
                        "EcsInstance",
                        List.of("i-1"),
                        List.of("203.0.113.9"),
                        List.of(new Tag("team", "a"), new Tag("tier", "1")),
                        "PostPaid",
                        Instant.parse("2026-01-02T03:04:05Z")));
    }

    @Test
    void masterIsShownOnlyWhileItIsAssociatedAndStays() throws Exception {
        HaVipQueries queries = new HaVipQueries(store.transactions());
        live.consume(records(life("havip-1")));
        switchOwner(3, "i-2");
        assertThat(queries.one("1", "havip-1").orElseThrow().masterInstanceId()).isEmpty();
        switchOwner(4, "i-1");
        assertThat(queries.one("1", "havip-1").orElseThrow().masterInstanceId()).isEqualTo("i-1");
        switchOwner(2, "i-9");
        assertThat(queries.one("1", "havip-1").orElseThrow().masterInstanceId()).isEqualTo("i-1");

        live.consume(List.of(haVips.next(
                new HaVipUnassociationRequested("havip-1", "i-1", AssociatedInstanceType.EcsInstance, "try-1"),
                AT,
                "op-leave")));

        assertThat(queries.one("1", "havip-1").orElseThrow().masterInstanceId()).isEmpty();
    }

    @Test
    void haVipOfAnotherAccountDoesNotExist() throws Exception {
        live.consume(records(life("havip-1")));

        assertThat(new HaVipQueries(store.transactions()).one("2", "havip-1")).isEmpty();
    }
}
