package io.openhavip.network.projection;

import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.service.api.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads VPCs. Thread-safe. */
public final class VpcQueries {

    /** A VPC as it is answered. */
    public record VpcView(
            String vpcId,
            String vpcName,
            String description,
            String status,
            String regionId,
            String cidrBlock,
            String vRouterId,
            String routeTableId,
            String resourceGroupId,
            String ownerId,
            List<String> vSwitchIds,
            List<Tag> tags,
            Instant creationTime) {}

    /** Which are wanted; what is empty admits any. */
    public record Wanted(
            List<String> vpcIds,
            Optional<String> vpcName,
            Optional<String> regionId,
            Optional<String> resourceGroupId,
            Map<String, Optional<String>> tags) {

        /** One by its id. */
        static Wanted one(String id) {
            return new Wanted(List.of(id), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        }
    }

    private static final String COLUMNS =
            "v.*, ARRAY(SELECT s.vswitch_id FROM %s.vswitch s WHERE s.vpc_id = v.vpc_id ORDER BY 1) AS vswitch_ids, "
                            .formatted(NetworkProjection.NAME)
                    + Select.tagsOf("v.vpc_id");
    private static final String TABLES = "%s.vpc v".formatted(NetworkProjection.NAME);
    private static final String AVAILABLE = "Available";

    private final Select select;

    public VpcQueries(PostgresTransactions transactions) {
        this.select = new Select(transactions);
    }

    public Page<VpcView> page(String accountId, Wanted wanted, int limit, int offset) throws SQLException {
        Filter filter = Filter.ofAccount("v", accountId)
                .among("v.vpc_id", wanted.vpcIds())
                .equal("v.vpc_name", wanted.vpcName())
                .equal("v.region_id", wanted.regionId())
                .equal("v.resource_group_id", wanted.resourceGroupId())
                .tagged("v.vpc_id", wanted.tags());
        return select.page(COLUMNS, TABLES, filter, "v.created_at, v.vpc_id", VpcQueries::view, limit, offset);
    }

    public Optional<VpcView> one(String accountId, String id) throws SQLException {
        return page(accountId, Wanted.one(id), 1, 0).items().stream().findFirst();
    }

    private static VpcView view(ResultSet row) throws SQLException {
        return new VpcView(
                row.getString("vpc_id"),
                row.getString("vpc_name"),
                row.getString("description"),
                AVAILABLE,
                row.getString("region_id"),
                row.getString("cidr_block"),
                row.getString("vrouter_id"),
                row.getString("route_table_id"),
                row.getString("resource_group_id"),
                row.getString("account_id"),
                Select.strings(row, "vswitch_ids"),
                Select.tags(row),
                row.getTimestamp("created_at").toInstant());
    }
}
