package io.openhavip.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.openhavip.contracts.host.HostState;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instances are placed on the hosts whose agents have registered. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class RegisteredHostsIT {

    private final Rest rest = new Rest("2000000000000041");
    private NetworkTopics topics;

    @BeforeEach
    void register() {
        topics = new NetworkTopics();
        topics.register(new HostState("host-a", Optional.of("10.255.0.1"), true));
        topics.register(new HostState("host-b", Optional.empty(), false));
        awaitHosts("host-a, host-b");
    }

    @AfterEach
    void remove() {
        topics.remove("host-a");
        topics.remove("host-b");
        awaitHosts("host-1");
        topics.close();
    }

    @Test
    void deploymentSetSpreadsOverThem() {
        String vSwitchId = rest.vSwitch("10.0.0.0/24");
        String set = rest.deploymentSet("Availability");
        rest.post("/instances", Map.of("vSwitchId", vSwitchId, "deploymentSetId", set, "amount", 2))
                .statusCode(201);

        rest.get("/deployment-sets/" + set).body("members.hostId", containsInAnyOrder("host-a", "host-b"));
        rest.post("/instances", Map.of("vSwitchId", vSwitchId, "deploymentSetId", set))
                .statusCode(400)
                .body("code", equalTo("QuotaExceed.DeploymentSetInstanceQuotaFull"));
    }

    @Test
    void ofTwentyInstancesAtOnceASetTakesOneOnEachHost() {
        String vSwitchId = rest.vSwitch("10.0.0.0/24");
        String set = rest.deploymentSet("Availability");
        Map<String, ?> body = Map.of("vSwitchId", vSwitchId, "deploymentSetId", set);
        List<String> codes = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<ValidatableResponse>> answers = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> rest.post("/instances", body), callers))
                    .limit(20)
                    .toList();
            answers.forEach(answer -> codes.add(answer.join().extract().path("code")));
        }

        assertThat(codes.stream().filter(Objects::isNull)).hasSize(2);
        assertThat(codes.stream().filter(Objects::nonNull))
                .hasSize(18)
                .containsOnly("QuotaExceed.DeploymentSetInstanceQuotaFull");
        rest.get("/deployment-sets/" + set).body("members.hostId", containsInAnyOrder("host-a", "host-b"));
        List<String> hosts =
                rest.get("/instances?deploymentSetId=" + set).extract().path("instances.hostId");
        assertThat(hosts).containsExactlyInAnyOrder("host-a", "host-b");
    }

    @Test
    void removedHostIsNoLongerOne() {
        topics.remove("host-b");

        awaitHosts("host-a");
    }

    private void awaitHosts(String hosts) {
        String vSwitchId = rest.vSwitch("10.0.0.0/24");
        Await.until(() -> rest.post("/instances", Map.of("vSwitchId", vSwitchId, "hostId", "host-none"))
                .statusCode(400)
                .body("detail", containsString("the hosts are " + hosts + ".")));
    }
}
