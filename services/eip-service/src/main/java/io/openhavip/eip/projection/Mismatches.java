package io.openhavip.eip.projection;

import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Compares what the EIPs say about their associations with what the carriers say. Thread-safe. */
public final class Mismatches {

    /** Which side alone knows of an attachment. */
    public enum Kind {
        /** The EIP believes in it; the carrier said that it ended. */
        CARRIER_FREE,
        /** The carrier holds it; the EIP is not associated by it, or wants to be rid of it. */
        CARRIER_HOLDS
    }

    /** @param instanceType of an orphan at network-service, what the id looks like */
    public record Mismatch(
            Kind kind, String eipId, String associationId, String instanceId, EipInstanceType instanceType) {}

    /** Most of each kind and carrier in one look; the next look takes the rest. */
    public static final int MOST = 100;

    // The carrier's projection must know all that made the EIP believe in the association: then a missing row means
    // that it ended.
    private static final String FREE = """
            SELECT e.eip_id, e.association_id, e.instance_id, e.instance_type FROM eip_view.eip e
            WHERE e.status IN ('InUse', 'Unassociating') AND (e.instance_type = 'HaVip') = ?
              AND e.changed_at < now() - make_interval(secs => ?)
              AND NOT EXISTS (SELECT 1 FROM %1$s.attachment a
                              WHERE a.association_id = e.association_id AND a.instance_id = e.instance_id)
              AND EXISTS (SELECT 1 FROM %1$s.progress k
                          WHERE k.consumer = '%1$s' AND k.aggregate_id = e.instance_id AND k.parked IS NULL
                            AND k.last_sequence >= coalesce(
                                (SELECT p.last_sequence FROM consumer_progress p
                                 WHERE p.consumer = ? AND p.aggregate_id = e.instance_id), 0))
            LIMIT %2$d
            """;
    private static final String HOLDS = """
            SELECT a.eip_id, a.association_id, a.instance_id,
                   CASE WHEN ? THEN 'HaVip' WHEN a.instance_id LIKE 'eni-%%' THEN 'NetworkInterface' ELSE 'EcsInstance' END
                       AS instance_type
            FROM %1$s.attachment a
            WHERE a.since < now() - make_interval(secs => ?)
              AND NOT EXISTS (SELECT 1 FROM eip_view.eip e
                              WHERE e.eip_id = a.eip_id AND e.association_id = a.association_id
                                AND (e.status IN ('Associating', 'InUse')
                                     OR e.changed_at >= now() - make_interval(secs => ?)))
            LIMIT %2$d
            """;

    /**
     * One of the two services that carry.
     *
     * @param schema of its attachments
     * @param consumer the process's consumer of the same topic
     */
    private record Side(boolean haVips, String schema, String consumer) {}

    private static final List<Side> SIDES = List.of(
            new Side(true, AttachmentProjection.atHaVips().name(), Consumers.HAVIP_EVENTS),
            new Side(false, AttachmentProjection.atInstances().name(), Consumers.NETWORK_EVENTS));

    private final PostgresTransactions transactions;

    public Mismatches(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    /** @param grace how long both sides have had to agree */
    public List<Mismatch> olderThan(Duration grace) throws SQLException {
        double seconds = grace.toMillis() / 1000.0;
        List<Mismatch> found = new ArrayList<>();
        try (Connection connection = transactions.ownConnection()) {
            for (Side side : SIDES) {
                find(connection, Kind.CARRIER_FREE, FREE, side, found, side.haVips(), seconds, side.consumer());
                find(connection, Kind.CARRIER_HOLDS, HOLDS, side, found, side.haVips(), seconds, seconds);
            }
        }
        return found;
    }

    private static void find(
            Connection connection, Kind kind, String sql, Side side, List<Mismatch> found, Object... values)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.formatted(side.schema(), MOST))) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Mismatch(
                            kind,
                            rows.getString("eip_id"),
                            rows.getString("association_id"),
                            rows.getString("instance_id"),
                            EipInstanceType.valueOf(rows.getString("instance_type"))));
                }
            }
        }
    }
}
