package io.openhavip.network.projection;

import io.openhavip.contracts.network.VpcEvent;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrAssigned;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrReturned;
import io.openhavip.contracts.network.VpcEvent.VpcCreated;
import io.openhavip.contracts.network.VpcEvent.VpcDeleted;
import java.sql.SQLException;

/** Rows of VPCs. */
final class VpcRows {

    static final String DDL = """
            CREATE TABLE vpc (
                vpc_id text PRIMARY KEY, account_id text NOT NULL, region_id text NOT NULL, cidr_block text NOT NULL,
                vpc_name text NOT NULL, description text NOT NULL, created_at timestamptz NOT NULL);
            """;

    private VpcRows() {}

    static void write(EventWriter writer, VpcEvent event) throws SQLException {
        switch (event) {
            case VpcCreated e -> {
                writer.execute(
                        "INSERT INTO vpc VALUES (?, ?, ?, ?, ?, ?, ?::timestamptz)",
                        e.vpcId(),
                        e.accountId(),
                        e.regionId(),
                        e.cidrBlock(),
                        e.vpcName(),
                        e.description(),
                        writer.time());
                writer.complete(e.vpcId());
            }
            case VSwitchCidrAssigned ignored -> {}
            case VSwitchCidrReturned ignored -> {}
            case VpcDeleted e -> {
                writer.execute("DELETE FROM vpc WHERE vpc_id = ?", e.vpcId());
                writer.complete(e.vpcId());
            }
        }
    }
}
