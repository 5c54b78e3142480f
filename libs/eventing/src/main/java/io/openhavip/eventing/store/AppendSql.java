package io.openhavip.eventing.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The text of one statement that inserts events, scheduled commands and outbox rows and frees quotas, by how many there are of each: few shapes occur
 * often, and each is prepared once a connection. Thread-safe.
 */
final class AppendSql {

    /** The companion's text, if there is one, and rows of each kind; their parameters come in this order. */
    record Shape(Optional<String> companion, int events, int scheduled, int freed, int outgoing) {
        int rows() {
            return events + scheduled + freed + outgoing;
        }
    }

    /** Larger appends are rare, and there are too many shapes of them to keep. */
    private static final int MOST_ROWS_KEPT = 12;

    private static final String EVENTS =
            "INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number,"
                    + " type, time_stamp, payload_type, payload_revision, meta_data, payload) VALUES ";
    private static final String EVENT =
            "(?::text, ?::text, ?::bigint, ?::text, ?::text, ?::text, ?::text, ?::bytea, ?::bytea)";
    private static final String SCHEDULED =
            "INSERT INTO scheduled_command (id, due_at, command_type, payload, correlation_id) VALUES ";
    private static final String COMMAND = "(?::text, ?::timestamptz, ?::text, ?::bytea, ?::text)";
    // Grouped: a statement may change a row only once.
    private static final String FREE = "UPDATE quota_use SET used = greatest(used - freed.places, 0) FROM"
            + " (SELECT scope, count(*) AS places FROM (VALUES %s) AS given (scope) GROUP BY scope) AS freed"
            + " WHERE quota_use.scope = freed.scope";
    private static final String OUTGOING =
            "INSERT INTO outbox (topic, key, message_id, type, occurred_at, aggregate_sequence,"
                    + " correlation_id, causation_id, trace_parent, payload) VALUES ";
    private static final String MESSAGE =
            "(?::text, ?::text, ?::text, ?::text, ?::timestamptz, ?::bigint, ?::text, ?::text, ?::text," + " ?::bytea)";

    private static final Map<Shape, String> KEPT = new ConcurrentHashMap<>();

    private AppendSql() {}

    static String of(Shape shape) {
        return shape.rows() > MOST_ROWS_KEPT ? text(shape) : KEPT.computeIfAbsent(shape, AppendSql::text);
    }

    private static String text(Shape shape) {
        List<String> inserts = new ArrayList<>(5);
        shape.companion().ifPresent(inserts::add);
        add(inserts, EVENTS, EVENT, shape.events());
        add(inserts, SCHEDULED, COMMAND, shape.scheduled());
        if (shape.freed() > 0) {
            inserts.add(FREE.formatted(String.join(", ", Collections.nCopies(shape.freed(), "(?::text)"))));
        }
        add(inserts, OUTGOING, MESSAGE, shape.outgoing());
        String last = inserts.removeLast();
        if (inserts.isEmpty()) {
            return last;
        }
        StringBuilder text = new StringBuilder("WITH ");
        for (int i = 0; i < inserts.size(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append("part")
                    .append(i)
                    .append(" AS (")
                    .append(inserts.get(i))
                    .append(')');
        }
        return text.append(' ').append(last).toString();
    }

    private static void add(List<String> inserts, String insert, String row, int count) {
        if (count > 0) {
            inserts.add(insert + String.join(", ", Collections.nCopies(count, row)));
        }
    }
}
