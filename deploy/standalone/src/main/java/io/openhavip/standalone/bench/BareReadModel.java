package io.openhavip.standalone.bench;

import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.havip.projection.HaVipRow;
import io.openhavip.havip.projection.HaVipRows;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The limit of a rebuild: a plain consumer that keeps every row in memory and writes those that a batch touched in one upsert and one
 * commit. It notes no progress, reads no rows back, checks no sequence and could not go on after a crash.
 */
final class BareReadModel {

    static final String SCHEMA = "bare_view";

    private static final Duration POLL = Duration.ofMillis(200);

    private BareReadModel() {}

    /** Reads the partitions from the beginning to their present end. */
    static void fill(Connection connection, String bootstrapServers, List<TopicPartition> partitions, int batch)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
            statement.execute("CREATE SCHEMA " + SCHEMA);
            statement.execute("SET search_path = " + SCHEMA);
            statement.execute(HaVipRows.DDL);
        }
        connection.setAutoCommit(false);
        Map<String, Optional<HaVipRow>> rows = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        batch),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                Map<String, HaVipRow> touched = new TreeMap<>();
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (RecordCodec.decode(record) instanceof Decoded.Known(var attributes, HaVipEvent event)) {
                        Optional<HaVipRow> after = HaVipRow.after(
                                rows.getOrDefault(event.haVipId(), Optional.empty()),
                                event,
                                attributes.time(),
                                attributes.correlationId());
                        rows.put(event.haVipId(), after);
                        after.ifPresent(row -> touched.put(row.haVipId(), row));
                    }
                }
                HaVipRows.upsert(connection, List.copyOf(touched.values()));
                connection.commit();
            }
        }
    }
}
