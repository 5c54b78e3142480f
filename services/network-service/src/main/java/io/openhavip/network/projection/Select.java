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

/** Runs the queries of the read model, each on a connection of its own. Thread-safe. */
record Select(PostgresTransactions transactions) {

    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    /** Makes of one row what is answered. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> rows(String sql, RowReader<T> reader, Object... values) throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Statements.set(statement, List.of(values));
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        }
    }

    /**
     * A part of a listing, and how many match in all.
     *
     * @param columns what follows SELECT
     * @param tables what follows FROM
     */
    <T> Page<T> page(
            String columns, String tables, Filter filter, String order, RowReader<T> reader, int limit, int offset)
            throws SQLException {
        List<Object> values = new ArrayList<>(filter.values());
        String from = " FROM " + tables + filter.sql();
        long total = rows("SELECT count(*)" + from, row -> row.getLong(1), values.toArray())
                .getFirst();
        values.add(limit);
        values.add(offset);
        String sql = "SELECT " + columns + from + " ORDER BY " + order + " LIMIT ? OFFSET ?";
        return new Page<>(rows(sql, reader, values.toArray()), total);
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
        List<T> items = rows(
                select + conditions.sql() + order,
                reader,
                conditions.valuesAnd(paging.size(), paging.offset()).toArray());
        long total = rows(
                        "SELECT count(*) " + from + conditions.sql(),
                        row -> row.getLong(1),
                        conditions.values().toArray())
                .getFirst();
        return new Page<>(items, total);
    }

    /** What a row of {@code columns} needs for {@link #tags}: the tags of a resource, its id in {@code idColumn}. */
    static String tagsOf(String idColumn) {
        return "(SELECT coalesce(jsonb_object_agg(t.tag_key, t.tag_value), '{}') FROM " + NetworkProjection.NAME
                + ".tag t WHERE t.resource_id = " + idColumn + ") AS tags";
    }

    /** The tags of a row, by key. */
    static List<Tag> tags(ResultSet row) throws SQLException {
        return Tags.listed(json(row, "tags", TAGS));
    }

    /** The value of a JSON column. */
    static <T> T json(ResultSet row, String column, TypeReference<T> type) throws SQLException {
        try {
            return JsonMessages.MAPPER.readValue(row.getString(column), type);
        } catch (JsonProcessingException e) {
            throw new SQLException("unreadable " + column, e);
        }
    }

    /** The texts of an array column. */
    static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
