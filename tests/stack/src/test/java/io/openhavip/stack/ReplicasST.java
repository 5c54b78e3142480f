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
    void parallelCreationsOverBothGetAnAddressEachAndItsCreatorSeesItOnTheOther() throws Exception {
        String vSwitchId = STACK.newVSwitch("10.1.0.0/24");
        List<Rest> replicas = List.of(STACK.haVip.rest(), haVip.rest());
        Set<String> addresses = new HashSet<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<String>> creations = new ArrayList<>();
            for (int i = 0; i < CREATIONS; i++) {
                Rest creator = replicas.get(i % 2);
                Rest reader = replicas.get((i + 1) % 2);
                creations.add(callers.submit(() -> {
                    Rest.Answer created = creator.post("/ha-vips", Map.of("vSwitchId", vSwitchId))
                            .expect(201);
                    Rest.Answer seen =
                            reader.get("/ha-vips/" + created.text("/haVipId")).expect(200);
                    assertThat(seen.body()).isEqualTo(created.body());
                    return created.text("/ipAddress");
                }));
            }
            for (Future<String> creation : creations) {
                assertThat(addresses.add(creation.get()))
                        .as("address given twice")
                        .isTrue();
            }
        }
        assertThat(addresses).hasSize(CREATIONS);
        Inventory inventory = new Inventory(STACK);
        Await.until(inventory::assertSettled);
        inventory.assertNothingBuried();
    }

    @Test
    void eachReplicaGoesOnFromWhatTheOtherDid() throws Exception {
        String vSwitchId = STACK.newVSwitch("10.1.0.0/24");
        String instanceId = STACK.newInstance(vSwitchId).instanceId();
        String haVipId = STACK.newHaVip(vSwitchId);
        Rest here = STACK.haVip.rest();
        Rest there = haVip.rest();
        for (int round = 0; round < 3; round++) {
            there.post("/ha-vips/" + haVipId + "/associations", Map.of("instanceId", instanceId))
                    .expect(201);
            assertThat(here.get("/ha-vips/" + haVipId).text("/status")).isEqualTo("InUse");
            assertThat(here.delete("/ha-vips/" + haVipId).text("/code")).isEqualTo("IncorrectHaVipStatus");
            here.delete("/ha-vips/" + haVipId + "/associations/" + instanceId).expect(200);
            assertThat(there.get("/ha-vips/" + haVipId).text("/status")).isEqualTo("Available");
        }
        there.delete("/ha-vips/" + haVipId).expect(204);
        assertThat(here.get("/ha-vips/" + haVipId).status()).isEqualTo(404);
    }

    @Test
    void networksReplicasSeeEachOthersInstances() {
        String vSwitchId = STACK.newVSwitch("10.1.0.0/24");
        String instanceId = STACK.newInstance(vSwitchId).instanceId();
        network.rest().post("/instances/" + instanceId + "/stop", Map.of()).expect(200);
        assertThat(STACK.network.rest().get("/instances/" + instanceId).text("/status"))
                .isEqualTo("Stopped");
        STACK.network
                .rest()
                .post("/instances/" + instanceId + "/start", Map.of())
                .expect(200);
        assertThat(network.rest().get("/instances/" + instanceId).text("/status"))
                .isEqualTo("Running");
    }
}
