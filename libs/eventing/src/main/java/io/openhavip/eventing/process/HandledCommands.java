package io.openhavip.eventing.process;

import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Forgets the ids of handled commands once their topic has forgotten the commands. Called by a timer. */
public final class HandledCommands {

    /** A day longer than the commands' topics keep records. */
    private static final String FORGET = "DELETE FROM handled_command WHERE handled_at < now() - interval '8 days'";

    private final PostgresTransactions transactions;

    public HandledCommands(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    public int forgetOld() throws SQLException {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
                return delete.executeUpdate();
            }
        });
    }
}
