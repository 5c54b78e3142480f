package io.openhavip.eip.projection;

import io.openhavip.contracts.Topics;
import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.eip.EipStatus;
import io.openhavip.eventing.projection.Projection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** An EIP's row as its state, and as what is under way. */
final class EipRows {

    private static final String STATE = "SELECT * FROM eip WHERE eip_id = ?";
    private static final String OPERATION = "SELECT operation_id FROM eip WHERE eip_id = ?";

    private static final int FETCH = 500;

    private EipRows() {}

    static Optional<EipState> state(Connection connection, String eipId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(STATE)) {
            select.setString(1, eipId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(state(row)) : Optional.empty();
            }
        }
    }

    /** Gives all EIPs without holding them all. */
    static void states(Connection connection, String source, Projection.States states) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM eip")) {
            select.setFetchSize(FETCH);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    states.add(Topics.EIP_STATE, source, row.getString("eip_id"), state(row));
                }
            }
        }
    }

    private static EipState state(ResultSet row) throws SQLException {
        EipStatus status = EipStatus.valueOf(row.getString("status"));
        return new EipState(
                row.getString("eip_id"),
                row.getString("region_id"),
                row.getString("ip_address"),
                status,
                status == EipStatus.InUse ? Optional.of(target(row)) : Optional.empty());
    }

    private static EipState.Target target(ResultSet row) throws SQLException {
        return new EipState.Target(
                EipInstanceType.valueOf(row.getString("instance_type")),
                row.getString("instance_id"),
                row.getString("private_ip_address"),
                row.getString("vswitch_id"),
                row.getString("vpc_id"));
    }

    /** The operation that associates or disassociates the EIP now. */
    static Optional<String> operation(Connection connection, String eipId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OPERATION)) {
            select.setString(1, eipId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }
}
