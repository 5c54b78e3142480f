package io.openhavip.havip.projection;

import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeletionRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociationRequested;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what the HAVIPs say with what network-service says, and finds HAVIPs that wait for an answer of network-service that has no
 * deadline. An aggregate that is parked in either read model is left out: what its tables show of it is not what it is.
 */
public final class Orphans {

    /** Most of one kind in one look; the next finds the rest. */
    static final int MOST = 500;

    private static final String PARKED_HAVIP = """
            SELECT 1 FROM %1$s.progress p
            WHERE p.consumer = '%1$s' AND p.aggregate_id = %3$s.ha_vip_id AND p.parked IS NOT NULL
            """;
    /** The newest event of a kind, and when: what a HAVIP waits for, no read model dates. */
    private static final String LAST = """
            LATERAL (SELECT e.time_stamp::timestamptz AS at,
                            coalesce(convert_from(e.meta_data, 'UTF8')::jsonb ->> 'correlationId', e.event_identifier)
                                AS operation_id
                     FROM domain_event_entry e
                     WHERE e.aggregate_identifier = h.ha_vip_id AND e.payload_type LIKE 'havip.%4$s.v%%'
                     ORDER BY e.sequence_number DESC LIMIT 1)
            """;

    private static final String RESERVATIONS = sql("""
            SELECT r.ha_vip_id, r.vswitch_id, r.address FROM %2$s.reservation r
            WHERE r.reserved_at < ?
              AND NOT EXISTS (SELECT 1 FROM %1$s.ha_vip h WHERE h.ha_vip_id = r.ha_vip_id)
              AND NOT EXISTS (PARKED)
            ORDER BY r.reserved_at LIMIT ?
            """, "r");

    /** One whose deletion began lately may only look as if it was still there: the other read model can be ahead by its release. */
    private static final String UNRESERVED = sql("""
            SELECT h.ha_vip_id, h.account_id, h.region_id, h.vswitch_id, h.ip_address
            FROM %1$s.ha_vip h
            JOIN LAST made ON made.at < ?
            WHERE h.status NOT IN ('Creating', 'Deleting')
              AND NOT EXISTS (SELECT 1 FROM domain_event_entry d WHERE d.aggregate_identifier = h.ha_vip_id
                              AND d.payload_type LIKE 'havip.HaVipDeletionRequested.v%%'
                              AND d.time_stamp::timestamptz >= ?)
              AND NOT EXISTS (SELECT 1 FROM %2$s.reservation r
                              WHERE r.vswitch_id = h.vswitch_id AND r.address = h.ip_address
                                AND r.ha_vip_id = h.ha_vip_id)
              AND NOT EXISTS (PARKED)
              AND NOT EXISTS (SELECT 1 FROM %2$s.progress p WHERE p.consumer = '%2$s'
                              AND p.aggregate_id = h.vswitch_id AND p.parked IS NOT NULL)
            ORDER BY made.at LIMIT ?
            """, "h", HaVipCreated.class);

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
                 AS s ("instanceId" text, "associationId" text, "associatedAt" timestamptz, leaving boolean)
            LEFT JOIN %2$s.attachment a ON a.ha_vip_id = h.ha_vip_id AND a.instance_id = s."instanceId"
            WHERE s."associatedAt" < ? AND s.leaving IS NOT TRUE
              AND (a.since IS NULL
                   OR (a.since < ? AND NOT (a.attached AND a.association_id = s."associationId")))
              AND NOT EXISTS (PARKED)
              AND NOT EXISTS (SELECT 1 FROM %2$s.progress p WHERE p.consumer = '%2$s'
                              AND p.aggregate_id = s."instanceId" AND p.parked IS NOT NULL)
            ORDER BY s."associatedAt" LIMIT ?
            """, "h");

    private static final String UNASSOCIATIONS = sql("""
            SELECT h.ha_vip_id, s."instanceId", s."associationId", asked.operation_id,
                   coalesce(a.attached AND a.association_id = s."associationId", false) AS held
            FROM %1$s.ha_vip h
            CROSS JOIN LATERAL jsonb_to_recordset(h.associations)
                 AS s ("instanceId" text, "associationId" text, leaving boolean)
            JOIN LAST asked ON asked.at < ?
            LEFT JOIN %2$s.attachment a ON a.ha_vip_id = h.ha_vip_id AND a.instance_id = s."instanceId"
            WHERE h.status = 'Unassociating' AND s.leaving AND (a.since IS NULL OR a.since < ?)
              AND NOT EXISTS (PARKED)
              AND NOT EXISTS (SELECT 1 FROM %2$s.progress p WHERE p.consumer = '%2$s'
                              AND p.aggregate_id = s."instanceId" AND p.parked IS NOT NULL)
            ORDER BY asked.at LIMIT ?
            """, "h", HaVipUnassociationRequested.class);

    private static final String DELETIONS = sql("""
            SELECT h.ha_vip_id, h.vswitch_id, h.ip_address, asked.operation_id,
                   EXISTS (SELECT 1 FROM %2$s.reservation r
                           WHERE r.vswitch_id = h.vswitch_id AND r.address = h.ip_address
                             AND r.ha_vip_id = h.ha_vip_id) AS held
            FROM %1$s.ha_vip h
            JOIN LAST asked ON asked.at < ?
            WHERE h.status = 'Deleting'
              AND NOT EXISTS (PARKED)
              AND NOT EXISTS (SELECT 1 FROM %2$s.progress p WHERE p.consumer = '%2$s'
                              AND p.aggregate_id = h.vswitch_id AND p.parked IS NOT NULL)
            ORDER BY asked.at LIMIT ?
            """, "h", HaVipDeletionRequested.class);

    private Orphans() {}

    private static String sql(String text, String haVip) {
        return text.replace("PARKED", PARKED_HAVIP).formatted(HaVipProjection.NAME, NetworkSideProjection.NAME, haVip);
    }

    private static String sql(String text, String haVip, Class<? extends HaVipEvent> dated) {
        return text.replace("PARKED", PARKED_HAVIP)
                .replace("LAST", LAST)
                .formatted(HaVipProjection.NAME, NetworkSideProjection.NAME, haVip, dated.getSimpleName());
    }

    /**
     * The orphans that were there at a moment already, the oldest of each kind first.
     *
     * @param asOf both read models must know all that happened until then ({@link ReadUpTo})
     */
    public static List<Orphan> find(Connection connection, Instant asOf) throws SQLException {
        Timestamp moment = Timestamp.from(asOf);
        List<Orphan> found = new ArrayList<>();
        found.addAll(select(connection, RESERVATIONS, Orphans::reservation, moment, MOST));
        found.addAll(select(connection, UNRESERVED, Orphans::unreserved, moment, moment, MOST));
        found.addAll(select(connection, ATTACHMENTS, Orphans::attachment, moment, MOST));
        found.addAll(select(connection, ASSOCIATIONS, Orphans::association, moment, moment, MOST));
        found.addAll(select(connection, UNASSOCIATIONS, Orphans::unassociation, moment, moment, MOST));
        found.addAll(select(connection, DELETIONS, Orphans::deletion, moment, MOST));
        return found;
    }

    private static Orphan reservation(ResultSet row) throws SQLException {
        return new Orphan.Reservation(
                row.getString("ha_vip_id"), row.getString("vswitch_id"), row.getString("address"));
    }

    private static Orphan unreserved(ResultSet row) throws SQLException {
        return new Orphan.Unreserved(
                row.getString("ha_vip_id"),
                row.getString("account_id"),
                row.getString("region_id"),
                row.getString("vswitch_id"),
                row.getString("ip_address"));
    }

    private static Orphan attachment(ResultSet row) throws SQLException {
        return new Orphan.Attachment(
                row.getString("ha_vip_id"), row.getString("instance_id"), row.getString("association_id"));
    }

    private static Orphan association(ResultSet row) throws SQLException {
        return new Orphan.Association(
                row.getString("ha_vip_id"), row.getString("instanceId"), row.getString("associationId"));
    }

    private static Orphan unassociation(ResultSet row) throws SQLException {
        return new Orphan.Unassociation(
                row.getString("ha_vip_id"),
                row.getString("instanceId"),
                row.getString("associationId"),
                row.getBoolean("held"),
                row.getString("operation_id"));
    }

    private static Orphan deletion(ResultSet row) throws SQLException {
        return new Orphan.Deletion(
                row.getString("ha_vip_id"),
                row.getString("vswitch_id"),
                row.getString("ip_address"),
                row.getBoolean("held"),
                row.getString("operation_id"));
    }

    private interface Reader {
        Orphan read(ResultSet row) throws SQLException;
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
                    found.add(reader.read(rows));
                }
                return found;
            }
        }
    }
}
