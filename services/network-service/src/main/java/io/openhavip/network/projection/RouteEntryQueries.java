package io.openhavip.network.projection;

import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads route entries. Thread-safe. */
public final class RouteEntryQueries {

    /** A route entry as it is answered. */
    public record RouteEntryView(
            String routeEntryId,
            String routeEntryName,
            String routeTableId,
            String destinationCidrBlock,
            String description,
            String type,
            String status,
            String nextHopType,
            String nextHopId,
            Instant creationTime) {}

    /** Which are wanted; what is empty admits any. */
    public record Wanted(
            List<String> routeEntryIds,
            Optional<String> routeTableId,
            Optional<String> destinationCidrBlock,
            Optional<String> nextHopType,
            Optional<String> nextHopId,
            Optional<String> routeEntryType,
            Optional<String> routeEntryName) {

        /** One by its id. */
        static Wanted one(String id) {
            return new Wanted(
                    List.of(id),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private static final String COLUMNS = "e.*";
    private static final String TABLES =
            "%1$s.route_entry e JOIN %1$s.route_table r USING (route_table_id)".formatted(NetworkProjection.NAME);
    private static final String AVAILABLE = "Available";

    private final Select select;

    public RouteEntryQueries(PostgresTransactions transactions) {
        this.select = new Select(transactions);
    }

    public Page<RouteEntryView> page(String accountId, Wanted wanted, int limit, int offset) throws SQLException {
        Filter filter = Filter.ofAccount("r", accountId)
                .among("e.route_entry_id", wanted.routeEntryIds())
                .equal("e.route_table_id", wanted.routeTableId())
                .equal("e.destination_cidr_block", wanted.destinationCidrBlock())
                .equal("e.next_hop_type", wanted.nextHopType())
                .equal("e.next_hop_id", wanted.nextHopId())
                .equal("e.type", wanted.routeEntryType())
                .equal("e.route_entry_name", wanted.routeEntryName());
        return select.page(
                COLUMNS, TABLES, filter, "e.created_at, e.route_entry_id", RouteEntryQueries::view, limit, offset);
    }

    public Optional<RouteEntryView> one(String accountId, String id) throws SQLException {
        return page(accountId, Wanted.one(id), 1, 0).items().stream().findFirst();
    }

    private static RouteEntryView view(ResultSet row) throws SQLException {
        return new RouteEntryView(
                row.getString("route_entry_id"),
                row.getString("route_entry_name"),
                row.getString("route_table_id"),
                row.getString("destination_cidr_block"),
                row.getString("description"),
                row.getString("type"),
                AVAILABLE,
                row.getString("next_hop_type"),
                row.getString("next_hop_id"),
                row.getTimestamp("created_at").toInstant());
    }
}
