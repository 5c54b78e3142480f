package io.openhavip.havip.projection;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.eventing.projection.Projection;
import io.openhavip.eventing.projection.ProjectionWriter;
import io.openhavip.messaging.CloudEvent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The HAVIPs as DescribeHaVips shows them. {@code havip.events} fills {@code ha_vip} and {@code association}, {@code arp.ownership}
 * fills {@code ownership}; a master is shown only while both agree. It also publishes each HAVIP's state. Stateless; thread-safe.
 */
public final class HaVipProjection implements Projection {

    static final String NAME = "ha_vip_view";

    private static final String DDL = """
            CREATE TABLE ha_vip (
                ha_vip_id text PRIMARY KEY, account_id text NOT NULL, region_id text NOT NULL, vpc_id text NOT NULL,
                vswitch_id text NOT NULL, ip_address text NOT NULL, name text NOT NULL, description text NOT NULL,
                resource_group_id text NOT NULL, pending_status text, created_at timestamptz NOT NULL);
            CREATE INDEX ha_vip_by_vswitch ON ha_vip (vswitch_id, ip_address);
            CREATE INDEX ha_vip_by_creation ON ha_vip (created_at, ha_vip_id);
            CREATE TABLE association (
                ha_vip_id text NOT NULL, instance_id text NOT NULL, instance_type text NOT NULL, leaving boolean NOT NULL,
                associated_at timestamptz NOT NULL, PRIMARY KEY (ha_vip_id, instance_id));
            CREATE TABLE tag (ha_vip_id text NOT NULL, key text NOT NULL, value text NOT NULL, PRIMARY KEY (ha_vip_id, key));
            CREATE TABLE eip (ha_vip_id text NOT NULL, eip_id text NOT NULL, address text NOT NULL, PRIMARY KEY (ha_vip_id, eip_id));
            CREATE TABLE ownership (
                vswitch_id text NOT NULL, address text NOT NULL, ha_vip_id text NOT NULL, epoch bigint NOT NULL,
                instance_id text NOT NULL, network_interface_id text NOT NULL, PRIMARY KEY (vswitch_id, address));
            """;

    private final String source;

    /** @param source the service's name */
    public HaVipProjection(String source) {
        this.source = source;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Topic> topics() {
        return List.of(Topics.HAVIP_EVENTS, Topics.ARP_OWNERSHIP);
    }

    @Override
    public String ddl() {
        return DDL;
    }

    @Override
    public void apply(ProjectionWriter writer, CloudEvent attributes, Message message) throws SQLException {
        switch (message) {
            case HaVipEvent event -> {
                write(writer, attributes, event);
                publish(writer, attributes, event);
                complete(writer, attributes, event);
            }
            case OwnershipSwitched switched -> write(writer, switched);
            default -> {}
        }
    }

    private static void write(ProjectionWriter writer, CloudEvent attributes, HaVipEvent event) throws SQLException {
        switch (event) {
            case HaVipEvent.HaVipCreationRequested e -> {
                execute(
                        writer,
                        "INSERT INTO ha_vip VALUES (?, ?, ?, '', ?, '', ?, ?, ?, ?, ?::timestamptz)",
                        e.haVipId(),
                        e.accountId(),
                        e.regionId(),
                        e.vSwitchId(),
                        e.name(),
                        e.description(),
                        e.resourceGroupId(),
                        HaVipStatus.Creating.name(),
                        attributes.time().toString());
                tag(writer, e.haVipId(), e.tags());
            }
            case HaVipEvent.HaVipModified e ->
                execute(
                        writer,
                        "UPDATE ha_vip SET name = ?, description = ? WHERE ha_vip_id = ?",
                        e.name(),
                        e.description(),
                        e.haVipId());
            case HaVipEvent.HaVipTagged e -> tag(writer, e.haVipId(), e.tags());
            case HaVipEvent.HaVipUntagged e -> {
                for (String key : e.tagKeys()) {
                    execute(writer, "DELETE FROM tag WHERE ha_vip_id = ? AND key = ?", e.haVipId(), key);
                }
            }
            case HaVipEvent.HaVipMovedToResourceGroup e ->
                execute(
                        writer,
                        "UPDATE ha_vip SET resource_group_id = ? WHERE ha_vip_id = ?",
                        e.resourceGroupId(),
                        e.haVipId());
            case HaVipEvent.EipAttached e ->
                execute(writer, "INSERT INTO eip VALUES (?, ?, ?)", e.haVipId(), e.eipId(), e.eipAddress());
            case HaVipEvent.EipDetached e ->
                execute(writer, "DELETE FROM eip WHERE ha_vip_id = ? AND eip_id = ?", e.haVipId(), e.eipId());
            case HaVipEvent.HaVipDeletionRefused e -> settle(writer, e.haVipId(), HaVipStatus.Deleting);
            case HaVipEvent.HaVipCreated e ->
                execute(
                        writer,
                        "UPDATE ha_vip SET vpc_id = ?, ip_address = ?, pending_status = NULL WHERE ha_vip_id = ?",
                        e.vpcId(),
                        e.ipAddress(),
                        e.haVipId());
            case HaVipEvent.HaVipCreationRefused e -> remove(writer, e.haVipId());
            case HaVipEvent.HaVipAssociationRequested e -> pend(writer, e.haVipId(), HaVipStatus.Associating);
            case HaVipEvent.HaVipAssociated e -> {
                execute(
                        writer,
                        "INSERT INTO association VALUES (?, ?, ?, false, ?::timestamptz)",
                        e.haVipId(),
                        e.instanceId(),
                        e.instanceType().name(),
                        attributes.time().toString());
                settle(writer, e.haVipId(), HaVipStatus.Associating);
            }
            case HaVipEvent.HaVipAssociationRefused e -> settle(writer, e.haVipId(), HaVipStatus.Associating);
            case HaVipEvent.HaVipUnassociationRequested e -> {
                execute(
                        writer,
                        "UPDATE association SET leaving = true WHERE ha_vip_id = ? AND instance_id = ?",
                        e.haVipId(),
                        e.instanceId());
                pend(writer, e.haVipId(), HaVipStatus.Unassociating);
            }
            case HaVipEvent.HaVipUnassociated e -> {
                execute(
                        writer,
                        "DELETE FROM association WHERE ha_vip_id = ? AND instance_id = ?",
                        e.haVipId(),
                        e.instanceId());
                execute(writer, """
                        UPDATE ha_vip h SET pending_status = NULL WHERE ha_vip_id = ? AND pending_status = ?
                        AND NOT EXISTS (SELECT 1 FROM association a WHERE a.ha_vip_id = h.ha_vip_id AND a.leaving)
                        """, e.haVipId(), HaVipStatus.Unassociating.name());
            }
            case HaVipEvent.HaVipDeletionRequested e -> pend(writer, e.haVipId(), HaVipStatus.Deleting);
            case HaVipEvent.HaVipDeleted e -> remove(writer, e.haVipId());
        }
    }

    private static void remove(ProjectionWriter writer, String haVipId) throws SQLException {
        execute(writer, "DELETE FROM tag WHERE ha_vip_id = ?", haVipId);
        execute(writer, "DELETE FROM ha_vip WHERE ha_vip_id = ?", haVipId);
    }

    private static void tag(ProjectionWriter writer, String haVipId, Map<String, String> tags) throws SQLException {
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            execute(
                    writer,
                    "INSERT INTO tag VALUES (?, ?, ?) ON CONFLICT (ha_vip_id, key) DO UPDATE SET value = excluded.value",
                    haVipId,
                    tag.getKey(),
                    tag.getValue());
        }
    }

    private static void pend(ProjectionWriter writer, String haVipId, HaVipStatus status) throws SQLException {
        execute(writer, "UPDATE ha_vip SET pending_status = ? WHERE ha_vip_id = ?", status.name(), haVipId);
    }

    private static void settle(ProjectionWriter writer, String haVipId, HaVipStatus from) throws SQLException {
        execute(
                writer,
                "UPDATE ha_vip SET pending_status = NULL WHERE ha_vip_id = ? AND pending_status = ?",
                haVipId,
                from.name());
    }

    private static void write(ProjectionWriter writer, OwnershipSwitched switched) throws SQLException {
        execute(
                writer,
                """
                INSERT INTO ownership VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (vswitch_id, address) DO UPDATE SET ha_vip_id = excluded.ha_vip_id, epoch = excluded.epoch,
                    instance_id = excluded.instance_id, network_interface_id = excluded.network_interface_id
                WHERE ownership.epoch < excluded.epoch
                """,
                switched.vSwitchId(),
                switched.address(),
                switched.haVipId(),
                switched.epoch(),
                switched.newOwner().map(Owner::instanceId).orElse(""),
                switched.newOwner().map(Owner::networkInterfaceId).orElse(""));
    }

    private void publish(ProjectionWriter writer, CloudEvent attributes, HaVipEvent event) throws SQLException {
        boolean gone = event instanceof HaVipEvent.HaVipDeleted;
        Optional<HaVipState> state = HaVipRows.state(writer.connection(), event.haVipId());
        if (gone) {
            writer.publish(OutboxRow.tombstone(
                    Topics.HAVIP_STATE.name(),
                    event.haVipId(),
                    MessageTypes.nameOf(HaVipState.class),
                    attributes.aggregateSequence(),
                    attributes,
                    source));
        } else if (state.isPresent()) {
            writer.publish(OutboxRow.consequence(
                    Topics.HAVIP_STATE.name(), state.get(), attributes.aggregateSequence(), attributes, source));
        }
    }

    private static void complete(ProjectionWriter writer, CloudEvent attributes, HaVipEvent event) throws SQLException {
        switch (event) {
            case HaVipEvent.HaVipCreated e -> succeed(writer, attributes, e);
            case HaVipEvent.HaVipAssociated e -> succeed(writer, attributes, e);
            case HaVipEvent.HaVipUnassociated e -> succeed(writer, attributes, e);
            case HaVipEvent.HaVipDeleted e -> succeed(writer, attributes, e);
            case HaVipEvent.HaVipModified e -> succeed(writer, attributes, e);
            case HaVipEvent.HaVipTagged e -> succeed(writer, attributes, e);
            case HaVipEvent.HaVipUntagged e -> succeed(writer, attributes, e);
            case HaVipEvent.HaVipMovedToResourceGroup e -> succeed(writer, attributes, e);
            case HaVipEvent.HaVipDeletionRefused e -> refuse(writer, attributes, e, e.code(), e.message());
            case HaVipEvent.EipAttached ignored -> {}
            case HaVipEvent.EipDetached ignored -> {}
            case HaVipEvent.HaVipCreationRefused e -> refuse(writer, attributes, e, e.code(), e.message());
            case HaVipEvent.HaVipAssociationRefused e -> refuse(writer, attributes, e, e.code(), e.message());
            case HaVipEvent.HaVipCreationRequested ignored -> {}
            case HaVipEvent.HaVipAssociationRequested ignored -> {}
            case HaVipEvent.HaVipUnassociationRequested ignored -> {}
            case HaVipEvent.HaVipDeletionRequested ignored -> {}
        }
    }

    private static void succeed(ProjectionWriter writer, CloudEvent attributes, HaVipEvent event) throws SQLException {
        writer.complete(attributes.correlationId(), event.haVipId(), Optional.empty(), "");
    }

    private static void refuse(
            ProjectionWriter writer, CloudEvent attributes, HaVipEvent event, ErrorCode code, String message)
            throws SQLException {
        writer.complete(attributes.correlationId(), event.haVipId(), Optional.of(code), message);
    }

    private static void execute(ProjectionWriter writer, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = writer.connection().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
