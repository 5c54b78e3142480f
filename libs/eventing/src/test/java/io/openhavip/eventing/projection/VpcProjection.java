package io.openhavip.eventing.projection;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrAssigned;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrReturned;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.messaging.CloudEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Two tables that always say the same: the parts of each range, and how many there are. Publishes the state of each part. */
record VpcProjection(Topic topic, String moreColumns, String moreValues) implements Projection {

    static final String CIDR = "10.0.0.0/24";
    private static final String SOURCE = "network-service";

    VpcProjection(Topic topic) {
        this(topic, "", "");
    }

    @Override
    public String name() {
        return "vpcs";
    }

    @Override
    public List<Topic> topics() {
        return List.of(topic);
    }

    @Override
    public String ddl() {
        return """
                CREATE TABLE part (vpc_id text NOT NULL, v_switch_id text NOT NULL%s);
                CREATE TABLE vpc (vpc_id text PRIMARY KEY, parts int NOT NULL);
                """.formatted(moreColumns);
    }

    @Override
    public void apply(ProjectionWriter writer, CloudEvent attributes, Message message) throws SQLException {
        if (message instanceof VSwitchCidrAssigned event) {
            update(writer, "INSERT INTO part VALUES (?, ?%s)".formatted(moreValues), event.vpcId(), event.vSwitchId());
            update(
                    writer,
                    "INSERT INTO vpc VALUES (?, 1) ON CONFLICT (vpc_id) DO UPDATE SET parts = vpc.parts + 1",
                    event.vpcId());
            writer.publish(OutboxRow.consequence(
                    Topics.NETWORK_STATE.name(),
                    new VSwitchState(event.vSwitchId(), event.vpcId(), event.cidrBlock()),
                    attributes.aggregateSequence(),
                    attributes,
                    SOURCE));
            writer.complete(attributes.correlationId(), event.vpcId(), Optional.empty(), "");
        }
        if (message instanceof VSwitchCidrReturned event) {
            update(writer, "DELETE FROM part WHERE v_switch_id = ?", event.vSwitchId());
            update(writer, "UPDATE vpc SET parts = parts - 1 WHERE vpc_id = ?", event.vpcId());
            writer.publish(OutboxRow.tombstone(
                    Topics.NETWORK_STATE.name(),
                    event.vSwitchId(),
                    MessageTypes.nameOf(VSwitchState.class),
                    attributes.aggregateSequence(),
                    attributes,
                    SOURCE));
        }
    }

    @Override
    public void states(Connection connection, States states) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT vpc_id, v_switch_id FROM part");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String vpcId = row.getString(1);
                states.add(Topics.NETWORK_STATE, SOURCE, vpcId, new VSwitchState(row.getString(2), vpcId, CIDR));
            }
        }
    }

    private static void update(ProjectionWriter writer, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = writer.connection().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
