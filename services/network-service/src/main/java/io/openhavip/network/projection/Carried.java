package io.openhavip.network.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What instances and network interfaces carry, read with their rows. */
final class Carried {

    private Carried() {}

    /** Columns for {@link #haVipIds} and {@link #eip}; {@code id} is the carrier's column. */
    static String columns(String id) {
        return """
                ARRAY(SELECT h.havip_id FROM %1$s.instance_havip h WHERE h.instance_id = %2$s ORDER BY 1) AS havip_ids,
                (SELECT e.eip_id FROM %1$s.instance_eip e WHERE e.instance_id = %2$s) AS eip_id,
                (SELECT e.eip_address FROM %1$s.instance_eip e WHERE e.instance_id = %2$s) AS eip_address
                """.formatted(NetworkProjection.NAME, id);
    }

    static List<String> haVipIds(ResultSet row) throws SQLException {
        return Select.strings(row, "havip_ids");
    }

    static Optional<CarriedEip> eip(ResultSet row) throws SQLException {
        String eipId = row.getString("eip_id");
        return eipId == null ? Optional.empty() : Optional.of(new CarriedEip(eipId, row.getString("eip_address")));
    }
}
