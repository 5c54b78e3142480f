package io.openhavip.havip.process;

import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.havip.process.Reconciliation.Repair;
import io.openhavip.havip.process.Reconciliation.Report;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What reconciliation did, in tables that the replicas share and that outlive them. Thread-safe. */
public final class Repairs {

    /** Longest report, the newest repairs first. */
    static final int MOST_REPORTED = 100;

    private static final String NOTE = """
            INSERT INTO reconciliation_repair (command_id, kind, ha_vip_id, of_what, first_at, last_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (command_id) DO UPDATE
                SET last_at = excluded.last_at, tries = reconciliation_repair.tries + 1
            """;
    private static final String RAN = """
            INSERT INTO reconciliation_run (at, as_of, obstacle) VALUES (?, ?, ?)
            ON CONFLICT (only_one) DO UPDATE
                SET at = excluded.at, as_of = excluded.as_of, obstacle = excluded.obstacle
            """;
    private static final String LAST_RUN = "SELECT at, as_of, obstacle FROM reconciliation_run";
    private static final String NEWEST = """
            SELECT command_id, kind, ha_vip_id, of_what, first_at, last_at, tries FROM reconciliation_repair
            ORDER BY last_at DESC, command_id LIMIT
            """ + MOST_REPORTED;
    private static final String FORGET = "DELETE FROM reconciliation_repair WHERE last_at < now() - interval '30 days'";

    /**
     * The last run of any replica, and what runs have repaired.
     *
     * @param at when it was
     * @param asOf only what was so then already was judged
     * @param obstacle why nothing could be judged; empty if all was
     * @param repairs the newest first
     */
    public record Summary(Instant at, Instant asOf, Optional<String> obstacle, List<NotedRepair> repairs) {}

    /**
     * @param kind of orphan: {@code reservation}, {@code unreserved}, {@code attachment} and so on, as in docs/operate.md
     * @param haVipId the HAVIP that one side thinks of
     * @param of the address, or the instance or network interface
     * @param commandId the command that was given
     * @param firstAt when it was given first
     * @param lastAt when it was given last
     * @param tries how often: within an hour each but the first is a duplicate to its receiver
     */
    public record NotedRepair(
            String kind, String haVipId, String of, String commandId, Instant firstAt, Instant lastAt, int tries) {}

    private final PostgresTransactions transactions;

    public Repairs(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    /** Notes a repair in the transaction that gives its command. */
    void note(Connection connection, Repair repair, Instant at) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement(NOTE)) {
            note.setString(1, repair.commandId());
            note.setString(2, repair.kind());
            note.setString(3, repair.haVipId());
            note.setString(4, repair.of());
            note.setTimestamp(5, Timestamp.from(at));
            note.setTimestamp(6, Timestamp.from(at));
            note.executeUpdate();
        }
    }

    /** Notes the end of a run. */
    void ran(Report report) throws SQLException {
        transactions.inTransaction(connection -> {
            try (PreparedStatement ran = connection.prepareStatement(RAN)) {
                ran.setTimestamp(1, Timestamp.from(report.at()));
                ran.setTimestamp(2, Timestamp.from(report.asOf()));
                ran.setString(3, report.obstacle().orElse(null));
                return ran.executeUpdate();
            }
        });
    }

    /** Empty before the first run. */
    public Optional<Summary> summary() throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = connection.prepareStatement(LAST_RUN);
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Summary(
                            row.getTimestamp("at").toInstant(),
                            row.getTimestamp("as_of").toInstant(),
                            Optional.ofNullable(row.getString("obstacle")),
                            newest(connection)))
                    : Optional.empty();
        }
    }

    private static List<NotedRepair> newest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEWEST);
                ResultSet rows = select.executeQuery()) {
            List<NotedRepair> repairs = new ArrayList<>();
            while (rows.next()) {
                repairs.add(new NotedRepair(
                        rows.getString("kind"),
                        rows.getString("ha_vip_id"),
                        rows.getString("of_what"),
                        rows.getString("command_id"),
                        rows.getTimestamp("first_at").toInstant(),
                        rows.getTimestamp("last_at").toInstant(),
                        rows.getInt("tries")));
            }
            return repairs;
        }
    }

    /** Forgets old repairs. Called by a timer. */
    int forgetOld() throws SQLException {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
                return delete.executeUpdate();
            }
        });
    }
}
