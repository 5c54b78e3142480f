package io.openhavip.havip.projection;

import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.service.api.Tag;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads the HAVIPs' read model. Thread-safe. */
public final class HaVipQueries {

    /**
     * What to look for; of the values of one list any, and nothing is asked about an empty one.
     *
     * @param statuses of {@link io.openhavip.contracts.havip.HaVipStatus}
     * @param tags all of them; one without a value is there with any
     */
    public record Filter(
            String accountId,
            List<String> haVipIds,
            List<String> ipAddresses,
            List<String> vpcIds,
            List<String> vSwitchIds,
            List<String> statuses,
            Optional<String> resourceGroupId,
            Map<String, Optional<String>> tags) {

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

    private static final String MATCHING = """
            FROM (SELECT h.*,
                         (SELECT count(*) FROM %1$s.association a WHERE a.ha_vip_id = h.ha_vip_id) AS associations,
                         coalesce(h.pending_status,
                                  CASE WHEN EXISTS (SELECT 1 FROM %1$s.association a WHERE a.ha_vip_id = h.ha_vip_id)
                                       THEN 'InUse' ELSE 'Available' END) AS status
                  FROM %1$s.ha_vip h) h
            WHERE account_id = ? AND (?::text IS NULL OR resource_group_id = ?)
              AND (cardinality(?::text[]) = 0 OR ha_vip_id = ANY (?)) AND (cardinality(?::text[]) = 0 OR ip_address = ANY (?))
              AND (cardinality(?::text[]) = 0 OR vpc_id = ANY (?)) AND (cardinality(?::text[]) = 0 OR vswitch_id = ANY (?))
              AND (cardinality(?::text[]) = 0 OR status = ANY (?))
              AND NOT EXISTS (SELECT 1 FROM unnest(?::text[], ?::text[]) AS wanted (key, value) WHERE NOT EXISTS (
                  SELECT 1 FROM %1$s.tag t WHERE t.ha_vip_id = h.ha_vip_id AND t.key = wanted.key
                  AND (wanted.value IS NULL OR t.value = wanted.value)))
            """.formatted(HaVipProjection.NAME);
    private static final String SELECT =
            """
            SELECT h.*,
                   ARRAY(SELECT key FROM %1$s.tag t WHERE t.ha_vip_id = h.ha_vip_id ORDER BY key) AS tag_keys,
                   ARRAY(SELECT value FROM %1$s.tag t WHERE t.ha_vip_id = h.ha_vip_id ORDER BY key) AS tag_values,
                   ARRAY(SELECT address FROM %1$s.eip e WHERE e.ha_vip_id = h.ha_vip_id ORDER BY address) AS eip_addresses,
                   ARRAY(SELECT instance_id FROM %1$s.association a WHERE a.ha_vip_id = h.ha_vip_id
                         ORDER BY associated_at, instance_id) AS instance_ids,
                   coalesce((SELECT min(instance_type) FROM %1$s.association a WHERE a.ha_vip_id = h.ha_vip_id), '') AS instance_type,
                   coalesce((SELECT o.instance_id FROM %1$s.ownership o
                             WHERE o.vswitch_id = h.vswitch_id AND o.address = h.ip_address AND o.ha_vip_id = h.ha_vip_id
                               AND EXISTS (SELECT 1 FROM %1$s.association a WHERE a.ha_vip_id = h.ha_vip_id AND NOT a.leaving
                                           AND a.instance_id IN (o.instance_id, o.network_interface_id))), '') AS master
            """.formatted(HaVipProjection.NAME) + MATCHING + " ORDER BY created_at, ha_vip_id LIMIT ? OFFSET ?";
    private static final String COUNT = "SELECT count(*) " + MATCHING;

    private static final String CHARGE_TYPE = "PostPaid";

    private final PostgresTransactions transactions;

    public HaVipQueries(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    public Optional<HaVipView> one(String accountId, String haVipId) throws SQLException {
        return list(Filter.byId(accountId, haVipId), 1, 0).stream().findFirst();
    }

    public List<HaVipView> list(Filter filter, int limit, int offset) throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            int next = bind(select, filter);
            select.setInt(next, limit);
            select.setInt(next + 1, offset);
            try (ResultSet rows = select.executeQuery()) {
                List<HaVipView> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(view(rows));
                }
                return found;
            }
        }
    }

    public int count(Filter filter) throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = connection.prepareStatement(COUNT)) {
            bind(select, filter);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static int bind(PreparedStatement select, Filter filter) throws SQLException {
        int next = 1;
        select.setString(next++, filter.accountId());
        select.setString(next++, filter.resourceGroupId().orElse(null));
        select.setString(next++, filter.resourceGroupId().orElse(null));
        for (List<String> values : List.of(
                filter.haVipIds(), filter.ipAddresses(), filter.vpcIds(), filter.vSwitchIds(), filter.statuses())) {
            select.setArray(next++, array(select, values.stream()));
            select.setArray(next++, array(select, values.stream()));
        }
        List<String> keys = List.copyOf(filter.tags().keySet());
        select.setArray(next++, array(select, keys.stream()));
        select.setArray(
                next++,
                array(select, keys.stream().map(key -> filter.tags().get(key).orElse(null))));
        return next;
    }

    private static Array array(PreparedStatement select, Stream<String> values) throws SQLException {
        return select.getConnection().createArrayOf("text", values.toArray());
    }

    private static List<Tag> tags(ResultSet row) throws SQLException {
        String[] keys = (String[]) row.getArray("tag_keys").getArray();
        String[] values = (String[]) row.getArray("tag_values").getArray();
        return IntStream.range(0, keys.length)
                .mapToObj(i -> new Tag(keys[i], values[i]))
                .toList();
    }

    private static HaVipView view(ResultSet row) throws SQLException {
        return new HaVipView(
                row.getString("ha_vip_id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("status"),
                row.getString("ip_address"),
                row.getString("vpc_id"),
                row.getString("vswitch_id"),
                row.getString("region_id"),
                row.getString("resource_group_id"),
                row.getString("master"),
                row.getString("instance_type"),
                List.of((String[]) row.getArray("instance_ids").getArray()),
                List.of((String[]) row.getArray("eip_addresses").getArray()),
                tags(row),
                CHARGE_TYPE,
                row.getTimestamp("created_at").toInstant());
    }
}
