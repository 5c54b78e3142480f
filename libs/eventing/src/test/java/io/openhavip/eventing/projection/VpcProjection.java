package io.openhavip.eventing.projection;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrAssigned;
import io.openhavip.messaging.CloudEvent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Two tables that always say the same: the parts of each range, and how many there are. */
record VpcProjection(Topic topic) implements Projection {

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
                CREATE TABLE part (vpc_id text NOT NULL, v_switch_id text NOT NULL);
                CREATE TABLE vpc (vpc_id text PRIMARY KEY, parts int NOT NULL);
                """;
    }

    @Override
    public void apply(ProjectionWriter writer, CloudEvent attributes, Message message) throws SQLException {
        if (message instanceof VSwitchCidrAssigned event) {
            update(writer, "INSERT INTO part VALUES (?, ?)", event.vpcId(), event.vSwitchId());
            update(
                    writer,
                    "INSERT INTO vpc VALUES (?, 1) ON CONFLICT (vpc_id) DO UPDATE SET parts = vpc.parts + 1",
                    event.vpcId());
            writer.complete(attributes.correlationId(), event.vpcId(), Optional.empty(), "");
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
