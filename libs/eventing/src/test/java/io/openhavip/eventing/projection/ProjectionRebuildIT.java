package io.openhavip.eventing.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrAssigned;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrReturned;
import io.openhavip.eventing.TestStore;
import io.openhavip.eventing.projection.ProjectionRebuild.Phase;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.RecordCodec;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestKafka;
import io.openhavip.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("containers")
class ProjectionRebuildIT {

    private static final int VPCS = 5;
    private static final String TOTALS =
            "SELECT (SELECT count(*) FROM vpcs.part), (SELECT coalesce(sum(parts), 0) FROM vpcs.vpc)";

    private TestStore store;
    private VpcProjection projection;
    private ProjectionReplica replica;
    private ProjectionReplica otherReplica;
    private KafkaProducer<String, byte[]> producer;
    private int sent;

    @BeforeEach
    void start() throws Exception {
        store = TestStore.create();
        projection = new VpcProjection(new Topic(TestKafka.createTopic("vpcs", 2), 2, false, Optional.empty()));
        replica = new ProjectionReplica(store, projection);
        otherReplica = new ProjectionReplica(store, projection);
        assertThat(replica.live.createIfAbsent()).isTrue();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @AfterEach
    void stop() throws Exception {
        replica.close();
        otherReplica.close();
        producer.close();
        store.close();
    }

    @Test
    void tablesAreCreatedOnceOverReplicas() throws Exception {
        store.execute("DROP SCHEMA vpcs CASCADE");
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> created = new ArrayList<>();
            for (ProjectionReplica each : List.of(replica, otherReplica, replica, otherReplica)) {
                created.add(pool.submit(each.live::createIfAbsent));
            }
            for (Future<Boolean> result : created) {
                assertThat(result.get())
                        .as("a rebuild is due until one has filled them")
                        .isTrue();
            }
        }
    }

    @Test
    void tablesOfAnotherVersionAreMadeAnewAndFilled() throws Exception {
        send(10);
        replica.start();
        Await.until(() -> assertThat(total()).isEqualTo(10));
        try (ProjectionReplica upgraded = upgraded()) {
            upgraded.start();
            assertThat(upgraded.live.createIfAbsent()).isTrue();
            assertThat(upgraded.live.createIfAbsent())
                    .as("nothing has filled them yet")
                    .isTrue();
            assertThat(upgraded.readModel.awaitOutcome("operation-0", Duration.ZERO))
                    .isPresent();

            upgraded.rebuild.fill(Duration.ZERO);
            Await.until(() -> assertThat(upgraded.live.createIfAbsent()).isFalse());

            assertThat(total()).isEqualTo(10);
            assertThat(store.query("SELECT remark FROM vpcs.part")).hasSize(10);
        }
    }

    /** Of a version whose tables have a column that the statements of the one before do not fill. */
    private ProjectionReplica upgraded() {
        return new ProjectionReplica(
                store, new VpcProjection(projection.topic(), ", remark text NOT NULL", ", 'upgraded'"));
    }

    private void fill(ProjectionReplica filling) throws Exception {
        assertThat(filling.live.createIfAbsent()).isTrue();
        filling.rebuild.fill(Duration.ofSeconds(60));
        assertThat(filling.live.tables().obstacle()).isEmpty();
    }

    @Test
    void replicaOfAnEarlierVersionWaitsAndSpoilsNothing() throws Exception {
        fill(replica);
        replica.start();
        send(10);
        Await.until(() -> assertThat(total()).isEqualTo(10));
        try (ProjectionReplica upgraded = upgraded()) {
            fill(upgraded);

            send(5);
            Await.until(() -> assertThat(faults(replica)).isPositive());
            assertThat(replica.live.tables().obstacle()).contains("The read model vpcs is that of another version.");
            replica.close();
            upgraded.start();

            Await.until(() -> assertThat(total()).isEqualTo(15));
            assertThat(store.query("SELECT aggregate_id FROM vpcs.progress WHERE parked IS NOT NULL"))
                    .isEmpty();
        }
    }

    private static double faults(ProjectionReplica of) {
        return of.meters.get("havip.consumer.faults").counter().count();
    }

    @Test
    void replicaOfAnEarlierVersionMakesNothingAnewHoweverItStarts() throws Exception {
        send(10);
        fill(replica);
        try (ProjectionReplica upgraded = upgraded()) {
            fill(upgraded);

            assertThat(replica.live.createIfAbsent()).isFalse();
            rebuild(replica, Phase.FAILED);
            assertThat(replica.rebuild.status().cause()).isEqualTo("the tables of another version: vpcs");
            rebuild(upgraded, Phase.DONE);
            assertThat(replica.live.createIfAbsent()).isFalse();
            replica.live.tidy();

            assertThat(upgraded.live.createIfAbsent()).isFalse();
            assertThat(store.query("SELECT remark FROM vpcs.part")).hasSize(10);
        }
    }

    @Test
    void rebuildOfAnEarlierVersionDoesNotReplaceTheTablesThatCameMeanwhile() throws Exception {
        send(10);
        fill(replica);
        try (Connection writer = store.database().connect();
                ProjectionReplica upgraded = upgraded()) {
            holdAsWriter(writer);
            assertThat(replica.rebuild.start()).isTrue();
            awaitBlockedSwap();
            // What createIfAbsent() of a later version does, without waiting for the lock that the swap is first to
            // get.
            store.execute("COMMENT ON SCHEMA vpcs IS 'sha256:later'");
            writer.rollback();
            Await.until(() -> assertThat(replica.rebuild.status().phase()).isEqualTo(Phase.FAILED));
            assertThat(replica.rebuild.status().cause()).isEqualTo("the tables of another version: vpcs");
            fill(upgraded);
        }
    }

    @Test
    void earlierVersionMakesItsTablesAgainOnceTheLaterOnesAreDropped() throws Exception {
        send(10);
        fill(replica);
        try (ProjectionReplica upgraded = upgraded()) {
            fill(upgraded);
        }
        store.execute("DROP SCHEMA vpcs CASCADE");
        assertThat(replica.live.tables().obstacle()).contains("The read model vpcs is not there.");

        fill(replica);

        assertThat(total()).isEqualTo(10);
    }

    @Test
    void tablesAreIncompleteUntilTheyAreFilledWhichAStartWaitsFor() throws Exception {
        assertThat(replica.live.tables().obstacle()).contains("The read model vpcs is being filled.");

        replica.rebuild.fill(Duration.ofSeconds(60));

        assertThat(replica.live.tables().obstacle()).isEmpty();
    }

    @Test
    void shadowThatACrashLeftIsTakenAwayAndOneThatIsFilledIsNot() throws Exception {
        fill(replica);
        store.execute("CREATE SCHEMA vpcs_rebuild");
        try (Connection guard = store.database().connect();
                Statement statement = guard.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(~(" + "vpcs_rebuild".hashCode() + ")::bigint)");
            replica.live.createIfAbsent();
            replica.live.tidy();
            assertThat(shadows()).containsExactly("vpcs_rebuild");
            statement.execute("SELECT pg_advisory_unlock_all()");
        }

        replica.live.createIfAbsent();
        assertThat(shadows()).as("at a start").isEmpty();
        store.execute("CREATE SCHEMA vpcs_rebuild");
        replica.live.tidy();
        assertThat(shadows()).as("when it comes round").isEmpty();
    }

    private List<String> shadows() throws Exception {
        return store.query("SELECT nspname FROM pg_namespace WHERE nspname = 'vpcs_rebuild'");
    }

    @Test
    void rebuildWhoseShadowIsTakenAwayFailsAndDoesNotWaitForEver() throws Exception {
        fill(replica);
        try (Connection writer = store.database().connect()) {
            holdAsWriter(writer);
            replica.rebuild.start();
            awaitBlockedSwap();
            store.execute("DROP SCHEMA vpcs_rebuild CASCADE");
            send(5);
            store.execute("INSERT INTO vpcs.partition_offset SELECT '"
                    + projection.topic().name() + "', partition, 1000 FROM generate_series(0, 1) partition");
            writer.rollback();
            Await.until(() -> assertThat(replica.rebuild.status().phase()).isEqualTo(Phase.FAILED));
        }
    }

    @Test
    void fillingIsTriedAgainUntilItSucceeds() throws Exception {
        send(10);
        try (Connection writer = store.database().connect()) {
            holdAsWriter(writer);
            replica.rebuild.fill(Duration.ZERO);
            awaitBlockedSwap();
            store.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
            Await.until(() -> assertThat(replica.rebuild.status().phase()).isEqualTo(Phase.FAILED));
        }

        Await.until(() -> assertThat(replica.live.createIfAbsent()).isFalse());
        assertThat(total()).isEqualTo(10);
    }

    @Test
    void rebuildWhileEventsComeLosesNothingAndShowsNoHalfState() throws Exception {
        send(500);
        replica.start();
        otherReplica.start();
        Await.until(() -> assertThat(total()).isEqualTo(500));
        Reader reader = new Reader();
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            Future<Integer> reading = pool.submit(reader);
            for (int round = 0; round < 2; round++) {
                assertThat(replica.rebuild.start()).isTrue();
                do {
                    send(5);
                    Await.until(() -> assertThat(total()).isEqualTo(sent));
                } while (replica.rebuild.status().phase() == Phase.RUNNING);
                assertThat(replica.rebuild.status().phase()).isEqualTo(Phase.DONE);
                send(20);
            }
            Await.until(() -> assertThat(total()).isEqualTo(sent));
            reader.closed = true;
            assertThat(reading.get()).isGreaterThan(10);
        }
        assertThat(store.query("SELECT sum(last_sequence + 1) FROM vpcs.progress"))
                .containsExactly("" + sent);
        assertThat(store.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'vpcs%'"))
                .containsExactly("vpcs");
    }

    /** Looks at both tables in one query again and again: they must agree, and never say less than before. */
    private final class Reader implements java.util.concurrent.Callable<Integer> {
        private volatile boolean closed;

        @Override
        public Integer call() throws Exception {
            int looks = 0;
            long before = 0;
            try (Connection connection = store.database().connect();
                    PreparedStatement select = connection.prepareStatement(TOTALS)) {
                while (!closed) {
                    try (ResultSet row = select.executeQuery()) {
                        row.next();
                        assertThat(row.getLong(1)).isEqualTo(row.getLong(2)).isGreaterThanOrEqualTo(before);
                        before = row.getLong(1);
                        looks++;
                    }
                }
            }
            return looks;
        }
    }

    @Test
    void wrongTablesAreRightAfterARebuild() throws Exception {
        send(10);
        replica.start();
        Await.until(() -> assertThat(total()).isEqualTo(10));
        store.execute("DELETE FROM vpcs.part; UPDATE vpcs.vpc SET parts = 77");

        rebuild(replica, Phase.DONE);

        assertThat(store.query("SELECT count(*) FROM vpcs.part")).containsExactly("10");
        assertThat(total()).isEqualTo(10);
        assertThat(replica.rebuild.status().applied()).isEqualTo(10);
    }

    @Test
    void operationsThatCallersWaitForSurviveARebuild() throws Exception {
        send(1);
        replica.start();
        assertThat(replica.readModel.awaitOutcome("operation-0", Duration.ofSeconds(20)))
                .isPresent();

        rebuild(replica, Phase.DONE);

        assertThat(replica.readModel.awaitOutcome("operation-0", Duration.ZERO)).isPresent();
    }

    @Test
    void rebuildTellsTheStatesItCameTo() throws Exception {
        send(2 * VPCS);
        send("vpc-0", 2, new VSwitchCidrReturned("vpc-0", "vsw-0"));

        rebuild(replica, Phase.DONE);

        assertThat(store.query("SELECT key || ' ' || coalesce(aggregate_sequence::text, '') FROM outbox"
                        + " WHERE topic = 'network.state' AND payload IS NOT NULL ORDER BY position"))
                .hasSize(2 * VPCS - 1)
                .doesNotContain("vsw-0 2")
                .contains("vsw-5 2", "vsw-1 1", "vsw-6 1");
        assertThat(store.query("SELECT key || ' ' || aggregate_sequence FROM outbox WHERE payload IS NULL"))
                .containsExactly("vsw-0 2");
    }

    @Test
    void brokenOffRebuildTellsNothing() throws Exception {
        send(10);
        try (Connection writer = store.database().connect()) {
            holdAsWriter(writer);
            replica.rebuild.start();
            awaitBlockedSwap();
            store.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
            Await.until(() -> assertThat(replica.rebuild.status().phase()).isEqualTo(Phase.FAILED));
        }
        assertThat(store.count("outbox")).isZero();
    }

    @Test
    void secondRebuildIsRefused() throws Exception {
        send(10);
        try (Connection writer = store.database().connect()) {
            holdAsWriter(writer);
            assertThat(replica.rebuild.start()).isTrue();
            assertThat(replica.rebuild.start()).isFalse();
            awaitBlockedSwap();
            rebuild(otherReplica, Phase.FAILED);
            assertThat(otherReplica.rebuild.status().cause()).isEqualTo("another replica is rebuilding vpcs");
            writer.rollback();
        }
        Await.until(() -> assertThat(replica.rebuild.status().phase()).isEqualTo(Phase.DONE));
        assertThat(total()).isEqualTo(10);
    }

    @Test
    void brokenSessionLeavesTheLiveTablesAndTheNextRebuildWorks() throws Exception {
        send(10);
        replica.start();
        Await.until(() -> assertThat(total()).isEqualTo(10));
        try (Connection writer = store.database().connect()) {
            holdAsWriter(writer);
            replica.rebuild.start();
            awaitBlockedSwap();
            store.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
            Await.until(() -> assertThat(replica.rebuild.status().phase()).isEqualTo(Phase.FAILED));
        }
        assertThat(total()).isEqualTo(10);
        send(5);
        Await.until(() -> assertThat(total()).isEqualTo(15));

        rebuild(replica, Phase.DONE);
        assertThat(total()).isEqualTo(15);
    }

    @Test
    void deathOfTheDatabaseLeavesTheLiveTablesAndTheNextRebuildWorks() throws Exception {
        send(10);
        replica.start();
        Await.until(() -> assertThat(total()).isEqualTo(10));
        try (Connection writer = store.database().connect()) {
            holdAsWriter(writer);
            replica.rebuild.start();
            awaitBlockedSwap();
            TestPostgres.kill();
            TestPostgres.start();
        }
        Await.until(() -> assertThat(replica.rebuild.status().phase()).isEqualTo(Phase.FAILED));
        send(5);
        Await.until(() -> assertThat(total()).isEqualTo(15));

        Await.until(() -> {
            replica.rebuild.start();
            Await.until(() -> assertThat(replica.rebuild.status().phase()).isNotEqualTo(Phase.RUNNING));
            assertThat(replica.rebuild.status().phase()).isEqualTo(Phase.DONE);
        });
        assertThat(total()).isEqualTo(15);
    }

    @Test
    void callerIsWokenByItsOwnReplica() throws Exception {
        CompletableFuture<Duration> waited = CompletableFuture.supplyAsync(() -> waitFor(replica));
        send(1);
        replica.start();

        assertThat(waited.get(30, TimeUnit.SECONDS)).isPositive();
    }

    @Test
    void callerSeesWhatAnotherReplicaApplied() throws Exception {
        CompletableFuture<Duration> waited = CompletableFuture.supplyAsync(() -> waitFor(otherReplica));
        send(1);
        replica.start();

        assertThat(waited.get(30, TimeUnit.SECONDS)).isPositive();
        assertThat(otherReplica.readModel.awaitApplied("vpc-0", 0, Duration.ZERO))
                .isTrue();
        assertThat(otherReplica.readModel.awaitApplied("vpc-0", 1, Duration.ofMillis(50)))
                .isFalse();
    }

    private static Duration waitFor(ProjectionReplica replica) {
        Instant start = Instant.now();
        try {
            assertThat(replica.readModel.awaitOutcome("operation-0", Duration.ofSeconds(25)))
                    .hasValueSatisfying(outcome -> assertThat(outcome.subject()).isEqualTo("vpc-0"));
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
        return Duration.between(start, Instant.now());
    }

    private static void rebuild(ProjectionReplica replica, Phase end) {
        assertThat(replica.rebuild.start()).isTrue();
        Await.until(() -> assertThat(replica.rebuild.status().phase()).isNotEqualTo(Phase.RUNNING));
        assertThat(replica.rebuild.status().phase())
                .as(replica.rebuild.status().cause())
                .isEqualTo(end);
    }

    /** Does what a writer of the live tables does, and does not end. */
    private void holdAsWriter(Connection writer) throws Exception {
        writer.setAutoCommit(false);
        try (Statement statement = writer.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock_shared(" + "vpcs".hashCode() + ")");
        }
    }

    private void awaitBlockedSwap() {
        Await.until(
                () -> assertThat(store.query("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"))
                        .hasSize(1));
    }

    private long total() throws Exception {
        return Long.parseLong(
                store.query("SELECT coalesce(sum(parts), 0) FROM vpcs.vpc").getFirst());
    }

    private void send(int count) throws Exception {
        Future<?> last = null;
        for (int i = 0; i < count; i++, sent++) {
            String vpcId = "vpc-" + sent % VPCS;
            CloudEvent attributes = new CloudEvent(
                    "event-" + sent,
                    "network.VSwitchCidrAssigned.v1",
                    "network-service",
                    vpcId,
                    Instant.EPOCH,
                    OptionalLong.of(sent / VPCS),
                    Optional.of("operation-" + sent),
                    Optional.empty(),
                    Optional.empty());
            last = producer.send(RecordCodec.encode(
                    projection.topic().name(),
                    attributes,
                    new VSwitchCidrAssigned(vpcId, "vsw-" + sent, VpcProjection.CIDR)));
        }
        last.get(30, TimeUnit.SECONDS);
    }

    private void send(String vpcId, long sequence, Message event) throws Exception {
        CloudEvent attributes = new CloudEvent(
                "event-" + vpcId + "-" + sequence,
                MessageTypes.nameOf(event.getClass()),
                "network-service",
                vpcId,
                Instant.EPOCH,
                OptionalLong.of(sequence),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        producer.send(RecordCodec.encode(projection.topic().name(), attributes, event))
                .get(30, TimeUnit.SECONDS);
    }
}
