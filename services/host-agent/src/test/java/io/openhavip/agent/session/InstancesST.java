package io.openhavip.agent.session;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.GuestSetup;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole application runs an instance as the topics say; the tests tell one story, in order. */
@Privileged
@QuarkusTest
@QuarkusTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "postgres", value = "false"),
        restrictToAnnotatedClass = true)
@QuarkusTestResource(value = GuestLabResource.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstancesST {

    private static final String ID = "i-" + UUID.randomUUID().toString().substring(0, 18);
    private static final String ADDRESS = "192.168.0.31";
    private static final String USER_DATA = """
            #!/bin/sh
            echo "user data of $(hostname)"
            yum install -y nginx
            systemctl enable --now nginx
            """;

    private static TopicClient topics;

    @BeforeAll
    static void connect() {
        topics = new TopicClient();
    }

    @AfterAll
    static void disconnect() {
        topics.close();
    }

    @Test
    @Order(0)
    void nothingIsStartedWhereAnotherAgentRunsInstances() throws IOException {
        topics.tell(Topics.NETWORK_STATE, new VSwitchState(Lab.VSWITCH, "vpc-1", "192.168.0.0/24"));
        topics.tell(Topics.NETWORK_STATE, state(InstanceStatus.Starting, 0));
        topics.tell(Topics.NETWORK_STATE, state(InstanceStatus.Running, 1));

        Await.until(() -> get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'capture and programming' }.status", equalTo("UP"))
                .body(
                        "checks.find { it.name == 'instances' }.data.obstacle",
                        equalTo("another agent runs the instances in " + GuestLabResource.directory())));
        get("/instances").then().body("size()", equalTo(0));

        GuestLabResource.endOtherAgent();
        Await.until(() -> get("/q/health/ready").then().statusCode(200));
    }

    @Test
    @Order(1)
    void instanceOnTheTopicBoots() {

        Await.until(() -> assertThat(console()).contains("user data of web", "boot complete"));
        get("/instances")
                .then()
                .statusCode(200)
                .body("size()", equalTo(1))
                .body("[0].instanceId", equalTo(ID))
                .body("[0].state", equalTo("running"))
                .body("[0].run", equalTo(1))
                .body("[0].failure", equalTo(""));
        assertThat(get("/instances/i-other/console").statusCode()).isEqualTo(404);
        assertThat(get("/q/metrics").asString())
                .contains(
                        "havip_agent_instances{condition=\"running\"} 1.0", "havip_agent_instances_started_total 1.0");
    }

    @Test
    @Order(2)
    void rebootAndStopFollowTheTopic() throws IOException {
        topics.tell(Topics.NETWORK_STATE, state(InstanceStatus.Running, 2));
        Await.until(() -> assertThat(console().split("boot complete", -1)).hasSize(3));
        assertThat(console()).containsOnlyOnce("user data of web");

        topics.tell(Topics.NETWORK_STATE, state(InstanceStatus.Stopped, 2));
        Await.until(() ->
                assertThat(get("/instances").jsonPath().getString("[0].state")).isEqualTo("stopped"));
        assertThat(GuestLabResource.lab().commands.run("ip", "-br", "link")).doesNotContain("hvguest");
    }

    @Test
    @Order(3)
    void instanceThatIsGoneFromTheTopicIsDeleted() {
        topics.bury(Topics.NETWORK_STATE, state(InstanceStatus.Stopped, 2));

        Await.until(() -> assertThat(get("/instances").jsonPath().getList("$")).isEmpty());
        Await.until(() -> assertThat(GuestLabResource.directory().resolve(ID)).doesNotExist());
    }

    @Test
    @Order(4)
    void forcedStopAsksNobodyInside() {
        String id = "i-" + UUID.randomUUID().toString().substring(0, 18);
        topics.tell(Topics.NETWORK_STATE, stubborn(id, InstanceStatus.Running, false));
        Await.until(() -> assertThat(console(id)).contains("boot complete"));

        topics.tell(Topics.NETWORK_STATE, stubborn(id, InstanceStatus.Stopped, true));
        // A graceful one takes the ten seconds that the service is given.
        Await.within(Duration.ofSeconds(8))
                .untilHolds(() -> assertThat(get("/instances").jsonPath().getString("[0].state"))
                        .isEqualTo("stopped"));
        assertThat(console(id)).doesNotContain("powering off", "asked to end");
        topics.bury(Topics.NETWORK_STATE, stubborn(id, InstanceStatus.Stopped, true));
        Await.until(() -> assertThat(get("/instances").jsonPath().getList("$")).isEmpty());
    }

    @Test
    @Order(5)
    void stopThatHangsEndsAtOnceWhenItIsForcedMeanwhile() {
        String id = "i-" + UUID.randomUUID().toString().substring(0, 18);
        topics.tell(Topics.NETWORK_STATE, stubborn(id, InstanceStatus.Running, false));
        Await.until(() -> assertThat(console(id)).contains("boot complete"));
        topics.tell(Topics.NETWORK_STATE, stubborn(id, InstanceStatus.Stopped, false));
        Await.until(() -> assertThat(console(id)).contains("asked to end"));

        topics.tell(Topics.NETWORK_STATE, stubborn(id, InstanceStatus.Stopped, true));
        // The ten seconds that the service is given have only begun.
        Await.within(Duration.ofSeconds(5))
                .untilHolds(() -> assertThat(get("/instances").jsonPath().getString("[0].state"))
                        .isEqualTo("stopped"));
        assertThat(console(id)).doesNotContain("powered off");
        topics.bury(Topics.NETWORK_STATE, stubborn(id, InstanceStatus.Stopped, true));
        Await.until(() -> assertThat(get("/instances").jsonPath().getList("$")).isEmpty());
    }

    /** Its service does not end when it is asked to. */
    private static InstanceState stubborn(String id, InstanceStatus status, boolean forced) {
        String script = """
                #!/bin/sh
                cat >/etc/systemd/system/stubborn.service <<'UNIT'
                [Service]
                ExecStart=/bin/sh -c 'trap "echo asked to end" TERM; while :; do sleep 0.1; done'
                UNIT
                systemctl daemon-reload
                systemctl start stubborn
                """;
        return new InstanceState(
                id,
                "vpc-1",
                Lab.HOST,
                status,
                1,
                List.of(new NetworkInterface("eni-guest00000000098", Lab.VSWITCH, "00:16:3e:00:02:02", "192.168.0.32")),
                Optional.of(new GuestSetup(
                        "stubborn",
                        Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8)),
                        "ecs.g6.large",
                        "")),
                Optional.of(forced));
    }

    private static String console() {
        return console(ID);
    }

    private static String console(String id) {
        return get("/instances/" + id + "/console").asString();
    }

    private static InstanceState state(InstanceStatus status, int run) {
        return new InstanceState(
                ID,
                "vpc-1",
                Lab.HOST,
                status,
                run,
                List.of(new NetworkInterface("eni-guest00000099", Lab.VSWITCH, "00:16:3e:00:02:01", ADDRESS)),
                Optional.of(new GuestSetup(
                        "web",
                        Base64.getEncoder().encodeToString(USER_DATA.getBytes(StandardCharsets.UTF_8)),
                        "ecs.g6.large",
                        "")));
    }
}
