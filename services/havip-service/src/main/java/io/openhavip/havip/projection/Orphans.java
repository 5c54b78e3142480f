package io.openhavip.havip.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what the HAVIPs say with what network-service says. An aggregate that is parked in either read model is left out: what its
 * tables show of it is not what it is.
 */
public final class Orphans {

    /** Most of one kind in one look; the next finds the rest. */
    static final int MOST = 500;

    private static final String PARKED_HAVIP = """
            SELECT 1 FROM %1$s.progress p
            WHERE p.consumer = '%1$s' AND p.aggregate_id = %3$s.ha_vip_id AND p.parked IS NOT NULL
            """;
    private static final String RESERVATIONS = sql("""
            SELECT r.ha_vip_id, r.vswitch_id, r.address FROM %2$s.reservation r
            WHERE r.reserved_at < ?
              AND NOT EXISTS (SELECT 1 FROM %1$s.ha_vip h WHERE h.ha_vip_id = r.ha_vip_id)
              AND NOT EXISTS (PARKED)
            ORDER BY r.reserved_at LIMIT ?
            """, "r");

    /** A HAVIP that is Associating may be waiting for just this attachment; its own deadline ends that. */
    private static final String ATTACHMENTS = sql("""
            SELECT a.ha_vip_id, a.instance_id, a.association_id FROM %2$s.attachment a
            WHERE a.attached AND a.since < ?
              AND NOT EXISTS (
                  SELECT 1 FROM %1$s.ha_vip h WHERE h.ha_vip_id = a.ha_vip_id
                  AND (h.status = 'Associating'
                       OR h.associations @> jsonb_build_array(jsonb_build_object('associationId', a.association_id))))
              AND NOT EXISTS (PARKED)
            ORDER BY a.since LIMIT ?
            """, "a");

    private static final String ASSOCIATIONS = sql("""
            SELECT h.ha_vip_id, s."instanceId", s."associationId"
            FROM %1$s.ha_vip h
            CROSS JOIN LATERAL jsonb_to_recordset(h.associations)
                 AS s ("instanceId" text, "associationId" text, "associatedAt" timestamptz)
            LEFT JOIN %2$s.attachment a ON a.ha_vip_id = h.ha_vip_id AND a.instance_id = s."instanceId"
            WHERE s."associatedAt" < ?
              AND (a.since IS NULL
                   OR (a.since < ? AND NOT (a.attached AND a.association_id = s."associationId")))
              AND NOT EXISTS (PARKED)
              AND NOT EXISTS (SELECT 1 FROM %2$s.progress p WHERE p.consumer = '%2$s'
                              AND p.aggregate_id = s."instanceId" AND p.parked IS NOT NULL)
            ORDER BY s."associatedAt" LIMIT ?
            """, "h");

    private Orphans() {}

    private static String sql(String text, String haVip) {
        return text.replace("PARKED", PARKED_HAVIP).formatted(HaVipProjection.NAME, NetworkSideProjection.NAME, haVip);
    }

    /**
     * The orphans that were there at a moment already, the oldest of each kind first.
     *
     * @param asOf both read models must know all that happened until then ({@link ReadUpTo})
     */
    public static List<Orphan> find(Connection connection, Instant asOf) throws SQLException {
        Timestamp moment = Timestamp.from(asOf);
        List<Orphan> found = new ArrayList<>();
        found.addAll(select(connection, RESERVATIONS, Orphan.Reservation::new, moment, MOST));
        found.addAll(select(connection, ATTACHMENTS, Orphan.Attachment::new, moment, MOST));
        found.addAll(select(connection, ASSOCIATIONS, Orphan.Association::new, moment, moment, MOST));
        return found;
    }

    private interface Reader {
        Orphan read(String first, String second, String third);
    }

    private static List<Orphan> select(Connection connection, String sql, Reader reader, Object... values)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                List<Orphan> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
                return found;
            }
        }
    }
}
