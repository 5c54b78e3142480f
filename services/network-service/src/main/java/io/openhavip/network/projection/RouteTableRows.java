package io.openhavip.network.projection;

import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.NetworkState.RouteState;
import io.openhavip.contracts.network.NextHopType;
import io.openhavip.contracts.network.RouteEntry;
import io.openhavip.contracts.network.RouteEntryType;
import io.openhavip.contracts.network.RouteTableEvent;
import io.openhavip.contracts.network.RouteTableEvent.RouteEntryCreated;
import io.openhavip.contracts.network.RouteTableEvent.RouteEntryDeleted;
import io.openhavip.contracts.network.RouteTableEvent.RouteTableCreated;
import io.openhavip.contracts.network.RouteTableEvent.RouteTableDeleted;
import io.openhavip.eventing.projection.Projection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of route tables and their entries. */
final class RouteTableRows {

    static final String DDL = """
            CREATE TABLE route_table (
                route_table_id text PRIMARY KEY, account_id text NOT NULL, region_id text NOT NULL, vpc_id text NOT NULL,
                vrouter_id text NOT NULL, created_at timestamptz NOT NULL);
            CREATE INDEX route_table_by_account ON route_table (account_id, created_at, route_table_id);
            CREATE TABLE route_entry (
                route_entry_id text PRIMARY KEY, route_table_id text NOT NULL, type text NOT NULL,
                destination_cidr_block text NOT NULL, next_hop_type text NOT NULL, next_hop_id text NOT NULL,
                route_entry_name text NOT NULL, description text NOT NULL, created_at timestamptz NOT NULL);
            CREATE INDEX route_entry_by_table ON route_entry (route_table_id, created_at, route_entry_id);
            CREATE INDEX route_entry_by_next_hop ON route_entry (next_hop_id);
            """;

    private static final String STATES = "SELECT * FROM route_entry JOIN route_table USING (route_table_id)";

    private RouteTableRows() {}

    static void write(EventWriter writer, RouteTableEvent event) throws SQLException {
        switch (event) {
            case RouteTableCreated e ->
                writer.execute(
                        "INSERT INTO route_table VALUES (?, ?, ?, ?, ?, ?::timestamptz)",
                        e.routeTableId(),
                        e.accountId(),
                        e.regionId(),
                        e.vpcId(),
                        e.vRouterId(),
                        writer.time());
            case RouteEntryCreated e -> {
                writer.execute(
                        "INSERT INTO route_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz)",
                        e.routeEntry().routeEntryId(),
                        e.routeTableId(),
                        e.routeEntry().type().name(),
                        e.routeEntry().destinationCidrBlock(),
                        e.routeEntry().nextHopType().name(),
                        e.routeEntry().nextHopId(),
                        e.routeEntry().routeEntryName(),
                        e.routeEntry().description(),
                        writer.time());
                writer.publish(state(writer.connection(), e));
                writer.complete(e.routeTableId());
            }
            case RouteEntryDeleted e -> {
                writer.execute("DELETE FROM route_entry WHERE route_entry_id = ?", e.routeEntryId());
                writer.bury(e.routeEntryId(), RouteState.class);
                writer.complete(e.routeTableId());
            }
            case RouteTableDeleted e -> {
                writer.execute("DELETE FROM route_table WHERE route_table_id = ?", e.routeTableId());
                TagRows.forget(writer, e.routeTableId());
            }
        }
    }

    private static RouteState state(Connection connection, RouteEntryCreated created) throws SQLException {
        RouteEntry entry = created.routeEntry();
        return new RouteState(
                entry.routeEntryId(),
                vpcId(connection, created.routeTableId()),
                created.routeTableId(),
                entry.type(),
                entry.destinationCidrBlock(),
                entry.nextHopType(),
                entry.nextHopId());
    }

    private static String vpcId(Connection connection, String routeTableId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT vpc_id FROM route_table WHERE route_table_id = ?")) {
            select.setString(1, routeTableId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("no route table " + routeTableId);
                }
                return row.getString(1);
            }
        }
    }

    static void states(Connection connection, String source, Projection.States states) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(STATES)) {
            select.setFetchSize(Statements.FETCH);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    RouteState state = new RouteState(
                            row.getString("route_entry_id"),
                            row.getString("vpc_id"),
                            row.getString("route_table_id"),
                            RouteEntryType.valueOf(row.getString("type")),
                            row.getString("destination_cidr_block"),
                            NextHopType.valueOf(row.getString("next_hop_type")),
                            row.getString("next_hop_id"));
                    states.add(Topics.NETWORK_STATE, source, state.routeTableId(), state);
                }
            }
        }
    }
}
