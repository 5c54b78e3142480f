package io.openhavip.network.process;

import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.network.domain.TunnelKeys;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Tunnel keys from a sequence of the database, outside of the read model, which can be rebuilt: no key is given twice, also when the
 * command that took it is refused. Thread-safe.
 */
public final class SequenceOfTunnelKeys implements TunnelKeys {

    // Asked first, for an error would end the transaction.
    private static final String NEXT = "SELECT CASE WHEN is_called AND last_value >= " + HIGHEST
            + " THEN NULL ELSE nextval('tunnel_key') END FROM tunnel_key";

    private final PostgresTransactions transactions;

    public SequenceOfTunnelKeys(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<Integer> next() throws SQLException {
        try (Connection connection = transactions.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(NEXT)) {
            row.next();
            int key = row.getInt(1);
            return row.wasNull() ? Optional.empty() : Optional.of(key);
        }
    }
}
