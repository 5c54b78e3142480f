package io.openhavip.arp.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.openhavip.arp.domain.Ownership;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.store.Companion;
import io.openhavip.eventing.store.DatabaseFault;
import io.openhavip.messaging.JsonMessages;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * Each address's {@link Ownership} as of its newest event: one read per partition at a takeover, however many addresses. Thread-safe.
 */
@Singleton
public class OwnershipTable {

    private static final String SAVE = """
            INSERT INTO ownership (address_key, partition, v_switch_id, address, epoch, ownership)
            VALUES (?::text, ?::integer, ?::text, ?::text, ?::bigint, ?::jsonb)
            ON CONFLICT (address_key) DO UPDATE SET epoch = excluded.epoch, ownership = excluded.ownership
            """;
    private static final String BY_KEY = "SELECT ownership FROM ownership WHERE address_key = ?";
    private static final String BY_PARTITION = "SELECT ownership FROM ownership WHERE partition = ?";
    private static final String PAGE =
            "SELECT ownership FROM ownership WHERE address_key > ? ORDER BY address_key LIMIT ?";

    private final DataSource dataSource;

    public OwnershipTable(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The partition that an address's announcements are on: Kafka's default, by key. */
    public static int partitionOf(AddressKey key) {
        return BuiltInPartitioner.partitionForKey(
                key.toString().getBytes(StandardCharsets.UTF_8), Topics.ARP_ANNOUNCEMENTS.partitions());
    }

    /** The row as it is to be once the ownership's newest events are appended. */
    Companion row(Ownership ownership) {
        AddressKey key = ownership.key();
        return new Companion(
                SAVE,
                List.of(
                        key.toString(),
                        partitionOf(key),
                        key.vSwitchId(),
                        key.address(),
                        ownership.epoch(),
                        json(ownership)));
    }

    /**
     * The ownership of one address; empty: it never had an owner.
     *
     * @throws DatabaseFault if the database is away
     */
    public Optional<Ownership> find(AddressKey key) {
        return query(BY_KEY, statement -> statement.setString(1, key.toString())).stream()
                .findFirst();
    }

    /** Every address of a partition that ever had an owner. */
    public List<Ownership> ofPartition(int partition) {
        return query(BY_PARTITION, statement -> statement.setInt(1, partition));
    }

    /** Up to {@code limit} addresses in the order of their keys, after the given one. */
    public List<Ownership> page(String afterKey, int limit) {
        return query(PAGE, statement -> {
            statement.setString(1, afterKey);
            statement.setInt(2, limit);
        });
    }

    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private List<Ownership> query(String sql, Binding binding) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            List<Ownership> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(ownership(rows.getString(1)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new DatabaseFault("cannot read ownerships", e);
        }
    }

    private static String json(Ownership ownership) {
        try {
            return JsonMessages.MAPPER.writeValueAsString(ownership);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the ownership of " + ownership.key(), e);
        }
    }

    private static Ownership ownership(String json) {
        try {
            return JsonMessages.MAPPER.readValue(json, Ownership.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read a stored ownership", e);
        }
    }
}
