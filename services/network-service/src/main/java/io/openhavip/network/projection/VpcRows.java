package io.openhavip.network.projection;

import io.openhavip.contracts.network.VpcEvent;
import io.openhavip.contracts.network.VpcEvent.SecurityGroupAdded;
import io.openhavip.contracts.network.VpcEvent.SecurityGroupRemoved;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrAssigned;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrReturned;
import io.openhavip.contracts.network.VpcEvent.VpcCreated;
import io.openhavip.contracts.network.VpcEvent.VpcDeleted;
import io.openhavip.contracts.network.VpcEvent.VpcModified;
import io.openhavip.contracts.network.VpcEvent.VpcMovedToResourceGroup;
import java.sql.SQLException;

/** Rows of VPCs. */
final class VpcRows {

    static final String DDL = """
            CREATE TABLE vpc (
                vpc_id text PRIMARY KEY, account_id text NOT NULL, region_id text NOT NULL, cidr_block text NOT NULL,
                vpc_name text NOT NULL, description text NOT NULL, resource_group_id text NOT NULL,
                vrouter_id text NOT NULL, route_table_id text NOT NULL, created_at timestamptz NOT NULL);
            CREATE INDEX vpc_by_account ON vpc (account_id, created_at, vpc_id);
            """;

    private VpcRows() {}

    static void write(EventWriter writer, VpcEvent event) throws SQLException {
        switch (event) {
            case VpcCreated e -> {
                writer.execute(
                        "INSERT INTO vpc VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz)",
                        e.vpcId(),
                        e.accountId(),
                        e.regionId(),
                        e.cidrBlock(),
                        e.vpcName(),
                        e.description(),
                        e.resourceGroupId(),
                        e.vRouterId(),
                        e.routeTableId(),
                        writer.time());
                writer.complete(e.vpcId());
            }
            case VpcModified e -> {
                writer.execute(
                        "UPDATE vpc SET vpc_name = ?, description = ? WHERE vpc_id = ?",
                        e.vpcName(),
                        e.description(),
                        e.vpcId());
                writer.complete(e.vpcId());
            }
            case VpcMovedToResourceGroup e -> {
                writer.execute("UPDATE vpc SET resource_group_id = ? WHERE vpc_id = ?", e.resourceGroupId(), e.vpcId());
                writer.complete(e.vpcId());
            }
            case VSwitchCidrAssigned ignored -> {}
            case VSwitchCidrReturned ignored -> {}
            case SecurityGroupAdded ignored -> {}
            case SecurityGroupRemoved ignored -> {}
            case VpcDeleted e -> {
                writer.execute("DELETE FROM vpc WHERE vpc_id = ?", e.vpcId());
                TagRows.forget(writer, e.vpcId());
                writer.complete(e.vpcId());
            }
        }
    }
}
