package io.openhavip.havip.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Statements that take many rows at once, each column as an array of text: one round trip and one plan, however many rows. */
final class ManyRows {

    private ManyRows() {}

    /** Executes a statement whose parameters are the columns; does nothing without rows. */
    static <R> void execute(Connection connection, String sql, List<R> rows, List<Function<R, String>> columns)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int column = 0; column < columns.size(); column++) {
                Object[] values = rows.stream().map(columns.get(column)).toArray();
                statement.setArray(column + 1, connection.createArrayOf("text", values));
            }
            statement.executeUpdate();
        }
    }
}
