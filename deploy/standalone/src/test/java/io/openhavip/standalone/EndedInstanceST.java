package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.openhavip.standalone.Launcher.Outcome;
import io.openhavip.standalone.demo.GuideDeployment;
import io.openhavip.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance that ends without having been asked to: it is Stopped, another has the address, and StartInstance brings it back. */
class EndedInstanceST {

    private static final Path CHECKOUT =
            Path.of("").toAbsolutePath().getParent().getParent();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    private static Launcher launcher;
    private static GuideDeployment guide;

    @BeforeAll
    static void start() throws Exception {
        assumeThat(LocalStack.agentObstacle()).isEmpty();
        launcher = new Launcher(home, CHECKOUT);
        up();
        guide = new GuideDeployment(new StackClient(launcher.settings()));
        await("Running", "ecs1");
    }

    @AfterAll
    static void stop() throws Exception {
        if (guide != null) {
            guide.close();
        }
        if (launcher != null) {
            launcher.run("down");
        }
    }

    @Test
    void instanceThatPowersItselfOffIsStopped() {
        guide.powerFirstOff();

        await("Stopped", "ecs2");
        guide.startFirst();
        await("Running", "ecs1");
    }

    @Test
    void instanceWhoseFirstProcessDiesWhileItsAgentIsDeadIsStoppedByTheNextAgent() throws Exception {
        long first = guide.pidOfFirst();
        launcher.kill("host-agent");
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        up();

        await("Stopped", "ecs2");
        guide.startFirst();
        await("Running", "ecs1");
    }

    @Test
    void forcedStopLeavesKeepalivedNoTimeToSayGoodbye() {
        // After a goodbye the other waits its skew, 0.96 s; without one three advertisements more, the last at most 1 s
        // ago.
        assertThat(guide.stopFirstByForce()).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(10));

        await("Stopped", "ecs2");
        guide.startFirst();
        await("Running", "ecs1");
    }

    private static void await(String status, String master) {
        Await.within(LIMIT).untilHolds(() -> {
            assertThat(guide.statusOfFirst()).isEqualTo(status);
            assertThat(guide.master()).isEqualTo(master);
        });
    }

    private static void up() throws Exception {
        Outcome up = launcher.run("up", "--detach");
        assertThat(up.status()).as(up.output()).isZero();
    }
}
