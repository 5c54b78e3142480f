package io.openhavip.havip.projection;

import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.projection.LiveProjection;
import io.openhavip.eventing.projection.LiveProjection.Tables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether both read models know all that happened until a moment, so that what they do not show was not there. A reader that lags, a
 * relay that is stuck or a rebuild that runs would otherwise look like a world full of orphans. Thread-safe.
 */
public final class ReadUpTo {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String REBUILDING = "SELECT nspname FROM pg_namespace WHERE nspname IN ('"
            + HaVipProjection.NAME + "_rebuild', '" + NetworkSideProjection.NAME + "_rebuild')";
    private static final String NOT_SENT =
            "SELECT count(*) FROM outbox WHERE topic = '" + Topics.HAVIP_EVENTS.name() + "' AND occurred_at < ?";
    private static final String READ = "SELECT partition, next_offset FROM %s.partition_offset WHERE topic = ?";

    private final String bootstrapServers;
    private final Map<LiveProjection, Topic> compared;

    /**
     * @param haVips {@link HaVipProjection}
     * @param networkSide {@link NetworkSideProjection}
     */
    public ReadUpTo(String bootstrapServers, LiveProjection haVips, LiveProjection networkSide) {
        this.bootstrapServers = bootstrapServers;
        this.compared = Map.of(haVips, Topics.HAVIP_EVENTS, networkSide, Topics.NETWORK_EVENTS);
    }

    /** The tables of the moment: an {@link #obstacle} says nothing about others that take their place. */
    public List<Tables> tables(Connection connection) throws SQLException {
        List<Tables> tables = new ArrayList<>();
        for (LiveProjection each : compared.keySet()) {
            tables.add(each.tables(connection));
        }
        return tables;
    }

    /** Why they may not know it; empty if they do. */
    public Optional<String> obstacle(Connection connection, Instant asOf) throws SQLException {
        for (Tables tables : tables(connection)) {
            if (tables.obstacle().isPresent()) {
                return tables.obstacle();
            }
        }
        Optional<String> rebuilding = single(connection, REBUILDING, Optional.empty());
        if (rebuilding.isPresent()) {
            return Optional.of("a rebuild is under way, or was broken off: " + rebuilding.get());
        }
        String notSent = single(connection, NOT_SENT, Optional.of(asOf)).orElse("0");
        if (!notSent.equals("0")) {
            return Optional.of(notSent + " events of this service are not on " + Topics.HAVIP_EVENTS.name() + " yet");
        }
        for (Map.Entry<LiveProjection, Topic> each : compared.entrySet()) {
            String schema = each.getKey().name();
            Map<Integer, Long> read = read(connection, schema, each.getValue());
            Map<Integer, Long> written = written(each.getValue(), asOf);
            if (written.entrySet().stream().anyMatch(it -> read.getOrDefault(it.getKey(), 0L) < it.getValue())) {
                return Optional.of(schema + " has not read " + each.getValue().name() + " up to " + asOf + " yet");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> single(Connection connection, String sql, Optional<Instant> moment)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            if (moment.isPresent()) {
                select.setTimestamp(1, Timestamp.from(moment.get()));
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private static Map<Integer, Long> read(Connection connection, String schema, Topic topic) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(READ.formatted(schema))) {
            select.setString(1, topic.name());
            try (ResultSet rows = select.executeQuery()) {
                Map<Integer, Long> offsets = new HashMap<>();
                while (rows.next()) {
                    offsets.put(rows.getInt(1), rows.getLong(2));
                }
                return offsets;
            }
        }
    }

    /** By partition, how many records the topic had at the moment: the offset of the first one after it, or the end. */
    private Map<Integer, Long> written(Topic topic, Instant asOf) {
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis()))) {
            // The end is asked for first: a record that comes between the two questions is after the moment anyway.
            Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(admin, partitions, OffsetSpec.latest());
            Map<TopicPartition, ListOffsetsResultInfo> later =
                    offsets(admin, partitions, OffsetSpec.forTimestamp(asOf.toEpochMilli()));
            return partitions.stream().collect(Collectors.toMap(TopicPartition::partition, partition -> {
                long firstLater = later.get(partition).offset();
                return firstLater < 0 ? ends.get(partition).offset() : firstLater;
            }));
        }
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Admin admin, List<TopicPartition> partitions, OffsetSpec wanted) {
        try {
            return admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> wanted)))
                    .all()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for offsets", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not tell its offsets", e);
        }
    }
}
