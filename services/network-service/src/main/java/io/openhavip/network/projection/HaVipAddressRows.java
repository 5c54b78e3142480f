package io.openhavip.network.projection;

import io.openhavip.contracts.network.HaVipAddressEvent;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipAddressFreed;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipAddressHeld;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipRouteAdded;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipRouteRemoved;
import java.sql.SQLException;

/** Rows of the addresses that HAVIPs hold, for whoever looks for one without its HAVIP. */
final class HaVipAddressRows {

    static final String DDL = """
            CREATE TABLE havip_address (
                havip_id text PRIMARY KEY, account_id text NOT NULL, region_id text NOT NULL, vpc_id text NOT NULL,
                vswitch_id text NOT NULL, address text NOT NULL, held_at timestamptz NOT NULL);
            CREATE INDEX havip_address_by_account ON havip_address (account_id, held_at, havip_id);
            """;

    private HaVipAddressRows() {}

    static void write(EventWriter writer, HaVipAddressEvent event) throws SQLException {
        switch (event) {
            case HaVipAddressHeld e ->
                writer.execute(
                        "INSERT INTO havip_address VALUES (?, ?, ?, ?, ?, ?, ?::timestamptz)",
                        e.haVipId(),
                        e.accountId(),
                        e.regionId(),
                        e.vpcId(),
                        e.vSwitchId(),
                        e.address(),
                        writer.time());
            case HaVipRouteAdded ignored -> {}
            case HaVipRouteRemoved ignored -> {}
            case HaVipAddressFreed e -> writer.execute("DELETE FROM havip_address WHERE havip_id = ?", e.haVipId());
        }
    }
}
