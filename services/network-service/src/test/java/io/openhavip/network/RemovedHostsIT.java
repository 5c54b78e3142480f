package io.openhavip.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.openhavip.contracts.host.HostState;
import io.openhavip.contracts.network.InstanceEvent.InstanceHostRemoved;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator removes hosts that are gone for good. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class RemovedHostsIT {

    private static final String GONE = "host-gone";
    private static final String LIVES = "host-lives";
    private static final int ROUNDS = 20;

    private final Rest rest = new Rest("2000000000000091");
    private NetworkTopics topics;
    private String vSwitchId;

    @BeforeEach
    void register() {
        topics = new NetworkTopics();
        register(GONE);
        register(LIVES);
        vSwitchId = rest.vSwitch("10.0.0.0/24");
    }

    @AfterEach
    void remove() {
        for (String hostId : new String[] {GONE, LIVES}) {
            topics.remove(hostId);
            Await.until(() -> rest.get("/admin/hosts")
                    .body("hosts.findAll { it.registeredAt != null }.hostId", not(hasItem(hostId))));
            rest.delete("/admin/hosts/" + hostId);
        }
        topics.close();
    }

    private void register(String hostId) {
        topics.register(new HostState(hostId, Optional.of("10.255.0.1"), false));
        Await.until(() ->
                rest.get("/admin/hosts").body("hosts.findAll { it.registeredAt != null }.hostId", hasItem(hostId)));
    }

    private String instanceOn(String hostId) {
        return rest.post("/instances", Map.of("vSwitchId", vSwitchId, "hostId", hostId))
                .statusCode(201)
                .extract()
                .path("instances[0].instanceId");
    }

    private void awaitState(String instanceId, InstanceStatus status, String hostId, int run) {
        Await.until(() -> {
            InstanceState state = topics.state(instanceId, InstanceState.class);
            assertThat(state.status()).isEqualTo(status);
            assertThat(state.hostId()).isEqualTo(hostId);
            assertThat(state.run()).isEqualTo(run);
        });
    }

    @Test
    void instancesOfARemovedHostAreStoppedAndStartOnAnother() {
        String running = instanceOn(GONE);
        String stopped = instanceOn(GONE);
        String other = instanceOn(LIVES);
        rest.post("/instances/" + stopped + "/stop").statusCode(200);

        rest.delete("/admin/hosts/" + GONE)
                .statusCode(200)
                .body("stoppedInstanceIds", containsInAnyOrder(running, stopped));

        rest.get("/instances/" + running).body("status", equalTo("Stopped")).body("hostId", equalTo(""));
        awaitState(running, InstanceStatus.Stopped, "", 1);
        assertThat(topics.await(
                                InstanceHostRemoved.class,
                                event -> event.instanceId().equals(running))
                        .hostId())
                .isEqualTo(GONE);
        rest.get("/instances/" + other).body("status", equalTo("Running")).body("hostId", equalTo(LIVES));
        rest.get("/admin/hosts").body("hosts.hostId", not(hasItem(GONE)));
        assertThat(topics.isGone(GONE)).isTrue();

        rest.post("/instances/" + running + "/start")
                .statusCode(200)
                .body("status", equalTo("Running"))
                .body("hostId", equalTo(LIVES));
        awaitState(running, InstanceStatus.Running, LIVES, 2);
    }

    @Test
    void deploymentSetCountsAnInstanceWhereItIsPlacedAnew() {
        String set = rest.deploymentSet("Availability");
        String instanceId = rest.post(
                        "/instances", Map.of("vSwitchId", vSwitchId, "deploymentSetId", set, "hostId", GONE))
                .statusCode(201)
                .extract()
                .path("instances[0].instanceId");
        rest.delete("/admin/hosts/" + GONE).statusCode(200);

        rest.post("/instances/" + instanceId + "/start").statusCode(200);

        Await.until(() -> rest.get("/deployment-sets/" + set).body("members.hostId", contains(LIVES)));
    }

    @Test
    void instanceIsPlacedOnNoHostThatThereIsNot() {
        String instanceId = instanceOn(GONE);
        rest.delete("/admin/hosts/" + GONE).statusCode(200);
        rest.delete("/admin/hosts/" + LIVES).statusCode(200);

        rest.post("/instances/" + instanceId + "/start")
                .statusCode(403)
                .body("code", equalTo("OperationDenied.NoStock"));

        register(LIVES);
        rest.post("/instances/" + instanceId + "/start").statusCode(200).body("hostId", equalTo(LIVES));
    }

    @Test
    void hostThatDoesNotExistIsNotRemoved() {
        rest.delete("/admin/hosts/host-nobody").statusCode(404).body("code", equalTo("ResourceNotFound"));
        rest.delete("/admin/hosts/" + GONE).statusCode(200).body("stoppedInstanceIds", empty());
        rest.delete("/admin/hosts/" + GONE).statusCode(404);
    }

    @Test
    void removalThatWasBrokenOffIsGoneOnWith() {
        String instanceId = instanceOn(GONE);
        // Withdrawn, and then its remover died.
        topics.remove(GONE);
        Await.until(() -> rest.get("/admin/hosts")
                .body("hosts.find { it.hostId == '" + GONE + "' }.registeredAt", equalTo(null))
                .body("hosts.find { it.hostId == '" + GONE + "' }.instances", equalTo(1)));

        rest.delete("/admin/hosts/" + GONE).statusCode(200).body("stoppedInstanceIds", contains(instanceId));

        awaitState(instanceId, InstanceStatus.Stopped, "", 1);
    }

    @Test
    void hostThatRegistersAgainIsANewOne() {
        String before = instanceOn(GONE);
        rest.delete("/admin/hosts/" + GONE).statusCode(200);

        register(GONE);

        rest.get("/instances/" + before).body("hostId", equalTo(""));
        rest.get("/instances/" + instanceOn(GONE)).body("hostId", equalTo(GONE));
    }

    /** Else the removal could come after what an agent that starts then says, and take it back. */
    @Test
    void removalIsToldBeforeItIsAnswered() {
        for (int round = 0; round < ROUNDS; round++) {
            rest.delete("/admin/hosts/" + GONE).statusCode(200);
            assertThat(topics.isGone(GONE)).isTrue();

            register(GONE);
        }
    }
}
