package io.openhavip.network.projection;

import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.service.api.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads vSwitches. Thread-safe. */
public final class VSwitchQueries {

    /** A vSwitch as it is answered; its resource group and route table are its VPC's. */
    public record VSwitchView(
            String vSwitchId,
            String vSwitchName,
            String description,
            String status,
            String vpcId,
            String regionId,
            String zoneId,
            String cidrBlock,
            long availableIpAddressCount,
            String routeTableId,
            String resourceGroupId,
            String ownerId,
            List<Tag> tags,
            Instant creationTime) {}

    /** Which are wanted; what is empty admits any. */
    public record Wanted(
            List<String> vSwitchIds,
            Optional<String> vpcId,
            Optional<String> zoneId,
            Optional<String> vSwitchName,
            Optional<String> regionId,
            Optional<String> routeTableId,
            Optional<String> resourceGroupId,
            Map<String, Optional<String>> tags) {

        /** One by its id. */
        static Wanted one(String id) {
            return new Wanted(
                    List.of(id),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
        }
    }

    private static final String COLUMNS =
            "s.*, coalesce(v.route_table_id, '') AS route_table_id, coalesce(v.resource_group_id, '') AS resource_group_id, "
                    + Select.tagsOf("s.vswitch_id");
    private static final String TABLES =
            "%1$s.vswitch s LEFT JOIN %1$s.vpc v USING (vpc_id)".formatted(NetworkProjection.NAME);
    private static final String AVAILABLE = "Available";

    private final Select select;

    public VSwitchQueries(PostgresTransactions transactions) {
        this.select = new Select(transactions);
    }

    public Page<VSwitchView> page(String accountId, Wanted wanted, int limit, int offset) throws SQLException {
        Filter filter = Filter.ofAccount("s", accountId)
                .among("s.vswitch_id", wanted.vSwitchIds())
                .equal("s.vpc_id", wanted.vpcId())
                .equal("s.zone_id", wanted.zoneId())
                .equal("s.vswitch_name", wanted.vSwitchName())
                .equal("s.region_id", wanted.regionId())
                .equal("v.route_table_id", wanted.routeTableId())
                .equal("v.resource_group_id", wanted.resourceGroupId())
                .tagged("s.vswitch_id", wanted.tags());
        return select.page(COLUMNS, TABLES, filter, "s.created_at, s.vswitch_id", VSwitchQueries::view, limit, offset);
    }

    public Optional<VSwitchView> one(String accountId, String id) throws SQLException {
        return page(accountId, Wanted.one(id), 1, 0).items().stream().findFirst();
    }

    private static VSwitchView view(ResultSet row) throws SQLException {
        return new VSwitchView(
                row.getString("vswitch_id"),
                row.getString("vswitch_name"),
                row.getString("description"),
                AVAILABLE,
                row.getString("vpc_id"),
                row.getString("region_id"),
                row.getString("zone_id"),
                row.getString("cidr_block"),
                row.getLong("available"),
                row.getString("route_table_id"),
                row.getString("resource_group_id"),
                row.getString("account_id"),
                Select.tags(row),
                row.getTimestamp("created_at").toInstant());
    }
}
