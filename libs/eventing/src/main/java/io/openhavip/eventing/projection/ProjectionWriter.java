package io.openhavip.eventing.projection;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.OutboxRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What a projection writes with: one transaction on the live tables or on their shadows. */
public final class ProjectionWriter {

    private static final String COMPLETE = """
            INSERT INTO operation (operation_id, subject, code, message) VALUES (?, ?, ?, ?)
            ON CONFLICT (operation_id) DO NOTHING
            """;

    private final Connection connection;
    private final Optional<Outbox> outbox;

    ProjectionWriter(Connection connection, Optional<Outbox> outbox) {
        this.connection = connection;
        this.outbox = outbox;
    }

    public Connection connection() {
        return connection;
    }

    /** Sends a state with this transaction; does nothing during a rebuild, which tells nothing new. */
    public void publish(OutboxRow state) throws SQLException {
        if (outbox.isPresent()) {
            outbox.get().add(List.of(state));
        }
    }

    /**
     * Says that an operation has come to its end, so that the caller who waits for it is answered. The first end counts.
     *
     * @param refusal why it was refused; empty: it succeeded
     */
    public void complete(Optional<String> operationId, String subject, Optional<ErrorCode> refusal, String message)
            throws SQLException {
        if (operationId.isEmpty() || outbox.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(COMPLETE)) {
            insert.setString(1, operationId.get());
            insert.setString(2, subject);
            insert.setString(3, refusal.map(Enum::name).orElse(null));
            insert.setString(4, message);
            insert.executeUpdate();
        }
    }
}
