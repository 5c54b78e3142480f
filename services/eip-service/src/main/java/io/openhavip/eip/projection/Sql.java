package io.openhavip.eip.projection;

import io.openhavip.eventing.projection.ProjectionWriter;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Statements of the projections. */
final class Sql {

    private Sql() {}

    static void execute(ProjectionWriter writer, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = writer.connection().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
