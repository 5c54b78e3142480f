package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.standalone.Launcher.Outcome;
import io.openhavip.standalone.demo.HostLoss;
import io.openhavip.standalone.demo.HostLoss.Way;
import io.openhavip.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host that is cut off with its agent dead, while its instances go on: the operator removes it, what it had is had by others, and when it
 * comes back nothing runs twice.
 */
class RemovedHostST {

    private static final Path CHECKOUT =
            Path.of("").toAbsolutePath().getParent().getParent();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NOBODY = "-";

    @TempDir
    static Path home;

    private static Launcher launcher;
    private static StackClient client;

    @BeforeAll
    static void start() throws Exception {
        assumeThat(LocalStack.agentObstacle()).isEmpty();
        launcher = new Launcher(home, CHECKOUT).with("HAVIP_HOSTS", "2");
        client = new StackClient(launcher.settings());
        up();
    }

    @AfterAll
    static void stop() throws Exception {
        if (launcher != null) {
            launcher.run("down");
        }
    }

    @Test
    void instancesOfALostHostGoOnElsewhereAndRunOnceWhenItIsBack() throws Exception {
        try (HostLoss loss = new HostLoss(client)) {
            awaitAnswersOf(loss, "ecs2");
            assertThat(loss.placeOfSecond()).isEqualTo("Running host-2");
            ProcessHandle cutOff = ProcessHandle.of(loss.pidOfSecond()).orElseThrow();

            launcher.kill("host-agent-2");
            links("down");
            awaitAnswersOf(loss, NOBODY);
            assertThat(loss.master()).isEqualTo("ecs2");

            JsonNode removed =
                    client.networkService().delete("/admin/hosts/host-2").orThrow();
            assertThat(removed.at("/stoppedInstanceIds/0").asText()).isEqualTo(loss.secondId());
            assertThat(loss.placeOfSecond()).isEqualTo("Stopped ");
            Await.until(() -> assertThat(loss.master()).isEqualTo(NOBODY));

            loss.associateFirst();
            awaitAnswersOf(loss, "ecs1");
            assertThat(loss.master()).isEqualTo("ecs1");

            loss.startSecond();
            assertThat(loss.placeOfSecond()).isEqualTo("Running host-1");
            awaitAnswersOf(loss, "ecs2");
            assertThat(loss.secondOn(1)).contains("running 2");
            assertThat(cutOff.isAlive()).isTrue();

            links("up");
            up();
            Await.within(LIMIT).untilHolds(() -> {
                assertThat(loss.secondOn(2)).contains("stopped 1");
                assertThat(cutOff.isAlive()).isFalse();
            });
            awaitAnswersOf(loss, "ecs2");
            assertThat(loss.secondOn(1)).contains("running 2");
            isAHostAsAnyOther(loss.vSwitchId());
            assertThat(loss.remove()).isEmpty();
        }
    }

    private static void awaitAnswersOf(HostLoss loss, String name) {
        Await.within(LIMIT)
                .untilHolds(() -> assertThat(loss.answers())
                        .isEqualTo(Map.of(
                                Way.HAVIP, Set.of(name),
                                Way.ROUTE, Set.of(name),
                                Way.EIP, Set.of(name))));
    }

    private static void isAHostAsAnyOther(String vSwitchId) throws Exception {
        RestClient network = client.networkService();
        String instanceId = network.post("/instances", Map.of("vSwitchId", vSwitchId, "hostId", "host-2"))
                .orThrow()
                .at("/instances/0/instanceId")
                .asText();
        RestClient agent = client.hostAgents().getLast();
        Await.until(() -> assertThat(agent.get("/instances").orThrow().toString())
                .contains("\"instanceId\":\"" + instanceId + "\",\"state\":\"running\""));
        network.delete("/instances/" + instanceId + "?force=true").orThrow();
    }

    /** All that leads to and from the second host. */
    private static void links(String state) throws Exception {
        Commands host = new Commands(new NetworkNamespace(client.hostNamespace(2)));
        for (String device : List.of("fabric0", "ext0")) {
            host.run("ip", "link", "set", device, state);
        }
    }

    private static void up() throws Exception {
        Outcome up = launcher.run("up", "--detach");
        assertThat(up.status()).as(up.output()).isZero();
    }
}
