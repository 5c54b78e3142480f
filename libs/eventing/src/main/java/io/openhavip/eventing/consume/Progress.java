package io.openhavip.eventing.consume;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How far a consumer is with each aggregate, in the table that it was given; read and written in the transaction of what the consumer
 * does, which makes applying idempotent. A partition has one reader; a replica that has lost it without knowing, or got it too early,
 * finds at {@link Session#store} that another was faster. Thread-safe; a session belongs to its transaction.
 */
public final class Progress {

    /** What to do with an event of an aggregate. */
    public enum Verdict {
        /** It is the next one. */
        APPLY,
        /** It was applied before. */
        DUPLICATE,
        /** Something before it is missing: the relay will send it again, in order. */
        AHEAD,
        /** The aggregate is parked. */
        PARKED
    }

    private record Entry(long lastSequence, Optional<String> parked) {
        static final Entry NONE = new Entry(-1, Optional.empty());
    }

    private final String consumer;
    private final String table;
    private final boolean releasing;
    private final String select;
    private final String insert;
    private final String update;

    /** @param table name of a table like {@code consumer_progress} */
    public Progress(String consumer, String table) {
        this(consumer, table, false);
    }

    /** The same for who applies what a parked aggregate has missed: it stays parked for the others meanwhile. */
    Progress releasing() {
        return new Progress(consumer, table, true);
    }

    private Progress(String consumer, String table, boolean releasing) {
        this.consumer = consumer;
        this.table = table;
        this.releasing = releasing;
        this.select = "SELECT aggregate_id, last_sequence, parked FROM " + table
                + " WHERE consumer = ? AND aggregate_id = ANY (?)";
        this.insert = "INSERT INTO " + table + " (consumer, aggregate_id, last_sequence, parked)"
                + " SELECT ?, aggregate_id, last_sequence, parked"
                + " FROM unnest(?::text[], ?::bigint[], ?::text[]) AS now (aggregate_id, last_sequence, parked)"
                + " ON CONFLICT (consumer, aggregate_id) DO NOTHING";
        this.update = "UPDATE " + table + " AS known SET last_sequence = now.last_sequence, parked = now.parked"
                + " FROM unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::text[])"
                + " AS now (aggregate_id, last_sequence, parked, sequence_before, parked_before)"
                + " WHERE known.consumer = ? AND known.aggregate_id = now.aggregate_id"
                + " AND known.last_sequence = now.sequence_before AND known.parked IS NOT DISTINCT FROM now.parked_before";
    }

    /** The progress of some aggregates, to be advanced record by record and then stored. */
    public Session load(Connection connection, Collection<String> aggregateIds) throws SQLException {
        Map<String, Entry> entries = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, consumer);
            statement.setArray(2, connection.createArrayOf("text", aggregateIds.toArray(String[]::new)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.put(rows.getString(1), new Entry(rows.getLong(2), Optional.ofNullable(rows.getString(3))));
                }
            }
        }
        return new Session(entries);
    }

    /** Progress within one transaction. */
    public final class Session {
        private final Map<String, Entry> stored;
        private final Map<String, Entry> entries;
        // Sorted, so that two replicas insert in one order; should their updates block each other, one is tried again.
        private final Map<String, Entry> changed = new TreeMap<>();

        private Session(Map<String, Entry> stored) {
            this.stored = stored;
            this.entries = new HashMap<>(stored);
        }

        /** Judges an event; after {@link Verdict#APPLY} it counts as applied. */
        public Verdict advance(String aggregateId, long sequence) {
            Entry entry = entries.getOrDefault(aggregateId, Entry.NONE);
            if (entry.parked().isPresent() && !releasing) {
                return Verdict.PARKED;
            }
            if (sequence <= entry.lastSequence()) {
                return Verdict.DUPLICATE;
            }
            if (sequence > entry.lastSequence() + 1) {
                return Verdict.AHEAD;
            }
            set(aggregateId, new Entry(sequence, entry.parked()));
            return Verdict.APPLY;
        }

        /** Stops the aggregate for this consumer. */
        public void park(String aggregateId, String reason) {
            long last = entries.getOrDefault(aggregateId, Entry.NONE).lastSequence();
            set(aggregateId, new Entry(last, Optional.of(reason)));
        }

        private void set(String aggregateId, Entry entry) {
            entries.put(aggregateId, entry);
            changed.put(aggregateId, entry);
        }

        /**
         * Writes what changed, in two statements however much it is.
         *
         * @throws Overtaken if another replica advanced or parked one of the aggregates since it was loaded
         */
        public void store(Connection connection) throws SQLException {
            Map<Boolean, List<String>> ids =
                    changed.keySet().stream().collect(Collectors.partitioningBy(stored::containsKey));
            if (insert(connection, ids.get(false)) + update(connection, ids.get(true)) < changed.size()) {
                throw new Overtaken(consumer);
            }
        }

        private int insert(Connection connection, List<String> ids) throws SQLException {
            if (ids.isEmpty()) {
                return 0;
            }
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setString(1, consumer);
                setEntries(statement, 2, ids);
                return statement.executeUpdate();
            }
        }

        private int update(Connection connection, List<String> ids) throws SQLException {
            if (ids.isEmpty()) {
                return 0;
            }
            try (PreparedStatement statement = connection.prepareStatement(update)) {
                setEntries(statement, 1, ids);
                setArray(statement, 4, "bigint", ids, id -> stored.get(id).lastSequence());
                setArray(
                        statement, 5, "text", ids, id -> stored.get(id).parked().orElse(null));
                statement.setString(6, consumer);
                return statement.executeUpdate();
            }
        }

        private void setEntries(PreparedStatement statement, int first, List<String> ids) throws SQLException {
            setArray(statement, first, "text", ids, id -> id);
            setArray(statement, first + 1, "bigint", ids, id -> changed.get(id).lastSequence());
            setArray(
                    statement,
                    first + 2,
                    "text",
                    ids,
                    id -> changed.get(id).parked().orElse(null));
        }

        private static void setArray(
                PreparedStatement statement, int index, String type, List<String> ids, Function<String, Object> value)
                throws SQLException {
            Object[] values = ids.stream().map(value).toArray();
            statement.setArray(index, statement.getConnection().createArrayOf(type, values));
        }
    }
}
