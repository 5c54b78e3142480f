package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.openhavip.standalone.Launcher.Outcome;
import io.openhavip.standalone.demo.RealSwitches;
import io.openhavip.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kill -9 of one part while real keepalived moves the address: after a restart the right instance answers, by itself. */
class SwitchFaultST {

    private static final Path CHECKOUT =
            Path.of("").toAbsolutePath().getParent().getParent();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    private static Launcher launcher;
    private static RealSwitches switches;

    @BeforeAll
    static void start() throws Exception {
        assumeThat(LocalStack.agentObstacle()).isEmpty();
        // The test makes the machines itself, so that it can crash them.
        launcher = new Launcher(home, CHECKOUT).with("HAVIP_INSTANCES", "none");
        Outcome up = launcher.run("up", "--detach");
        assertThat(up.status()).as(up.output()).isZero();
        switches = new RealSwitches(new StackClient(launcher.settings()));
        Await.within(LIMIT).untilHolds(() -> assertThat(switches.answeredBy()).isEqualTo("ecs1"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (switches != null) {
            switches.close();
        }
        if (launcher != null) {
            launcher.run("down");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"host-agent", "arp-gateway", "havip-service", "network-service", "postgres", "kafka"})
    void switchSurvivesTheDeathOf(String part) throws Exception {
        switches.crashFirst();
        Await.within(LIMIT)
                .untilHolds(() -> assertThat(switches.secondHoldsAddress()).isTrue());
        // keepalived has just announced: the announcement is anywhere between the wire and the forwarding, or there
        // already (UndecidedClaimST kills before it is decided).
        kill(part);
        Outcome up = launcher.run("up", "--detach");
        assertThat(up.status()).as(up.output()).isZero();
        Await.within(LIMIT).untilHolds(() -> {
            assertThat(switches.answeredBy()).isEqualTo("ecs2");
            assertThat(switches.master()).isEqualTo("ecs2");
        });
        switches.bootFirst();
        Await.within(LIMIT).untilHolds(() -> {
            assertThat(switches.answeredBy()).isEqualTo("ecs1");
            assertThat(switches.master()).isEqualTo("ecs1");
        });
    }

    private static void kill(String part) throws Exception {
        Parts parts = new Parts(launcher.settings());
        Stream.concat(parts.servers().stream(), parts.services().stream())
                .filter(candidate -> candidate.name().equals(part))
                .flatMap(found -> found.process().identity().stream())
                .forEach(identity ->
                        ProcessHandle.of(identity.pid()).orElseThrow().destroyForcibly());
    }
}
