package io.openhavip.standalone.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The limit of a switch: consume, insert one row and commit, produce; plain clients, one thread, nothing parsed or decided, no offset
 * committed. The clock is read, to tell where its time goes. Its topics are configured like arp.announcements and arp.ownership. Owns
 * its thread and clients until closed.
 */
final class BarePath implements Arrivals.Filter, AutoCloseable {

    static final String IN = "bench.bare.in";
    static final String OUT = "bench.bare.out";

    private static final Duration POLL = Duration.ofMillis(500);
    private static final String TABLE =
            "CREATE TABLE IF NOT EXISTS bare (id bigserial PRIMARY KEY, key text NOT NULL, payload bytea NOT NULL)";
    private static final String INSERT = "INSERT INTO bare (key, payload) VALUES (?, ?)";

    private final Connection connection;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Producer<String, byte[]> producer;
    private final Legs legs = new Legs();
    private final AtomicReference<SQLException> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean closed;

    BarePath(BenchStack stack) throws SQLException {
        this.connection = stack.benchDatabase().connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        connection.setAutoCommit(false);
        this.producer = stack.producer(Map.of());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stack.client().bootstrapServers(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = stack.partitions(IN);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        this.thread = Thread.ofPlatform().name("bare-path").daemon().start(this::run);
    }

    Legs legs() {
        return legs;
    }

    /** Takes every record of {@link #OUT}. */
    @Override
    public boolean accepts(ConsumerRecord<String, byte[]> record, long receivedAtMillis) {
        legs.add("to the reader", Instant.ofEpochMilli(record.timestamp()), Instant.ofEpochMilli(receivedAtMillis));
        return true;
    }

    private void run() {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            while (!closed) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    Instant consumed = Instant.now();
                    insert.setString(1, record.key());
                    insert.setBytes(2, record.value());
                    insert.executeUpdate();
                    connection.commit();
                    producer.send(new ProducerRecord<>(OUT, record.key(), record.value()));
                    legs.add("broker to consumer", Instant.ofEpochMilli(record.timestamp()), consumed);
                    legs.add("committed and with the producer", consumed, Instant.now());
                }
            }
        } catch (WakeupException e) {
            // close() ends the wait.
        } catch (SQLException e) {
            failure.set(e);
        }
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        closed = true;
        consumer.wakeup();
        thread.join(POLL.multipliedBy(4));
        consumer.close();
        producer.close();
        connection.close();
        if (failure.get() != null) {
            throw failure.get();
        }
    }
}
