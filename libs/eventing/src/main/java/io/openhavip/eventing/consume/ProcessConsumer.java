package io.openhavip.eventing.consume;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.contracts.Topic;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.InvalidRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Lets a service's processes go on with the events of one topic of another service: an {@link OrderedConsumer} of single records, and
 * the release of what it has parked. Thread-safe as that is; releases may run beside it.
 */
public final class ProcessConsumer {

    /**
     * An aggregate whose events are passed over since one of them could not be handled.
     *
     * @param lastSequence of the last event that was applied; -1: none
     */
    public record Parked(String consumer, String aggregateId, long lastSequence, String reason) {}

    /**
     * How a release ended.
     *
     * @param lastSequence of the last event that is applied now; -1: none
     * @param stillParked why it is parked as before; empty: it is released
     */
    public record Release(String consumer, String aggregateId, long lastSequence, Optional<String> stillParked) {}

    private static final String TABLE = "consumer_progress";
    private static final String PARKED = "SELECT aggregate_id, last_sequence, parked FROM " + TABLE
            + " WHERE consumer = ? AND parked IS NOT NULL ORDER BY aggregate_id";
    private static final String ONE =
            "SELECT last_sequence, parked FROM " + TABLE + " WHERE consumer = ? AND aggregate_id = ?";
    private static final String UNPARK =
            "UPDATE " + TABLE + " SET parked = NULL WHERE consumer = ? AND aggregate_id = ?";
    private static final Duration POLL = Duration.ofMillis(200);

    private final String name;
    private final Topic topic;
    private final BatchTransaction transaction;
    private final OrderedConsumer live;
    private final OrderedConsumer releasing;

    /**
     * @param name the consumer's name, key of its progress
     * @param transaction the unit of work in which the handler gives its commands
     */
    public ProcessConsumer(
            String name,
            Topic topic,
            BatchTransaction transaction,
            DeadLetterSink deadLetters,
            RecordHandler handler,
            MeterRegistry meters) {
        this.name = name;
        this.topic = topic;
        this.transaction = transaction;
        Progress progress = new Progress(name, TABLE);
        this.live = new OrderedConsumer(
                name, transaction, progress, PartitionOffsets.NOT_KEPT, deadLetters, handler, 1, meters);
        this.releasing = new OrderedConsumer(
                name, transaction, progress.releasing(), PartitionOffsets.NOT_KEPT, deadLetters, handler, 1, meters);
    }

    public String name() {
        return name;
    }

    /** As {@link OrderedConsumer#consume}. */
    public void consume(Iterable<ConsumerRecord<String, byte[]>> records) {
        live.consume(records);
    }

    /** Ends waiting; for shutdown. */
    public void stop() {
        live.stop();
        releasing.stop();
    }

    public List<Parked> parked() throws SQLException {
        return inTransaction(connection -> {
            List<Parked> parked = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(PARKED)) {
                select.setString(1, name);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        parked.add(new Parked(name, row.getString(1), row.getLong(2), row.getString(3)));
                    }
                }
            }
            return List.copyOf(parked);
        });
    }

    /**
     * Applies what an aggregate has missed, from the topic, and ends its being parked. It stays parked for {@link #consume} until all
     * that the topic holds is applied; what comes in just then is read here once more, so that no event falls between. What fails again
     * parks it again, with a new dead letter. If this process dies on the way, the release is to be asked for again, parked or not.
     *
     * @return empty if this consumer knows no such aggregate
     */
    public Optional<Release> release(String aggregateId, String bootstrapServers) throws SQLException {
        if (progress(aggregateId).isEmpty()) {
            return Optional.empty();
        }
        try (Consumer<String, byte[]> reader = reader(bootstrapServers)) {
            boolean unparked = false;
            while (true) {
                List<ConsumerRecord<String, byte[]>> missed = readToEnd(reader, aggregateId);
                releasing.consume(missed);
                Parked now = progress(aggregateId).orElseThrow();
                if (missed.stream().anyMatch(record -> sequence(record) > now.lastSequence())) {
                    return Optional.of(new Release(name, aggregateId, now.lastSequence(), Optional.of(now.reason())));
                }
                if (unparked && missed.isEmpty()) {
                    return Optional.of(new Release(name, aggregateId, now.lastSequence(), Optional.empty()));
                }
                unpark(aggregateId);
                unparked = true;
            }
        }
    }

    private Consumer<String, byte[]> reader(String bootstrapServers) {
        Consumer<String, byte[]> reader = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        return reader;
    }

    /** The aggregate's records from where the reader stands to what is the end now. */
    private static List<ConsumerRecord<String, byte[]>> readToEnd(Consumer<String, byte[]> reader, String aggregateId) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment());
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<String, byte[]> records = reader.poll(POLL);
            records.forEach(record -> {
                if (aggregateId.equals(record.key())) {
                    found.add(record);
                }
            });
        }
        return found;
    }

    /** -1 of what is no event; an event whose value cannot be read counts too. */
    private static long sequence(ConsumerRecord<String, byte[]> record) {
        try {
            return CloudEvent.readFrom(record.headers()).aggregateSequence().orElse(-1);
        } catch (InvalidRecord e) {
            return -1;
        }
    }

    private Optional<Parked> progress(String aggregateId) throws SQLException {
        return inTransaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(ONE)) {
                select.setString(1, name);
                select.setString(2, aggregateId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Parked(
                                    name,
                                    aggregateId,
                                    row.getLong(1),
                                    Optional.ofNullable(row.getString(2)).orElse("")))
                            : Optional.empty();
                }
            }
        });
    }

    private void unpark(String aggregateId) throws SQLException {
        inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(UNPARK)) {
                update.setString(1, name);
                update.setString(2, aggregateId);
                return update.executeUpdate();
            }
        });
    }

    private interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Query<T> query) throws SQLException {
        AtomicReference<T> result = new AtomicReference<>();
        try {
            transaction.run(connection -> result.set(query.run(connection)));
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException(e);
        }
        return result.get();
    }
}
