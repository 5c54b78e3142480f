package io.openhavip.network.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.openhavip.messaging.JsonMessages;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Statements with their values: a list is an array of text, an empty Optional null. */
final class Statements {

    /** Rows that a query over a whole table holds at a time. */
    static final int FETCH = 500;

    private Statements() {}

    static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, List.of(values));
            statement.executeUpdate();
        }
    }

    static void set(PreparedStatement statement, List<?> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, value(statement.getConnection(), values.get(i)));
        }
    }

    private static Object value(Connection connection, Object value) throws SQLException {
        return switch (value) {
            case Optional<?> optional -> optional.isPresent() ? value(connection, optional.get()) : null;
            case List<?> texts -> connection.createArrayOf("text", texts.toArray());
            default -> value;
        };
    }

    static String json(Object value) {
        try {
            return JsonMessages.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write as JSON", e);
        }
    }
}
