package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestKafka;
import io.openhavip.testkit.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of a part while HAVIPs are provably half created, associated, disassociated and deleted: appends wait for a lock that the test
 * holds, or the broker stands still. Afterwards both services agree by themselves, and each request, repeated, ends as it did or would
 * have, once.
 */
class HaVipCutOffST {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOKEN = "Client-Token";
    private static final String STORED = "SELECT count(*) FROM domain_event_entry";

    private final Stack stack = Stack.shared();
    private final Tenant tenant = stack.newTenant();
    private final Inventory inventory = new Inventory(stack);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> begun = new ArrayList<>();

    private String vSwitchId;
    private String associated;
    private String unassociated;
    private Request creation;
    private Request association;
    private Request unassociation;
    private Request deletion;

    /** What is asked for, and what its repetition may be answered when it is done. */
    private static final class Request {
        final Supplier<Rest.Answer> call;
        final Set<Integer> done;
        CompletableFuture<Rest.Answer> first;

        Request(Supplier<Rest.Answer> call, Integer... done) {
            this.call = call;
            this.done = Set.of(done);
        }
    }

    @BeforeEach
    void someHaVips() {
        vSwitchId = tenant.newVSwitch("10.12.0.0/24");
        String instanceId = tenant.newInstance(vSwitchId).instanceId();
        associated = tenant.newHaVip(vSwitchId);
        unassociated = tenant.newHaVip(vSwitchId);
        tenant.associate(unassociated, instanceId).expect(201);
        String deleted = tenant.newHaVip(vSwitchId);
        Rest haVips = tenant.haVips();

        creation = new Request(() -> haVips.post("/ha-vips", Map.of("vSwitchId", vSwitchId), TOKEN, "create"), 201);
        association = new Request(
                () -> haVips.post(
                        "/ha-vips/" + associated + "/associations",
                        Map.of("instanceId", instanceId),
                        TOKEN,
                        "associate"),
                201);
        // Done already: it is not associated, or not there.
        unassociation = new Request(() -> tenant.unassociate(unassociated, instanceId), 200, 400);
        deletion = new Request(() -> haVips.delete("/ha-vips/" + deleted), 204, 404);
    }

    @AfterEach
    void end() {
        callers.close();
    }

    @Test
    void haVipServiceIsKilledBeforeItCommits() throws Exception {
        try (AppendLock lock = new AppendLock(stack.haVipDatabase)) {
            begin();
            lock.untilWaiting(begun.size());
            stack.haVip.kill();
        }
        stack.haVip.start().awaitReady();

        assertSettled();
    }

    @Test
    void networkServiceIsKilledWhileItAgrees() throws Exception {
        try (AppendLock lock = new AppendLock(stack.networkDatabase)) {
            begin();
            lock.untilWaiting(1);
            stack.network.kill();
        }
        stack.network.start().awaitReady();

        assertSettled();
    }

    @Test
    void haVipServiceIsKilledBeforeItKnowsThatNetworkServiceAgreed() throws Exception {
        long stored = AppendLock.number(stack.networkDatabase, STORED);
        try (AppendLock lock = new AppendLock(stack.networkDatabase)) {
            begin();
            lock.untilWaiting(1);
            stack.haVip.freeze();
        }
        try {
            Await.until(() -> assertThat(AppendLock.number(stack.networkDatabase, STORED))
                    .isGreaterThanOrEqualTo(stored + begun.size()));
        } finally {
            stack.haVip.kill();
            stack.haVip.start().awaitReady();
        }

        assertSettled();
    }

    @Test
    void databaseServerIsKilledWhileNetworkServiceAgrees() throws Exception {
        try (AppendLock lock = new AppendLock(stack.networkDatabase)) {
            begin();
            lock.untilWaiting(1);
            TestPostgres.kill();
        } finally {
            TestPostgres.start();
        }

        assertSettled();
    }

    @Test
    void brokerIsKilledBeforeItHasTheEvents() throws Exception {
        long stored = AppendLock.number(stack.haVipDatabase, STORED);
        TestKafka.freeze();
        try {
            begin();
            Await.until(() -> assertThat(AppendLock.number(stack.haVipDatabase, STORED))
                    .isGreaterThanOrEqualTo(stored + begun.size()));
        } finally {
            TestKafka.kill();
            TestKafka.start();
        }

        assertSettled();
    }

    private void begin() {
        for (Request request : List.of(creation, association, unassociation, deletion)) {
            request.first = CompletableFuture.supplyAsync(request.call, callers);
            begun.add(request);
        }
    }

    private void assertSettled() throws SQLException {
        for (Request request : begun) {
            Rest.Answer first = request.first.join();
            Rest.Answer repeated = Await.within(LIMIT).result(() -> {
                Rest.Answer answer = request.call.get();
                assertThat(request.done).as("%s", answer.body()).contains(answer.status());
                return answer;
            });
            if (first.status() == 201) {
                assertThat(repeated.text("/haVipId")).isEqualTo(first.text("/haVipId"));
            }
        }
        Map<String, Inventory.HaVip> all = Await.within(LIMIT).result(inventory::assertSettled);
        assertThat(all.values().stream().filter(haVip -> haVip.vSwitchId().equals(vSwitchId)))
                .hasSize(3)
                .extracting(Inventory.HaVip::haVipId)
                .contains(associated, unassociated);
        assertThat(all.get(associated).instances()).hasSize(1);
        assertThat(all.get(unassociated).instances()).isEmpty();
        inventory.assertNothingBuried();
    }
}
