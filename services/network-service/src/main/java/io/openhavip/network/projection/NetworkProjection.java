package io.openhavip.network.projection;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.State;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.AssociationEvent;
import io.openhavip.contracts.network.HaVipAddressEvent;
import io.openhavip.contracts.network.InstanceEvent;
import io.openhavip.contracts.network.NetworkEvent;
import io.openhavip.contracts.network.NetworkInterfaceEvent;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.contracts.network.VSwitchEvent;
import io.openhavip.contracts.network.VpcEvent;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.eventing.projection.Projection;
import io.openhavip.eventing.projection.ProjectionWriter;
import io.openhavip.messaging.CloudEvent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The network as callers see it, and the states that host-agents and arp-gateway go by. Stateless; thread-safe. */
public final class NetworkProjection implements Projection {

    static final String NAME = "network_view";

    private static final String DDL = """
            CREATE TABLE vpc (
                vpc_id text PRIMARY KEY, account_id text NOT NULL, region_id text NOT NULL, cidr_block text NOT NULL,
                vpc_name text NOT NULL, description text NOT NULL, created_at timestamptz NOT NULL);
            CREATE TABLE vswitch (
                vswitch_id text PRIMARY KEY, vpc_id text NOT NULL, account_id text NOT NULL, region_id text NOT NULL,
                zone_id text NOT NULL, cidr_block text NOT NULL, vswitch_name text NOT NULL, description text NOT NULL,
                created_at timestamptz NOT NULL);
            CREATE INDEX vswitch_by_vpc ON vswitch (vpc_id);
            CREATE TABLE address (
                vswitch_id text NOT NULL, address text NOT NULL, holder text NOT NULL, holder_id text NOT NULL,
                PRIMARY KEY (vswitch_id, address));
            """ + InstanceWriter.DDL + NetworkInterfaceWriter.DDL;

    private final String source;
    private final InstanceWriter instances;
    private final NetworkInterfaceWriter interfaces = new NetworkInterfaceWriter();

    /** @param source the service's name */
    public NetworkProjection(String source) {
        this.source = source;
        this.instances = new InstanceWriter(source);
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
    public void apply(ProjectionWriter writer, CloudEvent attributes, Message message) throws SQLException {
        if (message instanceof NetworkEvent event) {
            write(writer, attributes, event);
        }
    }

    private void write(ProjectionWriter writer, CloudEvent attributes, NetworkEvent event) throws SQLException {
        switch (event) {
            case VpcEvent.VpcCreated e -> {
                execute(
                        writer,
                        "INSERT INTO vpc VALUES (?, ?, ?, ?, ?, ?, ?::timestamptz)",
                        e.vpcId(),
                        e.accountId(),
                        e.regionId(),
                        e.cidrBlock(),
                        e.vpcName(),
                        e.description(),
                        attributes.time().toString());
                complete(writer, attributes, e.vpcId());
            }
            case VpcEvent.VSwitchCidrAssigned ignored -> {}
            case VpcEvent.VSwitchCidrReturned ignored -> {}
            case VpcEvent.VpcDeleted e -> {
                execute(writer, "DELETE FROM vpc WHERE vpc_id = ?", e.vpcId());
                complete(writer, attributes, e.vpcId());
            }
            case VSwitchEvent.VSwitchCreated e -> {
                execute(
                        writer,
                        "INSERT INTO vswitch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz)",
                        e.vSwitchId(),
                        e.vpcId(),
                        e.accountId(),
                        e.regionId(),
                        e.zoneId(),
                        e.cidrBlock(),
                        e.vSwitchName(),
                        e.description(),
                        attributes.time().toString());
                publish(writer, attributes, new VSwitchState(e.vSwitchId(), e.vpcId(), e.cidrBlock()));
                complete(writer, attributes, e.vSwitchId());
            }
            case VSwitchEvent.AddressReserved e ->
                execute(
                        writer,
                        "INSERT INTO address VALUES (?, ?, ?, ?)",
                        e.vSwitchId(),
                        e.address(),
                        e.holder().name(),
                        e.holderId());
            case VSwitchEvent.AddressReleased e ->
                execute(writer, "DELETE FROM address WHERE vswitch_id = ? AND address = ?", e.vSwitchId(), e.address());
            case VSwitchEvent.VSwitchDeleted e -> {
                execute(writer, "DELETE FROM vswitch WHERE vswitch_id = ?", e.vSwitchId());
                bury(writer, attributes, e.vSwitchId(), VSwitchState.class);
                complete(writer, attributes, e.vSwitchId());
            }
            case InstanceEvent e -> instances.write(writer, attributes, e);
            case NetworkInterfaceEvent e -> interfaces.write(writer, attributes, e);
            case AssociationEvent e -> instances.write(writer, e);
            case HaVipAddressEvent ignored -> {}
        }
    }

    private static void complete(ProjectionWriter writer, CloudEvent attributes, String subject) throws SQLException {
        writer.complete(attributes.correlationId(), subject, Optional.empty(), "");
    }

    private void publish(ProjectionWriter writer, CloudEvent attributes, State state) throws SQLException {
        writer.publish(OutboxRow.consequence(
                Topics.NETWORK_STATE.name(), state, attributes.aggregateSequence(), attributes, source));
    }

    private void bury(ProjectionWriter writer, CloudEvent attributes, String key, Class<? extends State> type)
            throws SQLException {
        writer.publish(OutboxRow.tombstone(
                Topics.NETWORK_STATE.name(),
                key,
                MessageTypes.nameOf(type),
                attributes.aggregateSequence(),
                attributes,
                source));
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
