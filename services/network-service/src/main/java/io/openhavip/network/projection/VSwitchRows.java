package io.openhavip.network.projection;

import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.contracts.network.VSwitchEvent;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchCreated;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchDeleted;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchModified;
import io.openhavip.eventing.projection.Projection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Rows of vSwitches and their addresses. */
final class VSwitchRows {

    static final String DDL = """
            CREATE TABLE vswitch (
                vswitch_id text PRIMARY KEY, vpc_id text NOT NULL, account_id text NOT NULL, region_id text NOT NULL,
                zone_id text NOT NULL, cidr_block text NOT NULL, vswitch_name text NOT NULL, description text NOT NULL,
                available int NOT NULL, created_at timestamptz NOT NULL, tunnel_key int);
            CREATE INDEX vswitch_by_vpc ON vswitch (vpc_id);
            CREATE INDEX vswitch_by_account ON vswitch (account_id, created_at, vswitch_id);
            CREATE TABLE address (
                vswitch_id text NOT NULL, address text NOT NULL, holder text NOT NULL, holder_id text NOT NULL,
                PRIMARY KEY (vswitch_id, address));
            """;

    /** Without the four addresses that are the system's. */
    private static final String IDLE = "(2 ^ (32 - split_part(?, '/', 2)::int))::int - 4";

    private static final int NO_TUNNEL = 0;

    private VSwitchRows() {}

    static void write(EventWriter writer, VSwitchEvent event) throws SQLException {
        switch (event) {
            case VSwitchCreated e -> {
                writer.execute(
                        "INSERT INTO vswitch VALUES (?, ?, ?, ?, ?, ?, ?, ?, " + IDLE
                                + ", ?::timestamptz, NULLIF(?, 0))",
                        e.vSwitchId(),
                        e.vpcId(),
                        e.accountId(),
                        e.regionId(),
                        e.zoneId(),
                        e.cidrBlock(),
                        e.vSwitchName(),
                        e.description(),
                        e.cidrBlock(),
                        writer.time(),
                        e.tunnelKey().orElse(NO_TUNNEL));
                writer.publish(new VSwitchState(e.vSwitchId(), e.vpcId(), e.cidrBlock(), e.tunnelKey()));
                writer.complete(e.vSwitchId());
            }
            case VSwitchModified e -> {
                writer.execute(
                        "UPDATE vswitch SET vswitch_name = ?, description = ? WHERE vswitch_id = ?",
                        e.vSwitchName(),
                        e.description(),
                        e.vSwitchId());
                writer.complete(e.vSwitchId());
            }
            case AddressReserved e -> {
                writer.execute(
                        "INSERT INTO address VALUES (?, ?, ?, ?)",
                        e.vSwitchId(),
                        e.address(),
                        e.holder().name(),
                        e.holderId());
                writer.execute("UPDATE vswitch SET available = available - 1 WHERE vswitch_id = ?", e.vSwitchId());
            }
            case AddressReleased e -> {
                writer.execute("DELETE FROM address WHERE vswitch_id = ? AND address = ?", e.vSwitchId(), e.address());
                writer.execute("UPDATE vswitch SET available = available + 1 WHERE vswitch_id = ?", e.vSwitchId());
            }
            case VSwitchDeleted e -> {
                writer.execute("DELETE FROM vswitch WHERE vswitch_id = ?", e.vSwitchId());
                TagRows.forget(writer, e.vSwitchId());
                writer.bury(e.vSwitchId(), VSwitchState.class);
                writer.complete(e.vSwitchId());
            }
        }
    }

    static void states(Connection connection, String source, Projection.States states) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT vswitch_id, vpc_id, cidr_block, COALESCE(tunnel_key, 0) FROM vswitch")) {
            select.setFetchSize(Statements.FETCH);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    VSwitchState state = new VSwitchState(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            Optional.of(row.getInt(4)).filter(key -> key != NO_TUNNEL));
                    states.add(Topics.NETWORK_STATE, source, state.vSwitchId(), state);
                }
            }
        }
    }
}
