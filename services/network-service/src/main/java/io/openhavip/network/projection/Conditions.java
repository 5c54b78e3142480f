package io.openhavip.network.projection;

import static io.openhavip.network.projection.Statements.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The conditions that a listing is filtered by, with their values. Those that are not given do not narrow it. Not thread-safe. */
final class Conditions {

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** What belongs to an account. */
    Conditions(String accountId) {
        add("account_id = ?", accountId);
    }

    Conditions equal(String column, Optional<?> wanted) {
        wanted.ifPresent(value -> add(column + " = ?", value));
        return this;
    }

    /** One of several; none given: any. */
    Conditions oneOf(String column, List<String> wanted) {
        if (!wanted.isEmpty()) {
            add(column + " = ANY (?)", wanted);
        }
        return this;
    }

    /** A column of several values has one. */
    Conditions has(String column, Optional<String> wanted) {
        wanted.ifPresent(value -> add("? = ANY (" + column + ")", value));
        return this;
    }

    /** A name in which {@code *} stands for any text. */
    Conditions like(String column, Optional<String> pattern) {
        pattern.ifPresent(text -> add(
                column + " LIKE ?",
                text.replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_")
                        .replace('*', '%')));
        return this;
    }

    /** All of some tags; one without a value with any. */
    Conditions tagged(Map<String, Optional<String>> wanted) {
        wanted.forEach((key, value) -> {
            if (value.isPresent()) {
                add("tags @> ?::jsonb", json(Map.of(key, value.get())));
            } else {
                add("jsonb_exists(tags, ?)", key);
            }
        });
        return this;
    }

    private void add(String condition, Object value) {
        sql.append(sql.isEmpty() ? "WHERE " : " AND ").append(condition);
        values.add(value);
    }

    String sql() {
        return sql.toString();
    }

    List<Object> values() {
        return List.copyOf(values);
    }

    /** The values, and those that follow them. */
    List<Object> valuesAnd(Object... more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(List.of(more));
        return all;
    }
}
