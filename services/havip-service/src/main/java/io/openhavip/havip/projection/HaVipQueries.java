package io.openhavip.havip.projection;

import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the HAVIPs' read model. Thread-safe. */
public final class HaVipQueries {

    /**
     * What to look for; an empty one is not asked about.
     *
     * @param status a {@link io.openhavip.contracts.havip.HaVipStatus}
     */
    public record Filter(
            Optional<String> haVipId,
            Optional<String> ipAddress,
            Optional<String> vpcId,
            Optional<String> vSwitchId,
            Optional<String> status) {

        static Filter byId(String haVipId) {
            return new Filter(
                    Optional.of(haVipId), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private static final String MATCHING = """
            FROM (SELECT h.*,
                         (SELECT count(*) FROM %1$s.association a WHERE a.ha_vip_id = h.ha_vip_id) AS associations,
                         coalesce(h.pending_status,
                                  CASE WHEN EXISTS (SELECT 1 FROM %1$s.association a WHERE a.ha_vip_id = h.ha_vip_id)
                                       THEN 'InUse' ELSE 'Available' END) AS status
                  FROM %1$s.ha_vip h) h
            WHERE (?::text IS NULL OR ha_vip_id = ?) AND (?::text IS NULL OR ip_address = ?) AND (?::text IS NULL OR vpc_id = ?)
              AND (?::text IS NULL OR vswitch_id = ?) AND (?::text IS NULL OR status = ?)
            """.formatted(HaVipProjection.NAME);
    private static final String SELECT =
            """
            SELECT h.*,
                   ARRAY(SELECT instance_id FROM %1$s.association a WHERE a.ha_vip_id = h.ha_vip_id
                         ORDER BY associated_at, instance_id) AS instance_ids,
                   coalesce((SELECT min(instance_type) FROM %1$s.association a WHERE a.ha_vip_id = h.ha_vip_id), '') AS instance_type,
                   coalesce((SELECT o.instance_id FROM %1$s.ownership o
                             WHERE o.vswitch_id = h.vswitch_id AND o.address = h.ip_address AND o.ha_vip_id = h.ha_vip_id
                               AND EXISTS (SELECT 1 FROM %1$s.association a WHERE a.ha_vip_id = h.ha_vip_id AND NOT a.leaving
                                           AND a.instance_id IN (o.instance_id, o.network_interface_id))), '') AS master
            """.formatted(HaVipProjection.NAME) + MATCHING + " ORDER BY created_at, ha_vip_id LIMIT ? OFFSET ?";
    private static final String COUNT = "SELECT count(*) " + MATCHING;

    private final PostgresTransactions transactions;

    public HaVipQueries(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    public Optional<HaVipView> one(String haVipId) throws SQLException {
        return list(Filter.byId(haVipId), 1, 0).stream().findFirst();
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
        for (Optional<String> value :
                List.of(filter.haVipId(), filter.ipAddress(), filter.vpcId(), filter.vSwitchId(), filter.status())) {
            select.setString(next++, value.orElse(null));
            select.setString(next++, value.orElse(null));
        }
        return next;
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
                row.getString("master"),
                row.getString("instance_type"),
                List.of((String[]) row.getArray("instance_ids").getArray()),
                row.getTimestamp("created_at").toInstant());
    }
}
