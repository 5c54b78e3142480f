package io.openhavip.network.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conditions of a listing, all of which hold; the first is whose resources they are. Not thread-safe. */
final class Filter {

    private static final String TAG =
            "EXISTS (SELECT 1 FROM " + NetworkProjection.NAME + ".tag t WHERE t.resource_id = %s AND t.tag_key = ?%s)";

    private final StringBuilder sql = new StringBuilder(" WHERE ");
    private final List<Object> values = new ArrayList<>();

    private Filter() {}

    /** @param alias the table whose {@code account_id} says it */
    static Filter ofAccount(String alias, String accountId) {
        Filter filter = new Filter();
        filter.sql.append(alias).append(".account_id = ?");
        filter.values.add(accountId);
        return filter;
    }

    /** The column has that value, if one is given. */
    Filter equal(String column, Optional<String> value) {
        return where(column + " = ?", value);
    }

    /** The condition, which has one parameter, holds for the value, if one is given. */
    Filter where(String condition, Optional<String> value) {
        value.ifPresent(it -> add(condition, it));
        return this;
    }

    /** The column has one of the values, if any are given. */
    Filter among(String column, List<String> wanted) {
        if (!wanted.isEmpty()) {
            add(column + " = ANY (?)", wanted.toArray(String[]::new));
        }
        return this;
    }

    /** The resource has all those tags, with the values given. */
    Filter tagged(String idColumn, Map<String, Optional<String>> wanted) {
        wanted.forEach((key, value) -> {
            add(TAG.formatted(idColumn, value.isPresent() ? " AND t.tag_value = ?" : ""), key);
            value.ifPresent(values::add);
        });
        return this;
    }

    private void add(String condition, Object value) {
        sql.append(" AND ").append(condition);
        values.add(value);
    }

    String sql() {
        return sql.toString();
    }

    List<Object> values() {
        return List.copyOf(values);
    }
}
