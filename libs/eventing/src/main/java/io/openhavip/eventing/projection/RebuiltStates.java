package io.openhavip.eventing.projection;

import io.openhavip.contracts.MessageTypes;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.JsonMessages;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Tells what a rebuild came to: every state, and a tombstone for each that is gone. Most were told before; readers pass over what they
 * know by its sequence. What only the rebuild applied (events of an aggregate that was parked, or read while there were no tables) and
 * states that an earlier version did not publish are told by nothing else.
 */
final class RebuiltStates {

    /** Tombstones that came up while the shadow was filled; a table in its schema, of the outbox's form, until the swap. */
    static final String GONE = "gone";

    private static final int AT_ONCE = 500;
    private static final String PROGRESS = "SELECT aggregate_id, last_sequence FROM progress WHERE consumer = ?";

    private final Connection connection;
    private final Projection projection;
    private final Outbox outbox;
    private final String run = UUID.randomUUID().toString();
    private final Instant now = Instant.now();
    private final List<OutboxRow> rows = new ArrayList<>();

    private RebuiltStates(Connection connection, Projection projection, Outbox outbox) {
        this.connection = connection;
        this.projection = projection;
        this.outbox = outbox;
    }

    /** In a shadow's schema. */
    static void prepare(Connection connection) throws SQLException {
        execute(connection, "CREATE TABLE " + GONE + " (LIKE outbox INCLUDING DEFAULTS)");
    }

    /** Adds all to the outbox, in the transaction of the swap, before it, in the shadow's schema. */
    static void tell(Connection connection, Projection projection, Outbox outbox) throws SQLException {
        execute(
                connection,
                "INSERT INTO outbox (%1$s) SELECT %1$s FROM %2$s ORDER BY position".formatted(Outbox.COLUMNS, GONE));
        execute(connection, "DROP TABLE " + GONE);
        new RebuiltStates(connection, projection, outbox).tell();
    }

    private void tell() throws SQLException {
        Map<String, Long> sequences = sequences();
        projection.states(connection, (topic, source, aggregateId, state) -> {
            Long sequence = sequences.get(aggregateId);
            if (sequence == null) {
                throw new SQLException("%s lists a state of %s, none of whose events it has applied"
                        .formatted(projection.name(), aggregateId));
            }
            String type = MessageTypes.nameOf(state.getClass());
            CloudEvent attributes = new CloudEvent(
                    run + ":" + state.getClass().getSimpleName() + ":" + state.subject(),
                    type,
                    source,
                    state.subject(),
                    now,
                    OptionalLong.of(sequence),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            rows.add(OutboxRow.of(topic.name(), attributes, JsonMessages.write(state)));
            if (rows.size() == AT_ONCE) {
                flush();
            }
        });
        flush();
    }

    private void flush() throws SQLException {
        outbox.add(rows);
        rows.clear();
    }

    private Map<String, Long> sequences() throws SQLException {
        Map<String, Long> sequences = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(PROGRESS)) {
            select.setString(1, projection.name());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sequences.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return sequences;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
