package io.openhavip.havip.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * SQL with its values.
 *
 * @param values strings, numbers, and lists of strings for array parameters
 */
record Query(String sql, List<Object> values) {

    /** The caller closes it. */
    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.size(); i++) {
                switch (values.get(i)) {
                    case List<?> texts -> statement.setArray(i + 1, connection.createArrayOf("text", texts.toArray()));
                    case Object value -> statement.setObject(i + 1, value);
                }
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** What rows must fulfil, each with its values. Columns are the code's, never a caller's. */
    static final class Conditions {
        private final List<String> parts = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        Conditions equal(String column, String value) {
            return that(column + " = ?", value);
        }

        /** No values: not asked about. One value is a plain comparison, after which an index still gives its order. */
        Conditions oneOf(String column, List<String> wanted) {
            return switch (wanted.size()) {
                case 0 -> this;
                case 1 -> equal(column, wanted.getFirst());
                default -> that(column + " = ANY (?)", wanted);
            };
        }

        Conditions that(String condition, Object... itsValues) {
            parts.add(condition);
            values.addAll(List.of(itsValues));
            return this;
        }

        String sql() {
            return String.join(" AND ", parts);
        }

        /** @param after values of the parameters behind the conditions */
        Query query(String sql, Object... after) {
            List<Object> all = new ArrayList<>(values);
            all.addAll(List.of(after));
            return new Query(sql, List.copyOf(all));
        }
    }
}
