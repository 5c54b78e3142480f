package io.openhavip.eventing.outbox;

import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The relay's work list, for whoever has something to send that is not an event of its own aggregates: states, refusals, dead
 * letters. Rows are written in the caller's transaction and sent after its commit. Thread-safe.
 */
public final class Outbox {

    /** Of the table {@code outbox}, without the position that it gives. */
    public static final String COLUMNS =
            "topic, key, message_id, type, occurred_at, aggregate_sequence, correlation_id, causation_id, trace_parent, payload";

    private static final String INSERT = "INSERT INTO %s (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final PostgresTransactions transactions;
    private final Runnable wakeRelay;

    public Outbox(PostgresTransactions transactions, Runnable wakeRelay) {
        this.transactions = transactions;
        this.wakeRelay = wakeRelay;
    }

    /** Adds rows, in order, to the current transaction. */
    public void add(List<OutboxRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        if (!transactions.isActive()) {
            throw new IllegalStateException("the outbox is written in a transaction only");
        }
        insert(transactions.getConnection(), "outbox", rows);
        transactions.afterCommit(wakeRelay);
    }

    /** Adds rows to a table with the outbox's columns. */
    public static void insert(Connection connection, String table, List<OutboxRow> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT.formatted(table))) {
            for (OutboxRow row : rows) {
                Object[] values = row.columns();
                for (int i = 0; i < values.length; i++) {
                    insert.setObject(i + 1, values[i]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
