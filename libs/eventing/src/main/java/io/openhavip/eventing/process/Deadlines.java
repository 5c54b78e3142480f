package io.openhavip.eventing.process;

import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.messaging.JsonMessages;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jboss.logging.Logger;

/**
 * Gives scheduled commands when they fall due. Each is one transaction: the row is locked (so that replicas share the work), the
 * command is given, the row goes. After a crash the row is still there. {@link #runDue()} is called by a timer.
 */
public final class Deadlines {

    /** Most commands in one run; the next run takes the rest. */
    static final int MOST_PER_RUN = 500;

    private static final String NEXT = """
            SELECT id, command_type, payload, correlation_id FROM scheduled_command
            WHERE due_at <= now() ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
            """;
    private static final String DELETE = "DELETE FROM scheduled_command WHERE id = ?";
    private static final String POSTPONE =
            "UPDATE scheduled_command SET due_at = now() + interval '30 seconds' WHERE id = ?";
    private static final Logger LOG = Logger.getLogger(Deadlines.class);

    private record Due(String id, String type, byte[] payload, Cause cause) {}

    private final EventSourcing eventSourcing;

    public Deadlines(EventSourcing eventSourcing) {
        this.eventSourcing = eventSourcing;
    }

    /** Gives what is due; how many tries that took. */
    public int runDue() {
        int given = 0;
        while (given < MOST_PER_RUN && runNext()) {
            given++;
        }
        return given;
    }

    private boolean runNext() {
        Due[] taken = new Due[1];
        try {
            eventSourcing.unitOfWork().run(connection -> {
                Optional<Due> due = next(connection);
                if (due.isPresent()) {
                    taken[0] = due.get();
                    give(due.get());
                    update(connection, DELETE, due.get().id());
                }
            });
            return taken[0] != null;
        } catch (ConcurrencyException e) {
            // Somebody changed the aggregate meanwhile. The row is still due, and counting it bounds the tries of a
            // run.
            return true;
        } catch (Exception e) {
            LOG.warnf(
                    "deadline failed, tried again later id=%s cause=%s",
                    taken[0] == null ? "" : taken[0].id(), e.getMessage());
            return taken[0] != null && postpone(taken[0]);
        }
    }

    private void give(Due due) {
        try {
            Class<?> type =
                    Class.forName(due.type(), true, Thread.currentThread().getContextClassLoader());
            eventSourcing.send(JsonMessages.MAPPER.readValue(due.payload(), type), due.cause());
        } catch (Refusal refusal) {
            LOG.debugf("deadline had nothing to do id=%s reason=%s", due.id(), refusal.getMessage());
        } catch (ClassNotFoundException | IOException e) {
            throw new IllegalStateException("scheduled command " + due.id() + " cannot be read", e);
        }
    }

    private boolean postpone(Due due) {
        try {
            eventSourcing.transactions().inTransaction(connection -> update(connection, POSTPONE, due.id()));
            return true;
        } catch (SQLException | RuntimeException e) {
            return false;
        }
    }

    private static int update(Connection connection, String sql, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            return statement.executeUpdate();
        }
    }

    private static Optional<Due> next(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEXT);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            String id = row.getString("id");
            String correlation =
                    Optional.ofNullable(row.getString("correlation_id")).orElse(id);
            return Optional.of(new Due(
                    id,
                    row.getString("command_type"),
                    row.getBytes("payload"),
                    new Cause(correlation, Optional.of(id), Optional.empty())));
        }
    }
}
