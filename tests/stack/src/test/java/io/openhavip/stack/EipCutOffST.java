package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestKafka;
import io.openhavip.testkit.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of a part while requests about EIPs are provably unfinished: their transactions wait for a lock that the test holds, or the next
 * part stands still. Afterwards both sides agree by themselves, nothing is done twice or lost, and a request that is repeated with its
 * client token ends as it did or would have.
 */
class EipCutOffST {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOKEN = "Client-Token";

    private static final String STORED = "SELECT count(*) FROM domain_event_entry";
    private static final String UNSENT = "SELECT count(*) FROM outbox";
    private static final String TWICE = """
            SELECT count(*) FROM (
                SELECT 1 FROM event_json WHERE payload ? 'associationId' AND payload ? 'eipId'
                GROUP BY aggregate_identifier, payload_type, payload ->> 'associationId' HAVING count(*) > 1) AS repeated
            """;
    private static final String LEAKED = """
            SELECT count(*) FROM (SELECT * FROM public_address WHERE eip_id IS NOT NULL) AS taken
            FULL JOIN eip_view.eip ON eip.eip_id = taken.eip_id AND eip.ip_address = host(taken.address)
            WHERE taken.eip_id IS NULL OR eip.eip_id IS NULL
            """;
    private static final String MISCOUNTED = """
            SELECT count(*) FROM quota_use FULL JOIN
                (SELECT 'eips/account/' || account_id AS scope, count(*) AS used FROM eip_view.eip GROUP BY account_id) AS counted
                USING (scope)
            WHERE scope LIKE 'eips/account/%' AND coalesce(quota_use.used, 0) <> coalesce(counted.used, 0)
            """;

    private final Stack stack = Stack.shared();
    private final Tenant tenant = stack.newTenant();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> begun = new ArrayList<>();

    private Carried toHaVip;
    private Carried toInstance;
    private Carried fromHaVip;
    private Carried fromInstance;
    private Carried ofDeleted;
    private String released;
    private String deletedHaVip;

    private Request allocation;
    private Request haVipAssociation;
    private Request instanceAssociation;
    private Request haVipUnassociation;
    private Request instanceUnassociation;
    private Request release;
    private Request instanceDeletion;
    private Request haVipDeletion;

    /** What is asked for and what must be so in the end. */
    private static final class Request {
        final Supplier<Rest.Answer> call;
        final Await.Assertion done;
        CompletableFuture<Rest.Answer> first;

        Request(Supplier<Rest.Answer> call, Await.Assertion done) {
            this.call = call;
            this.done = done;
        }
    }

    @BeforeEach
    void someToAssociateSomeAssociated() {
        String vSwitchId = tenant.newVSwitch("10.11.0.0/24");
        toHaVip = new Carried(tenant, tenant.newEip(), tenant.newHaVip(vSwitchId), "HaVip");
        toInstance = withInstance(vSwitchId);
        fromHaVip = new Carried(tenant, tenant.newEip(), tenant.newHaVip(vSwitchId), "HaVip");
        fromInstance = withInstance(vSwitchId);
        ofDeleted = withInstance(vSwitchId);
        for (Carried pair : List.of(fromHaVip, fromInstance, ofDeleted)) {
            pair.associate(UUID.randomUUID().toString()).expect(201);
            Await.until(pair::assertInUse);
        }
        released = tenant.newEip();
        // Of another vSwitch: one that waits while it gives an address back holds up the other deletions there.
        deletedHaVip = tenant.newHaVip(tenant.newVSwitch("10.13.0.0/24"));
        Rest eips = tenant.eips();

        allocation = new Request(
                () -> eips.post("/eips", Map.of("name", "cut-off"), TOKEN, "allocation"),
                () -> assertThat(eips.get("/eips?name=cut-off").text("/totalCount"))
                        .isEqualTo("1"));
        haVipAssociation = new Request(() -> toHaVip.associate("associate-1"), toHaVip::assertInUse);
        instanceAssociation = new Request(() -> toInstance.associate("associate-2"), toInstance::assertInUse);
        haVipUnassociation = new Request(() -> fromHaVip.unassociate("unassociate-1"), fromHaVip::assertFree);
        instanceUnassociation = new Request(() -> fromInstance.unassociate("unassociate-2"), fromInstance::assertFree);
        release = new Request(
                () -> eips.delete("/eips/" + released, TOKEN, "release"),
                () -> eips.get("/eips/" + released).expect(404));
        instanceDeletion = new Request(
                () -> tenant.network().delete("/instances/" + ofDeleted.carrierId() + "?force=true", TOKEN, "delete-1"),
                ofDeleted::assertFree);
        haVipDeletion = new Request(
                () -> tenant.haVips().delete("/ha-vips/" + deletedHaVip, TOKEN, "delete-2"),
                () -> tenant.haVips().get("/ha-vips/" + deletedHaVip).expect(404));
    }

    @AfterEach
    void end() {
        callers.close();
    }

    private Carried withInstance(String vSwitchId) {
        return new Carried(
                tenant, tenant.newEip(), tenant.newInstance(vSwitchId).instanceId(), "EcsInstance");
    }

    @Test
    void eipServiceIsKilledBeforeItCommits() throws Exception {
        try (AppendLock lock = new AppendLock(stack.eipDatabase)) {
            beginAtEipService();
            lock.untilWaiting(begun.size());
            stack.eip.kill();
        }
        stack.eip.start().awaitReady();

        for (Request request : begun) {
            assertThat(request.first.join().status()).isZero();
        }
        assertSettled();
    }

    @Test
    void databaseServerIsKilledBeforeEipServiceCommits() throws Exception {
        try (AppendLock lock = new AppendLock(stack.eipDatabase)) {
            beginAtEipService();
            lock.untilWaiting(begun.size());
            TestPostgres.kill();
        } finally {
            TestPostgres.start();
        }
        assertAnswered();
        assertSettled();
    }

    @Test
    void brokerIsKilledBeforeItHasTheEvents() throws Exception {
        TestKafka.freeze();
        try {
            beginAllAndAwaitCommits();
        } finally {
            TestKafka.kill();
            TestKafka.start();
        }

        assertAnswered();
        assertSettled();
    }

    @Test
    void eipServiceIsKilledBeforeTheBrokerHasItsEvents() throws Exception {
        TestKafka.freeze();
        try {
            beginAllAndAwaitCommits();
            stack.eip.kill();
        } finally {
            TestKafka.thaw();
        }
        stack.eip.start().awaitReady();

        assertThat(allocation.first.join().status()).isNotEqualTo(201);
        assertSettled();
    }

    @Test
    void haVipServiceIsKilledWhileItAgrees() throws Exception {
        try (AppendLock lock = new AppendLock(stack.haVipDatabase)) {
            begin(haVipAssociation, haVipUnassociation);
            lock.untilWaiting(1);
            stack.haVip.kill();
        }
        stack.haVip.start().awaitReady();

        assertAnswered();
        assertSettled();
    }

    @Test
    void networkServiceIsKilledWhileItAgrees() throws Exception {
        try (AppendLock lock = new AppendLock(stack.networkDatabase)) {
            begin(instanceAssociation, instanceUnassociation, haVipDeletion);
            lock.untilWaiting(1);
            begin(instanceDeletion);
            lock.untilWaiting(2);
            stack.network.kill();
        }
        stack.network.start().awaitReady();

        assertThat(instanceDeletion.first.join().status()).isZero();
        assertSettled();
    }

    @Test
    void databaseServerIsKilledWhileTheCarriersAgree() throws Exception {
        try (AppendLock atHaVips = new AppendLock(stack.haVipDatabase);
                AppendLock atInstances = new AppendLock(stack.networkDatabase)) {
            begin(haVipAssociation, haVipUnassociation, instanceAssociation, instanceUnassociation);
            atHaVips.untilWaiting(1);
            atInstances.untilWaiting(1);
            TestPostgres.kill();
        } finally {
            TestPostgres.start();
        }
        assertAnswered();
        assertSettled();
    }

    @Test
    void eipServiceIsKilledBeforeItKnowsThatTheCarriersAgreed() throws Exception {
        long commands = sent();
        try (AppendLock atHaVips = new AppendLock(stack.haVipDatabase);
                AppendLock atInstances = new AppendLock(stack.networkDatabase)) {
            begin(haVipAssociation, haVipUnassociation, instanceAssociation, instanceUnassociation);
            Await.until(() -> assertThat(sent()).isGreaterThanOrEqualTo(commands + begun.size()));
            atHaVips.untilWaiting(1);
            atInstances.untilWaiting(1);
            stack.eip.freeze();
        }
        try {
            for (Carried pair : List.of(toHaVip, toInstance)) {
                Await.until(() -> assertThat(pair.shownByCarrier()).hasSize(1));
            }
            for (Carried pair : List.of(fromHaVip, fromInstance)) {
                Await.until(() -> assertThat(pair.shownByCarrier()).isEmpty());
            }
        } finally {
            stack.eip.kill();
            stack.eip.start().awaitReady();
        }

        assertSettled();
    }

    /** The commands that eip-service has sent. */
    private static long sent() {
        return List.of(Topics.HAVIP_COMMANDS, Topics.NETWORK_COMMANDS).stream()
                .flatMap(topic -> TestKafka.endOffsets(topic.name()).values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    private void beginAtEipService() {
        begin(allocation, haVipAssociation, instanceAssociation, haVipUnassociation, instanceUnassociation, release);
    }

    /** Until every request is in its event store, with the broker standing still. */
    private void beginAllAndAwaitCommits() throws SQLException {
        long atEips = AppendLock.number(stack.eipDatabase, STORED);
        long atInstances = AppendLock.number(stack.networkDatabase, STORED);
        long atHaVips = AppendLock.number(stack.haVipDatabase, STORED);
        beginAtEipService();
        int ofEips = begun.size();
        begin(instanceDeletion, haVipDeletion);
        Await.until(() -> {
            assertThat(AppendLock.number(stack.eipDatabase, STORED)).isEqualTo(atEips + ofEips);
            assertThat(AppendLock.number(stack.networkDatabase, STORED)).isGreaterThan(atInstances);
            assertThat(AppendLock.number(stack.haVipDatabase, STORED)).isGreaterThan(atHaVips);
        });
    }

    private void begin(Request... requests) {
        for (Request request : requests) {
            request.first = CompletableFuture.supplyAsync(request.call, callers);
            begun.add(request);
        }
    }

    /** Each caller of a service that lived got its result, or that the outcome is not known. */
    private void assertAnswered() {
        for (Request request : begun) {
            Rest.Answer answer = request.first.join();
            if (answer.status() >= 300 || answer.status() == 0) {
                assertThat(answer.status()).as("%s", answer.body()).isEqualTo(503);
                assertThat(answer.text("/code")).isEqualTo("ServiceUnavailable");
            }
        }
    }

    private void assertSettled() throws SQLException {
        List<Carried> all = List.of(toHaVip, toInstance, fromHaVip, fromInstance, ofDeleted);
        Await.within(LIMIT).untilHolds(() -> {
            all.forEach(Carried::assertAgreed);
            for (TestDatabase database : List.of(stack.eipDatabase, stack.networkDatabase, stack.haVipDatabase)) {
                assertThat(AppendLock.number(database, UNSENT)).as("unsent").isZero();
            }
        });
        for (Request request : begun) {
            assertRepeatable(request);
        }
        for (Request request : begun) {
            Await.within(LIMIT).untilHolds(request.done);
        }
        for (TestDatabase database : List.of(stack.eipDatabase, stack.networkDatabase, stack.haVipDatabase)) {
            assertThat(AppendLock.number(database, TWICE)).as("done twice").isZero();
        }
        assertThat(AppendLock.number(stack.eipDatabase, LEAKED))
                .as("addresses without EIP")
                .isZero();
        assertThat(AppendLock.number(stack.eipDatabase, MISCOUNTED))
                .as("EIPs counted wrong")
                .isZero();
        for (Topic topic : List.of(Topics.EIP_DLQ, Topics.NETWORK_DLQ, Topics.HAVIP_DLQ)) {
            assertThat(TestKafka.endOffsets(topic.name()).values())
                    .as(topic.name())
                    .containsOnly(0L);
        }
    }

    private void assertRepeatable(Request request) {
        Rest.Answer first = request.first.join();
        Rest.Answer repeated = Await.within(LIMIT).result(() -> {
            Rest.Answer answer = request.call.get();
            // The deletion of a HAVIP takes no client token.
            assertThat(request == haVipDeletion && answer.status() == 404 ? 204 : answer.status())
                    .as("%s", answer.body())
                    .isBetween(200, 204);
            return answer;
        });
        if (first.status() == 200 || first.status() == 201) {
            assertThat(repeated.body()).isEqualTo(first.body());
        }
    }
}
