package io.openhavip.network.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.messaging.JsonMessages;
import io.openhavip.service.api.Paging;
import io.openhavip.service.api.Tag;
import io.openhavip.service.api.Tags;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs queries of the read model. Thread-safe. */
final class Selections {

    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    private final PostgresTransactions transactions;

    Selections(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * A page of what meets the conditions.
     *
     * @param select columns and tables
     * @param from the tables alone, for counting
     * @param order order and limits, with two parameters: size and offset
     */
    <T> Page<T> page(
            String select, String from, Conditions conditions, String order, Paging paging, RowReader<T> reader)
            throws SQLException {
        List<T> items =
                all(select + conditions.sql() + order, conditions.valuesAnd(paging.size(), paging.offset()), reader);
        long total = all("SELECT count(*) " + from + conditions.sql(), conditions.values(), row -> row.getLong(1))
                .getFirst();
        return new Page<>(items, total);
    }

    <T> List<T> all(String sql, List<?> values, RowReader<T> reader) throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Statements.set(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        }
    }

    static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    static List<Tag> tags(ResultSet row) throws SQLException {
        try {
            return Tags.listed(JsonMessages.MAPPER.readValue(row.getString("tags"), TAGS));
        } catch (JsonProcessingException e) {
            throw new SQLException("unreadable tags", e);
        }
    }
}
