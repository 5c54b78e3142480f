package io.openhavip.eventing.consume;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    private final String select;
    private final String upsert;

    /** @param table name of a table like {@code consumer_progress} */
    public Progress(String consumer, String table) {
        this.consumer = consumer;
        this.select = "SELECT aggregate_id, last_sequence, parked FROM " + table
                + " WHERE consumer = ? AND aggregate_id = ANY (?)";
        this.upsert =
                "INSERT INTO " + table + " AS known (consumer, aggregate_id, last_sequence, parked) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (consumer, aggregate_id) DO UPDATE"
                        + " SET last_sequence = excluded.last_sequence, parked = excluded.parked"
                        + " WHERE known.last_sequence = ? AND known.parked IS NOT DISTINCT FROM ?";
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
        // Sorted, so that two replicas lock the rows in one order.
        private final Map<String, Entry> changed = new TreeMap<>();

        private Session(Map<String, Entry> stored) {
            this.stored = stored;
            this.entries = new HashMap<>(stored);
        }

        /** Judges an event; after {@link Verdict#APPLY} it counts as applied. */
        public Verdict advance(String aggregateId, long sequence) {
            Entry entry = entries.getOrDefault(aggregateId, Entry.NONE);
            if (entry.parked().isPresent()) {
                return Verdict.PARKED;
            }
            if (sequence <= entry.lastSequence()) {
                return Verdict.DUPLICATE;
            }
            if (sequence > entry.lastSequence() + 1) {
                return Verdict.AHEAD;
            }
            set(aggregateId, new Entry(sequence, Optional.empty()));
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
         * Writes what changed.
         *
         * @throws Overtaken if another replica advanced or parked one of the aggregates since it was loaded
         */
        public void store(Connection connection) throws SQLException {
            if (changed.isEmpty()) {
                return;
            }
            try (PreparedStatement statement = connection.prepareStatement(upsert)) {
                for (Map.Entry<String, Entry> change : changed.entrySet()) {
                    Entry before = stored.getOrDefault(change.getKey(), Entry.NONE);
                    statement.setString(1, consumer);
                    statement.setString(2, change.getKey());
                    statement.setLong(3, change.getValue().lastSequence());
                    statement.setString(4, change.getValue().parked().orElse(null));
                    statement.setLong(5, before.lastSequence());
                    statement.setString(6, before.parked().orElse(null));
                    statement.addBatch();
                }
                for (int written : statement.executeBatch()) {
                    if (written == 0) {
                        throw new Overtaken(consumer);
                    }
                }
            }
        }
    }
}
