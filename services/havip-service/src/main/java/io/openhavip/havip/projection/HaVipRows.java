package io.openhavip.havip.projection;

import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A HAVIP's rows put together as its state. */
final class HaVipRows {

    private static final String SELECT = """
            SELECT h.*,
                   ARRAY(SELECT instance_id FROM association a WHERE a.ha_vip_id = h.ha_vip_id AND NOT leaving
                         ORDER BY associated_at, instance_id) AS instance_ids,
                   (SELECT min(instance_type) FROM association a WHERE a.ha_vip_id = h.ha_vip_id) AS instance_type,
                   (SELECT count(*) FROM association a WHERE a.ha_vip_id = h.ha_vip_id) AS associations
            FROM ha_vip h WHERE ha_vip_id = ? AND ip_address <> ''
            """;

    private HaVipRows() {}

    /** The state of a HAVIP that has its address; empty for others. */
    static Optional<HaVipState> state(Connection connection, String haVipId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, haVipId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(state(row)) : Optional.empty();
            }
        }
    }

    private static HaVipState state(ResultSet row) throws SQLException {
        return new HaVipState(
                row.getString("ha_vip_id"),
                row.getString("vpc_id"),
                row.getString("vswitch_id"),
                row.getString("ip_address"),
                status(Optional.ofNullable(row.getString("pending_status")), row.getInt("associations")),
                Optional.ofNullable(row.getString("instance_type"))
                        .map(AssociatedInstanceType::valueOf)
                        .orElse(AssociatedInstanceType.EcsInstance),
                List.of((String[]) row.getArray("instance_ids").getArray()));
    }

    static HaVipStatus status(Optional<String> pending, int associations) {
        return pending.map(HaVipStatus::valueOf).orElse(associations == 0 ? HaVipStatus.Available : HaVipStatus.InUse);
    }
}
