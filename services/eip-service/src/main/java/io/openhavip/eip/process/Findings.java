package io.openhavip.eip.process;

import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.eip.projection.Mismatches.Kind;
import io.openhavip.eip.projection.Mismatches.Mismatch;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What reconciliation found, in a table that the replicas share: who notes a try does it. Thread-safe. */
public final class Findings {

    /**
     * @param triedAt when its repair was last begun
     * @param repairedAt when both sides were first seen to agree again; empty: not yet
     */
    public record Finding(
            Kind kind,
            String eipId,
            String associationId,
            String instanceId,
            EipInstanceType instanceType,
            Instant foundAt,
            Instant triedAt,
            int tries,
            Optional<Instant> repairedAt) {}

    /** Longest report, the newest first. */
    static final int MOST_REPORTED = 100;

    private static final String NOTE = """
            INSERT INTO reconciliation (kind, eip_id, association_id, instance_id, instance_type) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (association_id, instance_id, kind) DO UPDATE
                SET tried_at = now(), tries = reconciliation.tries + 1, repaired_at = NULL
                WHERE reconciliation.tried_at < now() - interval '5 minutes'
            RETURNING tries
            """;
    private static final String OPEN = "SELECT * FROM reconciliation WHERE repaired_at IS NULL";
    private static final String REPAIRED = """
            UPDATE reconciliation SET repaired_at = now() WHERE association_id = ? AND instance_id = ? AND kind = ?
            """;
    private static final String NEWEST =
            "SELECT * FROM reconciliation ORDER BY found_at DESC, association_id LIMIT " + MOST_REPORTED;
    private static final String FORGET = "DELETE FROM reconciliation WHERE tried_at < now() - interval '30 days'";

    private final PostgresTransactions transactions;

    public Findings(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    /** Notes a try in the current transaction: how many there were with it; empty if the last one is too young for another. */
    OptionalInt note(Connection connection, Mismatch mismatch) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement(NOTE)) {
            note.setString(1, mismatch.kind().name());
            note.setString(2, mismatch.eipId());
            note.setString(3, mismatch.associationId());
            note.setString(4, mismatch.instanceId());
            note.setString(5, mismatch.instanceType().name());
            try (ResultSet row = note.executeQuery()) {
                return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
            }
        }
    }

    /** Ends those that are mismatches no more. */
    void settle(Collection<Mismatch> mismatches) throws SQLException {
        for (Finding open : read(OPEN)) {
            Mismatch mismatch = new Mismatch(
                    open.kind(), open.eipId(), open.associationId(), open.instanceId(), open.instanceType());
            if (!mismatches.contains(mismatch)) {
                transactions.inTransaction(connection -> repaired(connection, mismatch));
            }
        }
    }

    private static int repaired(Connection connection, Mismatch mismatch) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(REPAIRED)) {
            update.setString(1, mismatch.associationId());
            update.setString(2, mismatch.instanceId());
            update.setString(3, mismatch.kind().name());
            return update.executeUpdate();
        }
    }

    /** The newest findings. */
    public List<Finding> newest() throws SQLException {
        return read(NEWEST);
    }

    /** Forgets old findings. Called by a timer. */
    int forgetOld() throws SQLException {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
                return delete.executeUpdate();
            }
        });
    }

    private List<Finding> read(String sql) throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            List<Finding> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new Finding(
                        Kind.valueOf(rows.getString("kind")),
                        rows.getString("eip_id"),
                        rows.getString("association_id"),
                        rows.getString("instance_id"),
                        EipInstanceType.valueOf(rows.getString("instance_type")),
                        rows.getTimestamp("found_at").toInstant(),
                        rows.getTimestamp("tried_at").toInstant(),
                        rows.getInt("tries"),
                        Optional.ofNullable(rows.getTimestamp("repaired_at")).map(time -> time.toInstant())));
            }
            return found;
        }
    }
}
