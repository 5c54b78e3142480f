package io.openhavip.havip.projection;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.AssociationEvent.HaVipAttached;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.eventing.projection.Projection;
import io.openhavip.eventing.projection.ProjectionWriter;
import io.openhavip.messaging.CloudEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What {@code network.events} says about HAVIPs, kept apart from what the HAVIPs say, so that the two can be compared: the addresses
 * reserved for them, and what each instance or network interface last said about each. A read model of its own, since network-service
 * has aggregates under the HAVIPs' ids too, whose events are numbered by themselves. Stateless; thread-safe.
 */
public final class NetworkSideProjection implements Projection {

    static final String NAME = "network_side";

    private static final String DDL = """
            CREATE TABLE reservation (
                vswitch_id text NOT NULL, address text NOT NULL, ha_vip_id text NOT NULL, reserved_at timestamptz NOT NULL,
                PRIMARY KEY (vswitch_id, address));
            CREATE TABLE attachment (
                ha_vip_id text NOT NULL, instance_id text NOT NULL, association_id text NOT NULL, attached boolean NOT NULL,
                since timestamptz NOT NULL, PRIMARY KEY (ha_vip_id, instance_id));
            CREATE INDEX attachment_held ON attachment (since) WHERE attached;
            CREATE INDEX attachment_ended ON attachment (since) WHERE NOT attached;
            """;

    private static final String RESERVE = """
            INSERT INTO reservation (vswitch_id, address, ha_vip_id, reserved_at)
            SELECT vswitch_id, address, ha_vip_id, reserved_at::timestamptz
            FROM unnest(?, ?, ?, ?) AS told (vswitch_id, address, ha_vip_id, reserved_at)
            ON CONFLICT (vswitch_id, address) DO UPDATE SET ha_vip_id = excluded.ha_vip_id, reserved_at = excluded.reserved_at
            """;
    private static final String RELEASE = """
            DELETE FROM reservation USING unnest(?, ?) AS told (vswitch_id, address)
            WHERE reservation.vswitch_id = told.vswitch_id AND reservation.address = told.address
            """;
    private static final String ATTACH = """
            INSERT INTO attachment (ha_vip_id, instance_id, association_id, attached, since)
            SELECT ha_vip_id, instance_id, association_id, attached::boolean, since::timestamptz
            FROM unnest(?, ?, ?, ?, ?) AS told (ha_vip_id, instance_id, association_id, attached, since)
            ON CONFLICT (ha_vip_id, instance_id) DO UPDATE SET
                association_id = excluded.association_id, attached = excluded.attached, since = excluded.since
            """;

    /** An end is needed for as long as the other side may not know of it yet. */
    private static final String FORGET =
            "DELETE FROM attachment WHERE NOT attached AND since < ?::timestamptz - interval '1 day'";

    private record Reservation(AddressKey key, String haVipId, Instant at) {}

    private record Attachment(
            String haVipId, String instanceId, String associationId, boolean attached, Instant since) {}

    private static final List<Function<AddressKey, String>> KEY_COLUMNS =
            List.of(AddressKey::vSwitchId, AddressKey::address);
    private static final List<Function<Reservation, String>> RESERVATION_COLUMNS = List.of(
            it -> it.key().vSwitchId(),
            it -> it.key().address(),
            Reservation::haVipId,
            it -> it.at().toString());
    private static final List<Function<Attachment, String>> ATTACHMENT_COLUMNS = List.of(
            Attachment::haVipId,
            Attachment::instanceId,
            Attachment::associationId,
            it -> Boolean.toString(it.attached()),
            it -> it.since().toString());

    /** The last word on each address and each pair, sorted, so that two replicas lock the rows in one order. */
    private static final class LastWords {
        private final Map<AddressKey, Optional<Reservation>> reservations = new TreeMap<>(Ownership.ORDER);
        private final Map<String, Attachment> attachments = new TreeMap<>();

        void reserved(AddressKey key, Optional<Reservation> reservation) {
            reservations.put(key, reservation);
        }

        void attachment(Attachment said) {
            attachments.put(said.haVipId() + "/" + said.instanceId(), said);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Topic> topics() {
        return List.of(Topics.NETWORK_EVENTS);
    }

    @Override
    public String ddl() {
        return DDL;
    }

    @Override
    public void apply(ProjectionWriter writer, CloudEvent attributes, Message message) {
        LastWords words = writer.notes(LastWords.class, LastWords::new);
        Instant at = attributes.time();
        switch (message) {
            case AddressReserved e
            when e.holder() == AddressHolder.HaVip -> {
                AddressKey key = new AddressKey(e.vSwitchId(), e.address());
                words.reserved(key, Optional.of(new Reservation(key, e.holderId(), at)));
            }
            case AddressReleased e
            when e.holder() == AddressHolder.HaVip ->
                words.reserved(new AddressKey(e.vSwitchId(), e.address()), Optional.empty());
            case HaVipAttached e ->
                words.attachment(new Attachment(e.haVipId(), e.instanceId(), e.associationId(), true, at));
            case HaVipDetached e ->
                words.attachment(new Attachment(e.haVipId(), e.instanceId(), e.associationId(), false, at));
            default -> {}
        }
    }

    @Override
    public void flush(ProjectionWriter writer) throws SQLException {
        LastWords words = writer.notes(LastWords.class, LastWords::new);
        ManyRows.execute(
                writer.connection(),
                RESERVE,
                words.reservations.values().stream().flatMap(Optional::stream).toList(),
                RESERVATION_COLUMNS);
        ManyRows.execute(
                writer.connection(),
                RELEASE,
                words.reservations.entrySet().stream()
                        .filter(it -> it.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList(),
                KEY_COLUMNS);
        ManyRows.execute(writer.connection(), ATTACH, List.copyOf(words.attachments.values()), ATTACHMENT_COLUMNS);
        forgetEnded(writer.connection(), words);
    }

    private static void forgetEnded(Connection connection, LastWords words) throws SQLException {
        Optional<Instant> newest =
                words.attachments.values().stream().map(Attachment::since).max(Comparator.naturalOrder());
        if (newest.isPresent()) {
            try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
                forget.setString(1, newest.get().toString());
                forget.executeUpdate();
            }
        }
    }
}
