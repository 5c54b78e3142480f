package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.Await;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two replicas of havip-service and of network-service share databases, topics and callers. */
class ReplicasST {

    private static final int CREATIONS = 200;
    private static final int CALLERS = 16;

    private static final Stack STACK = Stack.shared();
    /** HAVIPs that an account, and a VPC, may have. */
    private static final int ROOM = 50;

    private static ServiceProcess network;
    private static ServiceProcess haVip;

    @BeforeAll
    static void start() throws Exception {
        network = STACK.secondNetwork();
        haVip = STACK.secondHaVip();
        network.awaitReady();
        haVip.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        haVip.close();
        network.close();
    }

    @Test
    void twoHundredParallelCreationsOverBothFillTheRoomForFiftyExactly() throws Exception {
        Tenant tenant = STACK.newTenant();
        String vSwitchId = tenant.newVSwitch("10.1.0.0/24");
        List<Rest> replicas = List.of(tenant.haVips(), haVip.rest(tenant.accountId()));
        Set<String> addresses = new HashSet<>();
        int refused = 0;
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<Rest.Answer>> creations = new ArrayList<>();
            for (int i = 0; i < CREATIONS; i++) {
                Rest creator = replicas.get(i % 2);
                Rest reader = replicas.get((i + 1) % 2);
                creations.add(callers.submit(() -> {
                    Rest.Answer created = creator.post("/ha-vips", Map.of("vSwitchId", vSwitchId));
                    if (created.status() == 201) {
                        Rest.Answer seen = reader.get("/ha-vips/" + created.text("/haVipId"))
                                .expect(200);
                        assertThat(seen.body()).isEqualTo(created.body());
                    }
                    return created;
                }));
            }
            for (Future<Rest.Answer> creation : creations) {
                Rest.Answer answer = creation.get();
                if (answer.status() == 201) {
                    assertThat(addresses.add(answer.text("/ipAddress")))
                            .as("address given twice")
                            .isTrue();
                } else {
                    assertThat(answer.text("/code")).isEqualTo("QuotaExceeded.HaVip");
                    refused++;
                }
            }
        }
        assertThat(addresses).hasSize(ROOM);
        assertThat(refused).isEqualTo(CREATIONS - ROOM);
        Inventory inventory = new Inventory(STACK);
        Await.until(inventory::assertSettled);
        inventory.assertNothingBuried();
    }

    @Test
    void eachReplicaGoesOnFromWhatTheOtherDid() throws Exception {
        Tenant tenant = STACK.newTenant();
        String vSwitchId = tenant.newVSwitch("10.1.0.0/24");
        String instanceId = tenant.newInstance(vSwitchId).instanceId();
        String haVipId = tenant.newHaVip(vSwitchId);
        Rest here = tenant.haVips();
        Rest there = haVip.rest(tenant.accountId());
        for (int round = 0; round < 3; round++) {
            there.post("/ha-vips/" + haVipId + "/associations", Map.of("instanceId", instanceId))
                    .expect(201);
            assertThat(here.get("/ha-vips/" + haVipId).text("/status")).isEqualTo("InUse");
            assertThat(here.delete("/ha-vips/" + haVipId).text("/code")).isEqualTo("IncorrectStatus");
            here.delete("/ha-vips/" + haVipId + "/associations/" + instanceId).expect(200);
            assertThat(there.get("/ha-vips/" + haVipId).text("/status")).isEqualTo("Available");
        }
        there.delete("/ha-vips/" + haVipId).expect(204);
        assertThat(here.get("/ha-vips/" + haVipId).status()).isEqualTo(404);
    }

    @Test
    void networksReplicasSeeEachOthersInstances() {
        Tenant tenant = STACK.newTenant();
        String vSwitchId = tenant.newVSwitch("10.1.0.0/24");
        String instanceId = tenant.newInstance(vSwitchId).instanceId();
        network.rest(tenant.accountId())
                .post("/instances/" + instanceId + "/stop", Map.of())
                .expect(200);
        assertThat(tenant.network().get("/instances/" + instanceId).text("/status"))
                .isEqualTo("Stopped");
        tenant.network().post("/instances/" + instanceId + "/start", Map.of()).expect(200);
        assertThat(network.rest(tenant.accountId())
                        .get("/instances/" + instanceId)
                        .text("/status"))
                .isEqualTo("Running");
    }
}
