package io.openhavip.network.projection;

import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.service.api.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads route tables. Thread-safe. */
public final class RouteTableQueries {

    /** A route table as it is answered. */
    public record RouteTableView(
            String routeTableId,
            String routeTableType,
            String status,
            String regionId,
            String vpcId,
            String vRouterId,
            String ownerId,
            List<String> vSwitchIds,
            List<Tag> tags,
            Instant creationTime) {}

    /** Which are wanted; what is empty admits any. */
    public record Wanted(
            List<String> routeTableIds,
            Optional<String> vpcId,
            Optional<String> vRouterId,
            Optional<String> regionId,
            Optional<String> routeEntryId,
            Map<String, Optional<String>> tags) {

        /** One by its id. */
        static Wanted one(String id) {
            return new Wanted(
                    List.of(id), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        }
    }

    private static final String COLUMNS =
            "r.*, ARRAY(SELECT s.vswitch_id FROM %s.vswitch s WHERE s.vpc_id = r.vpc_id ORDER BY 1) AS vswitch_ids, "
                            .formatted(NetworkProjection.NAME)
                    + Select.tagsOf("r.route_table_id");
    private static final String TABLES = "%s.route_table r".formatted(NetworkProjection.NAME);
    private static final String HAS_ENTRY =
            "r.route_table_id = (SELECT e.route_table_id FROM %s.route_entry e WHERE e.route_entry_id = ?)"
                    .formatted(NetworkProjection.NAME);
    private static final String AVAILABLE = "Available";

    private final Select select;

    public RouteTableQueries(PostgresTransactions transactions) {
        this.select = new Select(transactions);
    }

    public Page<RouteTableView> page(String accountId, Wanted wanted, int limit, int offset) throws SQLException {
        Filter filter = Filter.ofAccount("r", accountId)
                .among("r.route_table_id", wanted.routeTableIds())
                .equal("r.vpc_id", wanted.vpcId())
                .equal("r.vrouter_id", wanted.vRouterId())
                .equal("r.region_id", wanted.regionId())
                .where(HAS_ENTRY, wanted.routeEntryId())
                .tagged("r.route_table_id", wanted.tags());
        return select.page(
                COLUMNS, TABLES, filter, "r.created_at, r.route_table_id", RouteTableQueries::view, limit, offset);
    }

    public Optional<RouteTableView> one(String accountId, String id) throws SQLException {
        return page(accountId, Wanted.one(id), 1, 0).items().stream().findFirst();
    }

    private static RouteTableView view(ResultSet row) throws SQLException {
        return new RouteTableView(
                row.getString("route_table_id"),
                "System",
                AVAILABLE,
                row.getString("region_id"),
                row.getString("vpc_id"),
                row.getString("vrouter_id"),
                row.getString("account_id"),
                Select.strings(row, "vswitch_ids"),
                Select.tags(row),
                row.getTimestamp("created_at").toInstant());
    }
}
