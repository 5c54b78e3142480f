package io.openhavip.network.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.GuestSetup;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.eventing.projection.Projection;
import io.openhavip.messaging.JsonMessages;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Rows of the table {@code instance}. */
final class InstanceRows {

    private static final TypeReference<List<NetworkInterface>> NETWORK_INTERFACES = new TypeReference<>() {};

    private InstanceRows() {}

    static Optional<InstanceState> state(Connection connection, String instanceId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM instance WHERE instance_id = ?")) {
            select.setString(1, instanceId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(state(row)) : Optional.empty();
            }
        }
    }

    static void states(Connection connection, String source, Projection.States states) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM instance")) {
            select.setFetchSize(Statements.FETCH);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    states.add(Topics.NETWORK_STATE, source, row.getString("instance_id"), state(row));
                }
            }
        }
    }

    private static InstanceState state(ResultSet row) throws SQLException {
        return new InstanceState(
                row.getString("instance_id"),
                row.getString("vpc_id"),
                row.getString("host_id"),
                InstanceStatus.valueOf(row.getString("status")),
                row.getInt("run"),
                networkInterfaces(row),
                Optional.of(new GuestSetup(
                        row.getString("host_name"),
                        row.getString("user_data"),
                        row.getString("instance_type"),
                        row.getString("image_id"))),
                row.getBoolean("forced") ? Optional.of(true) : Optional.empty());
    }

    static List<NetworkInterface> networkInterfaces(ResultSet row) throws SQLException {
        try {
            return JsonMessages.MAPPER.readValue(row.getString("network_interfaces"), NETWORK_INTERFACES);
        } catch (JsonProcessingException e) {
            throw new SQLException("unreadable network_interfaces of " + row.getString("instance_id"), e);
        }
    }
}
