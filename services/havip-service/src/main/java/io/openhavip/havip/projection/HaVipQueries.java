package io.openhavip.havip.projection;

import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.havip.projection.HaVipRow.Association;
import io.openhavip.havip.projection.HaVipRow.CarriedEip;
import io.openhavip.service.api.Tags;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the HAVIPs' read model, always for one account. The SQL asks only for what the filter names, so that PostgreSQL plans each
 * shape of filter by itself; values are parameters. Thread-safe.
 */
public final class HaVipQueries {

    /**
     * What to look for; one that is empty is not asked about.
     *
     * @param statuses of {@link io.openhavip.contracts.havip.HaVipStatus}
     * @param tags values by key; an empty one: any value
     */
    public record Filter(
            String accountId,
            List<String> haVipIds,
            List<String> ipAddresses,
            List<String> vpcIds,
            List<String> vSwitchIds,
            List<String> statuses,
            Optional<String> resourceGroupId,
            Map<String, Optional<String>> tags,
            Optional<String> regionId) {

        /** In any region. */
        public Filter(
                String accountId,
                List<String> haVipIds,
                List<String> ipAddresses,
                List<String> vpcIds,
                List<String> vSwitchIds,
                List<String> statuses,
                Optional<String> resourceGroupId,
                Map<String, Optional<String>> tags) {
            this(
                    accountId,
                    haVipIds,
                    ipAddresses,
                    vpcIds,
                    vSwitchIds,
                    statuses,
                    resourceGroupId,
                    tags,
                    Optional.empty());
        }

        static Filter byId(String accountId, String haVipId) {
            return new Filter(
                    accountId,
                    List.of(haVipId),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Map.of());
        }
    }

    // The page first: the owners of a few addresses are looked up, however many there are.
    private static final String PAGE = """
            SELECT h.*, coalesce(o.instance_id, '') AS owner_instance_id,
                   coalesce(o.network_interface_id, '') AS owner_network_interface_id
            FROM (SELECT * FROM %1$s.ha_vip WHERE %2$s ORDER BY created_at, ha_vip_id LIMIT ? OFFSET ?) h
            LEFT JOIN %1$s.ownership o
                   ON o.vswitch_id = h.vswitch_id AND o.address = h.ip_address AND o.ha_vip_id = h.ha_vip_id
            ORDER BY h.created_at, h.ha_vip_id
            """;
    private static final String COUNT = "SELECT count(*) FROM %1$s.ha_vip WHERE %2$s";

    private final PostgresTransactions transactions;

    public HaVipQueries(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    /** A HAVIP of the account; empty also for one of another. */
    public Optional<HaVipView> one(String accountId, String haVipId) throws SQLException {
        return list(Filter.byId(accountId, haVipId), 1, 0).stream().findFirst();
    }

    /** In the order of their creation. */
    public List<HaVipView> list(Filter filter, int limit, int offset) throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = page(filter, limit, offset).prepare(connection);
                ResultSet rows = select.executeQuery()) {
            List<HaVipView> found = new ArrayList<>();
            while (rows.next()) {
                found.add(view(rows));
            }
            return found;
        }
    }

    public int count(Filter filter) throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = counting(filter).prepare(connection);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    static Query page(Filter filter, int limit, int offset) {
        Query.Conditions conditions = matching(filter);
        return conditions.query(PAGE.formatted(HaVipProjection.NAME, conditions.sql()), limit, offset);
    }

    static Query counting(Filter filter) {
        Query.Conditions conditions = matching(filter);
        return conditions.query(COUNT.formatted(HaVipProjection.NAME, conditions.sql()));
    }

    private static Query.Conditions matching(Filter filter) {
        Query.Conditions conditions = new Query.Conditions()
                .equal("account_id", filter.accountId())
                .oneOf("ha_vip_id", filter.haVipIds())
                .oneOf("ip_address", filter.ipAddresses())
                .oneOf("vpc_id", filter.vpcIds())
                .oneOf("vswitch_id", filter.vSwitchIds())
                .oneOf("status", filter.statuses());
        filter.resourceGroupId().ifPresent(group -> conditions.equal("resource_group_id", group));
        filter.regionId().ifPresent(region -> conditions.equal("region_id", region));
        if (!filter.tags().isEmpty()) {
            // What the index of tags says of its rows.
            conditions.that("tags <> '{}'");
        }
        filter.tags().forEach((key, value) -> {
            if (value.isPresent()) {
                conditions.that("tags @> jsonb_build_object(?, ?)", key, value.get());
            } else {
                conditions.that("tags ?? ?", key);
            }
        });
        return conditions;
    }

    private static HaVipView view(ResultSet result) throws SQLException {
        HaVipRow row = HaVipRows.read(result);
        return new HaVipView(
                row.haVipId(),
                row.labels().name(),
                row.labels().description(),
                row.status().name(),
                row.place().ipAddress(),
                row.place().vpcId(),
                row.place().vSwitchId(),
                row.place().regionId(),
                row.labels().resourceGroupId(),
                master(row, result.getString("owner_instance_id"), result.getString("owner_network_interface_id")),
                row.associatedInstanceType().map(Enum::name).orElse(""),
                row.associations().stream().map(Association::instanceId).toList(),
                row.eip().map(CarriedEip::address).stream().toList(),
                Tags.listed(row.labels().tags()),
                HaVipView.CHARGE_TYPE,
                row.createdAt().truncatedTo(ChronoUnit.SECONDS));
    }

    /** The owner, while it or its interface is associated and is not on its way out. */
    private static String master(HaVipRow row, String instanceId, String networkInterfaceId) {
        return row.associations().stream()
                        .filter(it -> !it.leaving())
                        .anyMatch(it -> it.instanceId().equals(instanceId)
                                || it.instanceId().equals(networkInterfaceId))
                ? instanceId
                : "";
    }
}
