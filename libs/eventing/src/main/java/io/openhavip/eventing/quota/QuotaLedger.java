package io.openhavip.eventing.quota;

import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Limits over several aggregates, such as 50 HAVIPs an account. One row a scope, changed in the transaction of the append that needs
 * it, so that no two replicas take the last place, and a refused or crashed append takes none. A place is freed with the event that
 * frees it ({@link io.openhavip.eventing.process.Outgoing.FreeQuota}). Thread-safe.
 */
public final class QuotaLedger {

    private static final String TAKE = """
            INSERT INTO quota_use (scope, used) SELECT ?, ? WHERE ? <= ?
            ON CONFLICT (scope) DO UPDATE SET used = quota_use.used + excluded.used
            WHERE quota_use.used + excluded.used <= ?
            """;
    private static final String FREE = "UPDATE quota_use SET used = greatest(used - ?, 0) WHERE scope = ?";
    // Whoever takes or frees a place at this moment is not waited for.
    private static final String FORGET = "DELETE FROM quota_use WHERE scope IN"
            + " (SELECT scope FROM quota_use WHERE used = 0 LIMIT 1000 FOR UPDATE SKIP LOCKED)";
    private static final String USED = "SELECT used FROM quota_use WHERE scope = ?";

    private final PostgresTransactions transactions;

    public QuotaLedger(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Takes places, in the current transaction, which then keeps other takers of the scope waiting until it ends.
     *
     * @param scope what is limited and for whom, for example {@code havips/account/1000000000000001}
     * @param places how many
     * @param limit how many there are in all
     * @return whether there were so many; if not, none is taken
     */
    public boolean take(String scope, int places, long limit) throws SQLException {
        if (!transactions.isActive()) {
            throw new IllegalStateException("places are taken in a transaction only");
        }
        try (PreparedStatement take = transactions.getConnection().prepareStatement(TAKE)) {
            take.setString(1, scope);
            take.setLong(2, places);
            take.setLong(3, places);
            take.setLong(4, limit);
            take.setLong(5, limit);
            return take.executeUpdate() == 1;
        }
    }

    /** Gives places back, in the current transaction, those that no event of their own frees. */
    public void free(String scope, int places) throws SQLException {
        if (!transactions.isActive()) {
            throw new IllegalStateException("places are freed in a transaction only");
        }
        try (PreparedStatement free = transactions.getConnection().prepareStatement(FREE)) {
            free.setLong(1, places);
            free.setString(2, scope);
            free.executeUpdate();
        }
    }

    /** Forgets scopes of which no place is taken, such as those of resources that are gone: a thousand at a time. */
    public void forgetEmpty() throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.executeUpdate();
        }
    }

    /** How many places of a scope are taken. */
    public long used(String scope) throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = connection.prepareStatement(USED)) {
            select.setString(1, scope);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
