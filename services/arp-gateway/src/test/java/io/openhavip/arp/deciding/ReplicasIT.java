package io.openhavip.arp.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.arp.Wire;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestKafka;
import io.openhavip.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replicas that share a database and a consumer group, on a real broker and a real PostgreSQL. */
@Tag("containers")
class ReplicasIT {

    private static final String ANNOUNCEMENTS = Topics.ARP_ANNOUNCEMENTS.name();

    private static final String EVENTS = """
            SELECT payload ->> 'epoch', coalesce(payload #>> '{newOwner,instanceId}', ''), payload ->> 'cause'
            FROM event_json WHERE aggregate_identifier = ? AND payload_type = 'arp.OwnershipSwitched.v1'
            ORDER BY sequence_number
            """;

    private final TestDatabase database = TestPostgres.createDatabase();
    private final String group = "arp-gateway-" + UUID.randomUUID();
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Wire wire = new Wire();
    private final List<Replica> replicas = new ArrayList<>();

    @BeforeEach
    void migrate() {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/eventing", "classpath:db/arp")
                .load()
                .migrate();
    }

    /** Other tests' announcements on this broker are not this group's to decide. */
    @BeforeEach
    void beginAtTheEnd() {
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        TestKafka.endOffsets(ANNOUNCEMENTS)
                .forEach((partition, end) ->
                        ends.put(new TopicPartition(ANNOUNCEMENTS, partition), new OffsetAndMetadata(end)));
        TestKafka.with(
                admin -> admin.alterConsumerGroupOffsets(group, ends).all().get());
    }

    @AfterEach
    void end() {
        for (Replica replica : replicas) {
            replica.close();
        }
        wire.close();
    }

    private Replica start() throws SQLException {
        Replica replica = new Replica(database, group);
        replicas.add(replica);
        return replica;
    }

    /** Switches of an address as {@code epoch owner cause}, from the event store. */
    private List<String> switches(AddressKey key) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(EVENTS)) {
            statement.setString(1, key.toString());
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1) + " " + nameOf(rows.getString(2)) + " " + rows.getString(3));
                }
            }
            return found;
        }
    }

    /** How often a claim to the address was postponed. */
    private int postponed(AddressKey key) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT count(*) FROM event_json WHERE aggregate_identifier = ? AND payload_type = 'arp.ClaimPostponed.v1'")) {
            statement.setString(1, key.toString());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** Committed offsets of the group, added up. */
    private long committed() {
        AtomicLong sum = new AtomicLong();
        TestKafka.with(admin -> admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .forEach(offset -> sum.addAndGet(offset.offset())));
        return sum.get();
    }

    private static long written() {
        return TestKafka.endOffsets(ANNOUNCEMENTS).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static String nameOf(String instanceId) {
        return instanceId.substring(instanceId.lastIndexOf('-') + 1);
    }

    private AddressKey haVip(String name, String... instances) {
        return wire.haVipWith("vsw-" + run + "-" + name, instances);
    }

    @Test
    void everyClaimIsAppliedOnceWhileReplicasComeGoAndCrash() throws Exception {
        List<String> instances =
                IntStream.range(0, 10).mapToObj(i -> "" + (char) ('a' + i)).toList();
        List<AddressKey> keys = IntStream.range(0, 40)
                .mapToObj(i -> haVip("s" + i, instances.toArray(String[]::new)))
                .toList();
        Replica first = start();
        for (String instance : instances) {
            keys.forEach(key -> wire.claim(key, instance));
            switch (instance) {
                case "c" -> start();
                case "e" -> first.crash();
                case "g" -> start();
                default -> {}
            }
        }

        List<String> expected = IntStream.range(0, 10)
                .mapToObj(i -> (i + 1) + " " + instances.get(i) + " CLAIM")
                .toList();
        for (AddressKey key : keys) {
            Await.until(() -> assertThat(switches(key)).isEqualTo(expected));
        }
    }

    @Test
    void repetitionsAreJudgedWithoutTheDatabase() throws Exception {
        List<AddressKey> keys =
                IntStream.range(0, 20).mapToObj(i -> haVip("r" + i, "a", "b")).toList();
        Replica replica = start();
        keys.forEach(key -> wire.claim(key, "a"));
        for (AddressKey key : keys) {
            Await.until(() -> assertThat(switches(key)).hasSize(1));
        }
        long uses = replica.databaseUses();
        long repetitions = replica.repetitions();

        for (int i = 0; i < 100; i++) {
            keys.forEach(key -> wire.claim(key, "a"));
        }

        Await.until(() -> assertThat(replica.repetitions()).isEqualTo(repetitions + 2000));
        assertThat(replica.databaseUses()).isEqualTo(uses);
    }

    @Test
    void earlyClaimReadByACrashedReplicaIsDecidedByItsSuccessor() throws Exception {
        AddressKey key = haVip("early", "a");
        wire.instance(key.vSwitchId(), "b", InstanceStatus.Running, 1);
        Replica first = start();
        wire.claim(key, "b");
        Await.until(() -> assertThat(first.refusals()).isPositive());
        Await.until(() -> assertThat(committed()).isEqualTo(written()));
        first.crash();
        Replica second = start();
        Await.until(() -> assertThat(second.addresses()).isPositive());

        wire.haVip(key, "a", "b");

        Await.until(() -> assertThat(switches(key)).containsExactly("1 b EARLY_CLAIM"));
    }

    @Test
    void postponedClaimOfACrashedReplicaIsAppliedByItsSuccessor() throws Exception {
        AddressKey key = haVip("postponed", "a", "b");
        Replica first = start();
        // Each move of the contest makes the next one wait a second longer: here three, in which to see it and to
        // crash.
        List<String> moves = List.of(
                "1 a CLAIM",
                "2 b CLAIM",
                "3 a CLAIM",
                "4 b POSTPONED_CLAIM",
                "5 a POSTPONED_CLAIM",
                "6 b POSTPONED_CLAIM");
        for (String move : moves.subList(0, 5)) {
            wire.claim(key, move.substring(2, 3));
            int epoch = Integer.parseInt(move.substring(0, 1));
            Await.until(() -> assertThat(switches(key)).isEqualTo(moves.subList(0, epoch)));
        }
        wire.claim(key, "b");
        Await.until(() -> assertThat(postponed(key)).isEqualTo(3));
        first.crash();
        assertThat(switches(key)).isEqualTo(moves.subList(0, 5));
        start();

        Await.until(() -> assertThat(switches(key)).isEqualTo(moves));
    }

    @Test
    void releaseMissedWhileNobodyDecidedIsSettledAtTheTakeover() throws Exception {
        AddressKey key = haVip("missed", "a", "b");
        Replica first = start();
        wire.claim(key, "a");
        Await.until(() -> assertThat(switches(key)).hasSize(1));
        first.crash();
        wire.instance(key.vSwitchId(), "a", InstanceStatus.Running, 2);
        start();

        Await.until(() -> assertThat(switches(key)).containsExactly("1 a CLAIM", "2  INSTANCE_STOPPED"));
    }
}
