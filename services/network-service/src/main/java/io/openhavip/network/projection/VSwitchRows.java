package io.openhavip.network.projection;

import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.contracts.network.VSwitchEvent;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchCreated;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchDeleted;
import java.sql.SQLException;

/** Rows of vSwitches and their addresses. */
final class VSwitchRows {

    static final String DDL = """
            CREATE TABLE vswitch (
                vswitch_id text PRIMARY KEY, vpc_id text NOT NULL, account_id text NOT NULL, region_id text NOT NULL,
                zone_id text NOT NULL, cidr_block text NOT NULL, vswitch_name text NOT NULL, description text NOT NULL,
                created_at timestamptz NOT NULL);
            CREATE INDEX vswitch_by_vpc ON vswitch (vpc_id);
            CREATE TABLE address (
                vswitch_id text NOT NULL, address text NOT NULL, holder text NOT NULL, holder_id text NOT NULL,
                PRIMARY KEY (vswitch_id, address));
            """;

    private VSwitchRows() {}

    static void write(EventWriter writer, VSwitchEvent event) throws SQLException {
        switch (event) {
            case VSwitchCreated e -> {
                writer.execute(
                        "INSERT INTO vswitch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz)",
                        e.vSwitchId(),
                        e.vpcId(),
                        e.accountId(),
                        e.regionId(),
                        e.zoneId(),
                        e.cidrBlock(),
                        e.vSwitchName(),
                        e.description(),
                        writer.time());
                writer.publish(new VSwitchState(e.vSwitchId(), e.vpcId(), e.cidrBlock()));
                writer.complete(e.vSwitchId());
            }
            case AddressReserved e ->
                writer.execute(
                        "INSERT INTO address VALUES (?, ?, ?, ?)",
                        e.vSwitchId(),
                        e.address(),
                        e.holder().name(),
                        e.holderId());
            case AddressReleased e ->
                writer.execute("DELETE FROM address WHERE vswitch_id = ? AND address = ?", e.vSwitchId(), e.address());
            case VSwitchDeleted e -> {
                writer.execute("DELETE FROM vswitch WHERE vswitch_id = ?", e.vSwitchId());
                writer.bury(e.vSwitchId(), VSwitchState.class);
                writer.complete(e.vSwitchId());
            }
        }
    }
}
