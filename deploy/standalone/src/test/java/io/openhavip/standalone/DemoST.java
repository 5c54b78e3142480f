package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.standalone.Launcher.Outcome;
import io.openhavip.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer runs it, on a stack of its own. */
class DemoST {

    private static final Path CHECKOUT =
            Path.of("").toAbsolutePath().getParent().getParent();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    private static Launcher launcher;
    private static StackClient client;

    @BeforeAll
    static void start() throws Exception {
        launcher = new Launcher(home, CHECKOUT);
        client = new StackClient(launcher.settings());
        Outcome up = launcher.run("up", "--detach");
        assertThat(up.status()).as(up.output()).isZero();
    }

    @AfterAll
    static void stop() throws Exception {
        launcher.run("down");
    }

    @Test
    void realArpMovesTheAddressAndTheNegativeControlHolds() throws Exception {
        assumeThat(LocalStack.agentObstacle()).isEmpty();
        JsonNode report = demo();
        assertThat(report.get("realArp").asBoolean()).isTrue();
        assertThat(report.get("announcementToSwitchMs").asDouble()).isPositive();
        assertThat(report.get("announcementToForwardingMs").asDouble()).isPositive();
        assertThat(report.get("announcementToDescribeMs").asDouble()).isPositive();
        // keepalived alone needs 3.0 to 3.96 s to notice a crash (3 adverts and the skew); the rest is this product's.
        assertThat(report.get("clientOutageMs").asDouble()).isBetween(2500.0, 8000.0);
        assertNothingIsLeft();
    }

    @Test
    void reportedAnnouncementsTellTheSameStory() throws Exception {
        JsonNode report = demo("--reported");
        assertThat(report.get("realArp").asBoolean()).isFalse();
        assertThat(report.get("announcementToSwitchMs").asDouble()).isPositive();
        assertThat(report.get("announcementToForwardingMs").isNull()).isTrue();
        assertNothingIsLeft();
    }

    @Test
    void interruptedDemoCleansUpAfterItself() throws Exception {
        assumeThat(LocalStack.agentObstacle()).isEmpty();
        Process demo = launcher.start("demo");
        Await.within(LIMIT).untilHolds(() -> assertThat(namespaces()).hasSize(3));
        demo.destroy();
        assertThat(demo.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertNothingIsLeft();
    }

    private static JsonNode demo(String... options) throws Exception {
        List<String> arguments =
                Stream.concat(Stream.of("demo", "--json"), Stream.of(options)).toList();
        Outcome outcome = launcher.run(arguments.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.output()).isZero();
        JsonNode report = new ObjectMapper()
                .readTree(outcome.output().strip().lines().toList().getLast());
        assertThat(report.get("passed").asBoolean()).isTrue();
        assertThat(report.get("negativeControl").asBoolean()).isTrue();
        return report;
    }

    private static void assertNothingIsLeft() throws Exception {
        assertThat(namespaces()).isEmpty();
        assertThat(client.haVipService()
                        .get("/ha-vips")
                        .orThrow()
                        .get("totalCount")
                        .asInt())
                .isZero();
        assertThat(client.networkService().get("/instances").orThrow().get("instances"))
                .isEmpty();
        assertThat(client.networkService().get("/vpcs").orThrow().get("vpcs")).isEmpty();
    }

    private static List<Path> namespaces() throws Exception {
        Path named = Path.of("/run/netns");
        if (!Files.isDirectory(named)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(named)) {
            return all.filter(path -> path.getFileName().toString().startsWith("hvdemo-"))
                    .toList();
        }
    }
}
