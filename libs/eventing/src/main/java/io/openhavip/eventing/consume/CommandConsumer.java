package io.openhavip.eventing.consume;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.contracts.Command;
import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.Excerpt;
import io.openhavip.messaging.RecordCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Applies each command from another service once, by its id. One command is one transaction: its events, and the note that it was
 * handled, so that a replica that lost the race rolls back whole. A refusal is an answer and is remembered
 * like an application; a fault is waited out; an unreadable record goes to the dead-letter topic.
 */
public final class CommandConsumer {

    private static final String HANDLED = "SELECT 1 FROM handled_command WHERE command_id = ?";
    private static final String NOTE = "INSERT INTO handled_command (command_id) VALUES (?) ON CONFLICT DO NOTHING";
    private static final Logger LOG = Logger.getLogger(CommandConsumer.class);

    /** What the owning service does with a command, and how it words a refusal. */
    public interface Handler {

        /**
         * Carries the command out, within the transaction.
         *
         * @throws Refusal if a rule forbids it
         */
        void handle(Connection connection, CloudEvent attributes, Command command) throws SQLException;

        /** The answer to a refused command. */
        OutboxRow refused(CloudEvent attributes, Command command, Refusal refusal);
    }

    private final String name;
    private final BatchTransaction transaction;
    private final Outbox outbox;
    private final DeadLetterSink deadLetters;
    private final Handler handler;
    private final ConsumerMetrics metrics;
    private final ConsumerSpans spans;
    private final Backoff backoff = new Backoff();

    public CommandConsumer(
            String name,
            BatchTransaction transaction,
            Outbox outbox,
            DeadLetterSink deadLetters,
            Handler handler,
            MeterRegistry meters) {
        this.name = name;
        this.transaction = transaction;
        this.outbox = outbox;
        this.deadLetters = deadLetters;
        this.handler = handler;
        this.metrics = new ConsumerMetrics(name, meters);
        this.spans = new ConsumerSpans(name);
    }

    /** Returns when every command is applied, refused or a dead letter. */
    public void consume(Iterable<ConsumerRecord<String, byte[]>> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            finish(record, RecordCodec.decode(record));
        }
    }

    public void stop() {
        backoff.stop();
    }

    private void finish(ConsumerRecord<String, byte[]> record, Decoded decoded) {
        Attempts attempts = new Attempts(name, backoff);
        while (true) {
            try {
                transaction.run(connection -> apply(connection, record, decoded));
                return;
            } catch (Exception e) {
                metrics.faults.increment();
                if (!attempts.again(e)) {
                    LOG.errorf(e, "command cannot be handled consumer=%s place=%s", name, place(record));
                    bury(record, e.getClass().getSimpleName() + ": " + e.getMessage());
                    return;
                }
            }
        }
    }

    private void bury(ConsumerRecord<String, byte[]> record, String reason) {
        Attempts attempts = new Attempts(name, backoff);
        while (true) {
            try {
                transaction.run(connection -> reject(record, reason));
                return;
            } catch (Exception e) {
                metrics.faults.increment();
                attempts.await(e);
            }
        }
    }

    private void apply(Connection connection, ConsumerRecord<String, byte[]> record, Decoded decoded)
            throws SQLException {
        switch (decoded) {
            case Decoded.Known known -> applyKnown(connection, record, known);
            case Decoded.UnknownType unknown ->
                reject(record, "unknown command: " + unknown.attributes().type());
            case Decoded.Tombstone ignored -> reject(record, "a command without a value");
            case Decoded.Invalid invalid -> reject(record, invalid.reason());
        }
    }

    private void applyKnown(Connection connection, ConsumerRecord<String, byte[]> record, Decoded.Known known)
            throws SQLException {
        if (known.message() instanceof Command command) {
            spans.handle(known.attributes(), traced -> applyOnce(connection, traced, command));
        } else {
            reject(record, "not a command: " + known.attributes().type());
        }
    }

    private void applyOnce(Connection connection, CloudEvent attributes, Command command) throws SQLException {
        if (wasHandled(connection, attributes.id())) {
            metrics.duplicates.increment();
            return;
        }
        try {
            handler.handle(connection, attributes, command);
        } catch (Refusal refusal) {
            outbox.add(List.of(handler.refused(attributes, command, refusal)));
        }
        try (PreparedStatement note = connection.prepareStatement(NOTE)) {
            note.setString(1, attributes.id());
            if (note.executeUpdate() == 0) {
                throw new Overtaken(name);
            }
        }
        metrics.applied.increment();
    }

    private static boolean wasHandled(Connection connection, String commandId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(HANDLED)) {
            select.setString(1, commandId);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private void reject(ConsumerRecord<String, byte[]> record, String reason) throws SQLException {
        LOG.errorf("command is a dead letter consumer=%s place=%s reason=%s", name, place(record), Excerpt.of(reason));
        metrics.deadLetters.increment();
        deadLetters.add(name, record, reason);
    }

    private static String place(ConsumerRecord<String, byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
