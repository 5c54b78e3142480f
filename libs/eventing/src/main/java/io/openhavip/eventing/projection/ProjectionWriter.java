package io.openhavip.eventing.projection;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Message;
import io.openhavip.eventing.consume.RecordHandler;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.messaging.CloudEvent;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a projection writes with: one transaction on the live tables or on their shadows. */
public final class ProjectionWriter {

    /** The messages of one transaction go to the projection with one writer. */
    static RecordHandler handler(Projection projection, Optional<Outbox> outbox) {
        return new RecordHandler() {
            @Override
            public void handle(Connection connection, CloudEvent attributes, Message message) throws SQLException {
                Batch batch = begin(connection);
                batch.handle(attributes, message);
                batch.finish();
            }

            @Override
            public Batch begin(Connection connection) {
                ProjectionWriter writer = new ProjectionWriter(connection, outbox);
                return new Batch() {
                    @Override
                    public void handle(CloudEvent attributes, Message message) throws SQLException {
                        projection.apply(writer, attributes, message);
                    }

                    @Override
                    public void finish() throws SQLException {
                        projection.flush(writer);
                        writer.writeGathered();
                    }
                };
            }
        };
    }

    private static final String COMPLETE = """
            INSERT INTO operation (operation_id, subject, code, message) SELECT * FROM unnest(?, ?, ?, ?)
            ON CONFLICT (operation_id) DO NOTHING
            """;

    private record Completion(String operationId, String subject, Optional<ErrorCode> refusal, String message) {}

    private final Connection connection;
    private final Optional<Outbox> outbox;
    private final List<OutboxRow> states = new ArrayList<>();
    private final List<Completion> completions = new ArrayList<>();
    private Optional<Object> notes = Optional.empty();

    ProjectionWriter(Connection connection, Optional<Outbox> outbox) {
        this.connection = connection;
        this.outbox = outbox;
    }

    public Connection connection() {
        return connection;
    }

    /** Whether states and ends of operations are for anyone now: not during a rebuild, which tells what came of it at its end. */
    public boolean publishes() {
        return outbox.isPresent();
    }

    /** What the projection keeps for the length of this transaction; made empty at the first call. */
    public <T> T notes(Class<T> type, Supplier<T> empty) {
        if (notes.isEmpty()) {
            notes = Optional.of(empty.get());
        }
        return type.cast(notes.get());
    }

    /**
     * Sends a state with this transaction, after those that it was given before. During a rebuild only tombstones are kept, for its
     * end: the states are {@link Projection#states listed} then.
     */
    public void publish(OutboxRow state) {
        if (publishes() || state.payload().isEmpty()) {
            states.add(state);
        }
    }

    /**
     * Says that an operation has come to its end, so that the caller who waits for it is answered. The first end counts.
     *
     * @param refusal why it was refused; empty: it succeeded
     */
    public void complete(Optional<String> operationId, String subject, Optional<ErrorCode> refusal, String message) {
        if (operationId.isPresent() && publishes()) {
            completions.add(new Completion(operationId.get(), subject, refusal, message));
        }
    }

    private void writeGathered() throws SQLException {
        if (outbox.isPresent()) {
            outbox.get().add(states);
        } else if (!states.isEmpty()) {
            Outbox.insert(connection, RebuiltStates.GONE, states);
        }
        if (!completions.isEmpty()) {
            try (PreparedStatement insert = connection.prepareStatement(COMPLETE)) {
                insert.setArray(1, texts(Completion::operationId));
                insert.setArray(2, texts(Completion::subject));
                insert.setArray(3, texts(it -> it.refusal().map(ErrorCode::name).orElse(null)));
                insert.setArray(4, texts(Completion::message));
                insert.executeUpdate();
            }
        }
    }

    private Array texts(Function<Completion, String> column) throws SQLException {
        return connection.createArrayOf("text", completions.stream().map(column).toArray());
    }
}
