package io.openhavip.havip.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.Event;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeleted;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeletionRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociationRequested;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.AssociationEvent.HaVipAttached;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipAddressHeld;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.eventing.projection.LiveProjection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which differences between the two sides are orphans, by what each said and when. */
class OrphansIT {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant LATER = AT.plusSeconds(60);
    private static final AssociatedInstanceType ECS = AssociatedInstanceType.EcsInstance;

    private static final HaVipCreated CREATED = new HaVipCreated("havip-1", "vpc-1", "vsw-1", "192.168.0.88");

    private final Records haVipEvents = new Records(Topics.HAVIP_EVENTS);
    private final Records networkEvents = new Records(Topics.NETWORK_EVENTS);
    private Store store;
    private LiveProjection haVips;
    private LiveProjection networkSide;

    @BeforeEach
    void open() throws SQLException {
        store = new Store();
        haVips = store.live(new HaVipProjection("havip-service"));
        networkSide = store.live(new NetworkSideProjection());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void haVipSays(HaVipEvent... events) {
        for (HaVipEvent event : events) {
            haVips.consume(List.of(haVipEvents.next(event, AT, "op")));
        }
    }

    private void networkSays(Event... events) {
        for (Event event : events) {
            networkSide.consume(List.of(networkEvents.next(event, AT, "op")));
        }
    }

    /** As the append of {@code operation} left it in the event store. */
    private void storeDates(HaVipEvent event, String operation) throws SQLException {
        storeDates(event, operation, AT);
    }

    private void storeDates(HaVipEvent event, String operation, Instant at) throws SQLException {
        store.execute("""
                INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                                                payload_type, meta_data, payload)
                SELECT '%1$s', '%2$s', count(*), 'HaVip', '%3$s', '%4$s', convert_to('{"correlationId":"%1$s"}', 'UTF8'), ''
                FROM domain_event_entry
                """.formatted(operation, event.haVipId(), at, MessageTypes.nameOf(event.getClass())));
    }

    private List<Orphan> orphans(Instant asOf) throws SQLException {
        try (Connection connection = store.database().connect()) {
            return Orphans.find(connection, asOf);
        }
    }

    private void haVipExists() {
        haVipSays(
                new HaVipCreationRequested(
                        "havip-1", "1", "cn-hangzhou", "vsw-1", Optional.empty(), "", "", "", Map.of()),
                CREATED);
    }

    private void haVipIsAssociated(String associationId) {
        haVipSays(
                new HaVipAssociationRequested("havip-1", "1", "vsw-1", "i-1", ECS, associationId),
                new HaVipAssociated("havip-1", "i-1", ECS, associationId));
    }

    private static Event reserved() {
        return new AddressReserved("vsw-1", "vpc-1", "192.168.0.88", AddressHolder.HaVip, "havip-1");
    }

    private static Event attached(String associationId) {
        return new HaVipAttached("i-1", "havip-1", associationId, "vsw-1");
    }

    private static Event detached(String associationId) {
        return new HaVipDetached("i-1", "havip-1", associationId);
    }

    @Test
    void sidesThatAgreeLeaveNoOrphan() throws SQLException {
        networkSays(reserved(), attached("try-1"));
        haVipExists();
        haVipIsAssociated("try-1");

        assertThat(orphans(LATER)).isEmpty();
    }

    @Test
    void reservationForAHaVipThatNeverWasIsAnOrphanUntilItIsReleased() throws SQLException {
        networkSays(reserved());
        assertThat(orphans(LATER)).containsExactly(new Orphan.Reservation("havip-1", "vsw-1", "192.168.0.88"));

        networkSays(new AddressReleased("vsw-1", "192.168.0.88", AddressHolder.HaVip, "havip-1"));
        assertThat(orphans(LATER)).isEmpty();
    }

    @Test
    void reservationOfADeletedHaVipIsAnOrphan() throws SQLException {
        networkSays(reserved());
        haVipExists();
        haVipSays(new HaVipDeleted("havip-1", "1"));

        assertThat(orphans(LATER)).containsExactly(new Orphan.Reservation("havip-1", "vsw-1", "192.168.0.88"));
    }

    @Test
    void addressOfAnInterfaceIsNoConcern() throws SQLException {
        networkSays(new AddressReserved("vsw-1", "vpc-1", "192.168.0.9", AddressHolder.NetworkInterface, "eni-1"));

        assertThat(orphans(LATER)).isEmpty();
    }

    @Test
    void whatIsJustSaidIsInFlight() throws SQLException {
        networkSays(reserved(), attached("try-1"));
        assertThat(orphans(AT)).isEmpty();

        haVipExists();
        haVipIsAssociated("try-2");
        assertThat(orphans(AT)).isEmpty();
    }

    @Test
    void attachmentWithoutItsAssociationIsAnOrphan() throws SQLException {
        networkSays(attached("try-1"));
        haVipExists();
        assertThat(orphans(LATER)).containsExactly(new Orphan.Attachment("havip-1", "i-1", "try-1"));

        haVipSays(new HaVipAssociationRequested("havip-1", "1", "vsw-1", "i-1", ECS, "try-1"));
        assertThat(orphans(LATER)).isEmpty();
    }

    @Test
    void associationThatTheInstanceNeverHeldOrHoldsNoMoreIsAnOrphan() throws SQLException {
        haVipExists();
        haVipIsAssociated("try-1");
        assertThat(orphans(LATER)).containsExactly(new Orphan.Association("havip-1", "i-1", "try-1"));

        networkSays(attached("try-1"));
        assertThat(orphans(LATER)).isEmpty();

        networkSays(detached("try-1"));
        assertThat(orphans(LATER)).containsExactly(new Orphan.Association("havip-1", "i-1", "try-1"));
    }

    @Test
    void haVipWhoseAddressIsNotReservedIsAnOrphan() throws SQLException {
        haVipExists();
        storeDates(CREATED, "creation");
        networkSays(new AddressReserved("vsw-1", "vpc-1", "192.168.0.88", AddressHolder.HaVip, "havip-2"));
        Orphan unreserved = new Orphan.Unreserved("havip-1", "1", "cn-hangzhou", "vsw-1", "192.168.0.88");

        assertThat(orphans(AT)).isEmpty();
        assertThat(orphans(LATER)).contains(unreserved);

        networkSays(reserved());
        assertThat(orphans(LATER)).isEmpty();
    }

    /** network-service has released the address, and havip-service's read model has not heard of the deletion yet. */
    @Test
    void haVipWhoseDeletionBeganLatelyIsNoOrphan() throws SQLException {
        networkSays(reserved());
        haVipExists();
        storeDates(CREATED, "creation");
        storeDates(new HaVipDeletionRequested("havip-1", "vsw-1", "192.168.0.88", "deletion-1"), "deletion", LATER);
        networkSays(new AddressReleased("vsw-1", "192.168.0.88", AddressHolder.HaVip, "havip-1"));

        assertThat(orphans(LATER)).isEmpty();
        assertThat(orphans(LATER.plusSeconds(1))).hasSize(1);
    }

    @Test
    void unassociationThatIsNotAnsweredIsAnOrphanWhetherTheInstanceHoldsItOrNot() throws SQLException {
        networkSays(reserved(), attached("try-1"));
        haVipExists();
        haVipIsAssociated("try-1");
        HaVipUnassociationRequested asked = new HaVipUnassociationRequested("havip-1", "i-1", ECS, "try-1");
        haVipSays(asked);
        storeDates(asked, "unassociation");

        assertThat(orphans(AT)).isEmpty();
        assertThat(orphans(LATER))
                .containsExactly(new Orphan.Unassociation("havip-1", "i-1", "try-1", true, "unassociation"));

        networkSays(detached("try-1"));
        assertThat(orphans(LATER))
                .containsExactly(new Orphan.Unassociation("havip-1", "i-1", "try-1", false, "unassociation"));

        haVipSays(new HaVipUnassociated("havip-1", "i-1", "try-1"));
        assertThat(orphans(LATER)).isEmpty();
    }

    @Test
    void ofTwoUnassociationsTheNewerIsWaitedFor() throws SQLException {
        networkSays(reserved(), attached("try-1"));
        haVipExists();
        haVipIsAssociated("try-1");
        HaVipUnassociationRequested asked = new HaVipUnassociationRequested("havip-1", "i-1", ECS, "try-1");
        haVipSays(asked);
        storeDates(asked, "first");
        storeDates(asked, "second");

        assertThat(orphans(LATER)).containsExactly(new Orphan.Unassociation("havip-1", "i-1", "try-1", true, "second"));
    }

    @Test
    void deletionThatIsNotAnsweredIsAnOrphanWhetherTheAddressIsHeldOrNot() throws SQLException {
        networkSays(reserved());
        haVipExists();
        HaVipDeletionRequested asked = new HaVipDeletionRequested("havip-1", "vsw-1", "192.168.0.88", "deletion");
        haVipSays(asked);
        storeDates(asked, "deletion");

        assertThat(orphans(AT)).isEmpty();
        assertThat(orphans(LATER))
                .containsExactly(new Orphan.Deletion("havip-1", "vsw-1", "192.168.0.88", true, "deletion"));

        networkSays(new AddressReleased("vsw-1", "192.168.0.88", AddressHolder.HaVip, "havip-1"));
        assertThat(orphans(LATER))
                .containsExactly(new Orphan.Deletion("havip-1", "vsw-1", "192.168.0.88", false, "deletion"));

        store.execute("INSERT INTO network_side.progress VALUES ('network_side', 'vsw-1', 9, 'unreadable') ON CONFLICT"
                + " (consumer, aggregate_id) DO UPDATE SET parked = 'unreadable'");
        assertThat(orphans(LATER)).isEmpty();
    }

    @Test
    void anotherTryOnEachSideIsAnOrphanOnBoth() throws SQLException {
        networkSays(attached("try-2"));
        haVipExists();
        haVipIsAssociated("try-1");

        assertThat(orphans(LATER))
                .containsExactly(
                        new Orphan.Attachment("havip-1", "i-1", "try-2"),
                        new Orphan.Association("havip-1", "i-1", "try-1"));
    }

    @Test
    void parkedAggregateIsNotJudged() throws SQLException {
        networkSays(reserved(), attached("try-2"));
        haVipExists();
        haVipIsAssociated("try-1");
        store.execute("UPDATE ha_vip_view.progress SET parked = 'unreadable' WHERE aggregate_id = 'havip-1'");

        assertThat(orphans(LATER)).isEmpty();
    }

    @Test
    void eventsOfAnotherAggregateUnderTheHaVipsIdDisturbNothing() throws SQLException {
        haVipExists();
        networkSays(new HaVipAddressHeld("havip-1", "1", "cn-hangzhou", "vpc-1", "vsw-1", "192.168.0.88"), reserved());
        haVipIsAssociated("try-1");
        networkSays(attached("try-1"));

        assertThat(orphans(LATER)).isEmpty();
        assertThat(store.query("SELECT status FROM ha_vip_view.ha_vip")).containsExactly("InUse");
    }

    @Test
    void attachmentThatEndedIsForgottenADayAfter() throws SQLException {
        networkSays(
                new HaVipAttached("i-1", "havip-1", "try-1", "vsw-1"),
                new HaVipAttached("i-2", "havip-1", "try-2", "vsw-1"),
                new HaVipDetached("i-1", "havip-1", "try-1"));
        assertThat(attachments()).containsExactly("i-1 false", "i-2 true");
        networkSide.consume(List.of(networkEvents.next(
                new HaVipAttached("i-3", "havip-1", "try-3", "vsw-1"), AT.plus(Duration.ofHours(25)), "op")));
        assertThat(attachments()).containsExactly("i-2 true", "i-3 true");
    }

    private List<String> attachments() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = store.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT instance_id || ' ' || attached FROM network_side.attachment ORDER BY 1")) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}
