package io.openhavip.network.projection;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.AssociationEvent;
import io.openhavip.contracts.network.DeploymentSetEvent;
import io.openhavip.contracts.network.HaVipAddressEvent;
import io.openhavip.contracts.network.InstanceEvent;
import io.openhavip.contracts.network.NetworkEvent;
import io.openhavip.contracts.network.NetworkInterfaceEvent;
import io.openhavip.contracts.network.RouteTableEvent;
import io.openhavip.contracts.network.SecurityGroupEvent;
import io.openhavip.contracts.network.TagEvent;
import io.openhavip.contracts.network.VSwitchEvent;
import io.openhavip.contracts.network.VpcEvent;
import io.openhavip.eventing.projection.Projection;
import io.openhavip.eventing.projection.ProjectionWriter;
import io.openhavip.messaging.CloudEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The network as callers see it, and the states that host-agents and arp-gateway go by: each aggregate's rows are written by a class of
 * their own. Stateless; thread-safe.
 */
public final class NetworkProjection implements Projection {

    static final String NAME = "network_view";

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
        return String.join(
                "",
                VpcRows.DDL,
                VSwitchRows.DDL,
                RouteTableRows.DDL,
                SecurityGroupRows.DDL,
                DeploymentSetRows.DDL,
                TagRows.DDL,
                InstanceWriter.DDL,
                NetworkInterfaceWriter.DDL);
    }

    @Override
    public void apply(ProjectionWriter writer, CloudEvent attributes, Message message) throws SQLException {
        if (message instanceof NetworkEvent event) {
            write(new EventWriter(writer, attributes, source), event);
        }
    }

    @Override
    public void states(Connection connection, States states) throws SQLException {
        VSwitchRows.states(connection, source, states);
        RouteTableRows.states(connection, source, states);
        InstanceRows.states(connection, source, states);
    }

    private void write(EventWriter writer, NetworkEvent event) throws SQLException {
        switch (event) {
            case VpcEvent e -> VpcRows.write(writer, e);
            case VSwitchEvent e -> VSwitchRows.write(writer, e);
            case RouteTableEvent e -> RouteTableRows.write(writer, e);
            case HaVipAddressEvent ignored -> {}
            case SecurityGroupEvent e -> SecurityGroupRows.write(writer, e);
            case DeploymentSetEvent e -> DeploymentSetRows.write(writer, e);
            case TagEvent e -> TagRows.write(writer, e);
            case InstanceEvent e -> instances.write(writer.writer(), writer.attributes(), e);
            case NetworkInterfaceEvent e -> interfaces.write(writer.writer(), writer.attributes(), e);
            case AssociationEvent e -> instances.write(writer.writer(), e);
        }
    }
}
