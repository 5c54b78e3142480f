package io.openhavip.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.openhavip.contracts.network.InstanceEnd;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopped;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkCommand.ReportInstanceEnded;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a host says of instances that end by themselves, as callers and the other hosts then see them. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class InstanceEndsIT {

    private final Rest rest = new Rest("2000000000000081");
    private final NetworkTopics topics = new NetworkTopics();

    @AfterEach
    void close() {
        topics.close();
    }

    private void report(String instanceId, int run, InstanceEnd end) {
        topics.send(new ReportInstanceEnded(instanceId, hostOf(instanceId), run, end));
    }

    private String hostOf(String instanceId) {
        return topics.state(instanceId, InstanceState.class).hostId();
    }

    private void awaitState(String instanceId, InstanceStatus status, int run) {
        Await.until(() -> {
            InstanceState state = topics.state(instanceId, InstanceState.class);
            assertThat(state.status()).isEqualTo(status);
            assertThat(state.run()).isEqualTo(run);
        });
    }

    private void start(String instanceId) {
        rest.post("/instances/" + instanceId + "/start").statusCode(200).body("status", equalTo("Running"));
    }

    @Test
    void instanceThatEndedIsStoppedAndCanBeStartedAgain() {
        String instanceId = rest.instance(rest.vSwitch("10.0.0.0/24"));
        report(instanceId, 1, InstanceEnd.POWERED_OFF);

        awaitState(instanceId, InstanceStatus.Stopped, 1);
        rest.get("/instances/" + instanceId)
                .statusCode(200)
                .body("status", equalTo("Stopped"))
                .body("stoppedMode", equalTo("KeepCharging"));
        InstanceStopped stopped =
                topics.await(InstanceStopped.class, event -> event.instanceId().equals(instanceId));
        assertThat(stopped.byItself()).contains(InstanceEnd.POWERED_OFF);

        start(instanceId);
        awaitState(instanceId, InstanceStatus.Running, 2);
    }

    @Test
    void instanceThatItsHostCannotStartIsStopped() {
        String instanceId = rest.instance(rest.vSwitch("10.0.0.0/24"));
        report(instanceId, 1, InstanceEnd.NOT_STARTED);

        awaitState(instanceId, InstanceStatus.Stopped, 1);
    }

    @Test
    void hostIsToldWhetherAStopOrRebootIsForced() {
        String instanceId = rest.instance(rest.vSwitch("10.0.0.0/24"));
        rest.post("/instances/" + instanceId + "/reboot", Map.of("forceStop", true))
                .statusCode(200);
        awaitForced(instanceId, InstanceStatus.Running, 2, true);
        rest.post("/instances/" + instanceId + "/stop", Map.of("forceStop", false))
                .statusCode(200);
        awaitForced(instanceId, InstanceStatus.Stopped, 2, false);
        rest.post("/instances/" + instanceId + "/stop", Map.of("forceStop", true))
                .statusCode(200);
        awaitForced(instanceId, InstanceStatus.Stopped, 2, true);
        rest.post("/instances/" + instanceId + "/stop", Map.of("forceStop", true))
                .statusCode(403)
                .body("code", equalTo("IncorrectInstanceStatus"));
        start(instanceId);
        rest.post("/instances/" + instanceId + "/stop", Map.of("forceStop", true))
                .statusCode(200);
        awaitForced(instanceId, InstanceStatus.Stopped, 3, true);
        start(instanceId);
        awaitForced(instanceId, InstanceStatus.Running, 4, false);
    }

    private void awaitForced(String instanceId, InstanceStatus status, int run, boolean forced) {
        Await.until(() -> {
            InstanceState state = topics.state(instanceId, InstanceState.class);
            assertThat(state.status()).isEqualTo(status);
            assertThat(state.run()).isEqualTo(run);
            assertThat(state.forced().orElse(false)).isEqualTo(forced);
        });
    }

    @Test
    void repetitionsLateReportsAndUnknownInstancesChangeNothing() {
        String vSwitchId = rest.vSwitch("10.0.0.0/24");
        String instanceId = rest.instance(vSwitchId);
        report(instanceId, 1, InstanceEnd.CRASHED);
        report(instanceId, 1, InstanceEnd.CRASHED);
        awaitState(instanceId, InstanceStatus.Stopped, 1);
        start(instanceId);
        topics.send(new ReportInstanceEnded("i-" + UUID.randomUUID(), "host-1", 1, InstanceEnd.CRASHED));
        report(instanceId, 1, InstanceEnd.CRASHED);
        topics.send(new ReportInstanceEnded(instanceId, "host-elsewhere", 2, InstanceEnd.CRASHED));
        // Commands of one instance are carried out in order: this one is the next that does something.
        report(instanceId, 2, InstanceEnd.POWERED_OFF);

        InstanceStopped second = topics.await(
                InstanceStopped.class,
                event -> event.instanceId().equals(instanceId)
                        && event.byItself().equals(Optional.of(InstanceEnd.POWERED_OFF)));
        assertThat(second.byItself()).contains(InstanceEnd.POWERED_OFF);
        awaitState(instanceId, InstanceStatus.Stopped, 2);
        assertThat(topics.seen(
                        InstanceStopped.class, event -> event.instanceId().equals(instanceId)))
                .hasSize(2);
    }
}
