package io.openhavip.eventing.consume;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.contracts.Message;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Applies the events of each aggregate exactly once and in order. A batch is one transaction: what the handler does and how far each
 * aggregate is are stored together. A fault (the database or a peer is away, another replica was faster) is waited out, for ever; a
 * record that is invalid for good goes to the dead-letter topic, its aggregate is parked, and the rest goes on.
 *
 * <p>Called by one thread for the records of one partition, in order; several threads may each bring their own partitions.
 */
public final class OrderedConsumer {

    private static final Logger LOG = Logger.getLogger(OrderedConsumer.class);

    private record Item(ConsumerRecord<String, byte[]> record, Decoded decoded) {}

    private final String name;
    private final BatchTransaction transaction;
    private final Progress progress;
    private final PartitionOffsets offsets;
    private final DeadLetterSink deadLetters;
    private final RecordHandler handler;
    private final ConsumerMetrics metrics;
    private final ConsumerSpans spans;
    private final Backoff backoff = new Backoff();
    private final int batchSize;

    /**
     * @param name the consumer's name, key of its progress
     * @param transaction how a batch becomes one step
     * @param batchSize most records in a transaction; 1 for handlers that give commands
     */
    public OrderedConsumer(
            String name,
            BatchTransaction transaction,
            Progress progress,
            PartitionOffsets offsets,
            DeadLetterSink deadLetters,
            RecordHandler handler,
            int batchSize,
            MeterRegistry meters) {
        this.name = name;
        this.transaction = transaction;
        this.progress = progress;
        this.offsets = offsets;
        this.deadLetters = deadLetters;
        this.handler = handler;
        this.batchSize = batchSize;
        this.metrics = new ConsumerMetrics(name, meters);
        this.spans = new ConsumerSpans(name);
    }

    /**
     * Returns when every record is applied, passed over or a dead letter.
     *
     * @throws Backoff.Stopped if {@link #stop()} was called first; unfinished records are to be read again
     */
    public void consume(Iterable<ConsumerRecord<String, byte[]>> records) {
        List<Item> batch = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            batch.add(new Item(record, RecordCodec.decode(record)));
            if (batch.size() == batchSize) {
                finish(batch);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            finish(batch);
        }
    }

    /** Ends waiting; for shutdown. */
    public void stop() {
        backoff.stop();
    }

    private void finish(List<Item> batch) {
        Attempts attempts = batch.size() > 1 ? Attempts.ofBatch(name, backoff) : new Attempts(name, backoff);
        while (true) {
            try {
                transaction.run(connection -> apply(connection, batch));
                return;
            } catch (Exception e) {
                metrics.faults.increment();
                if (attempts.again(e)) {
                    continue;
                }
                if (batch.size() > 1) {
                    batch.forEach(item -> finish(List.of(item)));
                } else {
                    LOG.errorf(e, "record cannot be handled consumer=%s place=%s", name, place(batch.getFirst()));
                    bury(batch.getFirst(), e);
                }
                return;
            }
        }
    }

    /** Makes a record a dead letter, however long that takes: it must be on the list before the next record is touched. */
    private void bury(Item item, Exception cause) {
        String reason = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        List<Item> invalid = List.of(new Item(item.record(), new Decoded.Invalid(reason)));
        Attempts attempts = new Attempts(name, backoff);
        while (true) {
            try {
                transaction.run(connection -> apply(connection, invalid));
                return;
            } catch (Exception e) {
                metrics.faults.increment();
                attempts.await(e);
            }
        }
    }

    private void apply(Connection connection, List<Item> batch) throws SQLException {
        Progress.Session session = progress.load(
                connection,
                batch.stream().flatMap(item -> aggregateId(item).stream()).toList());
        Map<TopicPartition, Long> nextOffsets = new HashMap<>();
        RecordHandler.Batch handling = handler.begin(connection);
        for (Item item : batch) {
            switch (item.decoded()) {
                case Decoded.Known known -> applyKnown(handling, session, item, known);
                case Decoded.UnknownType unknown -> passOver(session, item, unknown.attributes());
                case Decoded.Tombstone tombstone -> metrics.passedOver.increment();
                case Decoded.Invalid invalid -> reject(session, item, invalid.reason());
            }
            nextOffsets.put(
                    new TopicPartition(item.record().topic(), item.record().partition()),
                    item.record().offset() + 1);
        }
        handling.finish();
        session.store(connection);
        offsets.applied(connection, nextOffsets);
    }

    private void applyKnown(RecordHandler.Batch handling, Progress.Session session, Item item, Decoded.Known known)
            throws SQLException {
        CloudEvent attributes = known.attributes();
        Message message = known.message();
        if (attributes.aggregateSequence().isEmpty()) {
            // A notice: no aggregate's history numbers it, so the handler must bear it twice.
            spans.handle(attributes, traced -> handling.handle(traced, message));
            metrics.applied.increment();
            return;
        }
        switch (session.advance(
                item.record().key(), attributes.aggregateSequence().getAsLong())) {
            case APPLY -> {
                spans.handle(attributes, traced -> handling.handle(traced, message));
                metrics.applied.increment();
            }
            case DUPLICATE -> metrics.duplicates.increment();
            case AHEAD -> metrics.ahead.increment();
            case PARKED -> metrics.passedOver.increment();
        }
    }

    private void passOver(Progress.Session session, Item item, CloudEvent attributes) {
        metrics.passedOver.increment();
        aggregateId(item)
                .ifPresent(id -> attributes.aggregateSequence().ifPresent(sequence -> session.advance(id, sequence)));
    }

    private void reject(Progress.Session session, Item item, String reason) throws SQLException {
        LOG.errorf("record is a dead letter consumer=%s place=%s reason=%s", name, place(item), reason);
        metrics.deadLetters.increment();
        deadLetters.add(name, item.record(), reason);
        aggregateId(item).ifPresent(id -> session.park(id, reason));
    }

    /** Empty for a key that no aggregate can have: nothing is noted of it. */
    private static Optional<String> aggregateId(Item item) {
        return Optional.ofNullable(item.record().key()).filter(RecordCodec::isKey);
    }

    private static String place(Item item) {
        ConsumerRecord<String, byte[]> record = item.record();
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
