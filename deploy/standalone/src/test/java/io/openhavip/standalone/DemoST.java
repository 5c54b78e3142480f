package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.standalone.Launcher.Outcome;
import io.openhavip.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
    private static Set<String> before;
    private static Set<String> devicesBefore;

    @BeforeAll
    static void start() throws Exception {
        launcher = new Launcher(home, CHECKOUT).with("HAVIP_HOSTS", "2");
        client = new StackClient(launcher.settings());
        Outcome up = launcher.run("up", "--detach");
        assertThat(up.status()).as(up.output()).isZero();
        before = namespaces();
        devicesBefore = devices();
    }

    @AfterAll
    static void stop() throws Exception {
        launcher.run("down");
    }

    @Test
    void guidesQuickDeploymentWorksAndTheNegativeControlHolds() throws Exception {
        assumeThat(LocalStack.agentObstacle()).isEmpty();
        JsonNode report = demo();
        assertThat(report.get("realArp").asBoolean()).isTrue();
        assertThat(report.get("eip").asBoolean()).isTrue();
        assertThat(report.get("hosts").asInt()).isEqualTo(2);
        assertThat(report.get("announcementToSwitchMs").asDouble()).isPositive();
        assertThat(report.get("announcementToForwardingMs").asDouble()).isPositive();
        assertThat(report.get("announcementToDescribeMs").asDouble()).isPositive();
        assertThat(report.get("outages")).hasSize(4);
        assertThat(report.get("outages").findValuesAsText("client"))
                .containsExactly("ecs3", "the Internet", "ecs3", "the Internet");
        // keepalived says goodbye, and the other waits 0.96 s (its skew); the rest is this product's.
        assertThat(report.at("/outages/0/ms").asDouble()).isBetween(500.0, 5000.0);
        assertThat(report.get("clientOutageMs")).isEqualTo(report.at("/outages/0/ms"));
        assertThat(report.at("/outages/1/ms").asDouble()).isBetween(500.0, 5000.0);
        assertThat(report.get("steps").findValuesAsText("what"))
                .containsSubsequence(
                        "AssociateHaVip: ecs1, ecs2",
                        "ecs3 is answered by ecs1",
                        "StopInstance: ecs1",
                        "ecs2 announced the address by gratuitous ARP",
                        "StartInstance: ecs1, which has the higher priority",
                        "ecs1 announced the address by gratuitous ARP",
                        "negative control: UnassociateHaVip: ecs2",
                        "arp-gateway refused the announcement of ecs2: not associated",
                        "everything the demo made is removed");
        assertNothingIsLeft();
    }

    @Test
    void reportedAnnouncementsTellTheSameStory() throws Exception {
        JsonNode report = demo("--reported");
        assertThat(report.get("realArp").asBoolean()).isFalse();
        assertThat(report.get("eip").asBoolean()).isFalse();
        assertThat(report.get("announcementToSwitchMs").asDouble()).isPositive();
        assertThat(report.get("announcementToForwardingMs").isNull()).isTrue();
        assertNothingIsLeft();
    }

    @Test
    void interruptedDemoCleansUpAfterItself() throws Exception {
        assumeThat(LocalStack.agentObstacle()).isEmpty();
        Process demo = launcher.start("demo");
        Await.within(LIMIT).untilHolds(() -> assertThat(guests()).hasSize(3));
        demo.destroy();
        assertThat(demo.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertNothingIsLeft();
    }

    private static JsonNode demo(String... options) throws Exception {
        List<String> arguments =
                Stream.concat(Stream.of("demo", "--json"), Stream.of(options)).toList();
        Outcome outcome = launcher.run(arguments.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.output()).isZero();
        JsonNode report = lastLine(outcome);
        assertThat(report.get("passed").asBoolean()).isTrue();
        assertThat(report.get("negativeControl").asBoolean()).isTrue();
        return report;
    }

    private static JsonNode lastLine(Outcome outcome) throws Exception {
        return new ObjectMapper()
                .readTree(outcome.output().strip().lines().toList().getLast());
    }

    /** Of everything that there was before, the stack and its own network alone are there. */
    private static void assertNothingIsLeft() throws Exception {
        assertThat(guests()).isEmpty();
        assertThat(namespaces()).isEqualTo(before);
        assertThat(devices()).isEqualTo(devicesBefore);
        assertThat(clients()).isEmpty();
        assertThat(count(client.haVipService(), "/ha-vips")).isZero();
        assertThat(count(client.eipService(), "/eips")).isZero();
        assertThat(count(client.networkService(), "/security-groups")).isZero();
        assertThat(client.networkService().get("/instances").orThrow().get("instances"))
                .isEmpty();
        assertThat(client.networkService().get("/vswitches").orThrow().get("vSwitches"))
                .isEmpty();
        assertThat(client.networkService().get("/vpcs").orThrow().get("vpcs")).isEmpty();
    }

    private static int count(RestClient service, String path) throws Exception {
        return service.get(path).orThrow().get("totalCount").asInt();
    }

    /** Instances on the hosts; none where there are no agents. */
    private static List<String> guests() throws Exception {
        if (LocalStack.agentObstacle().isPresent()) {
            return List.of();
        }
        List<String> guests = new ArrayList<>();
        for (RestClient agent : client.hostAgents()) {
            guests.addAll(agent.get("/instances").orThrow().findValuesAsText("instanceId"));
        }
        return guests;
    }

    /** Network namespaces of this stack. */
    private static Set<String> namespaces() throws Exception {
        Path named = Path.of("/run/netns");
        if (!Files.isDirectory(named)) {
            return Set.of();
        }
        String own = client.hostNamespace(1).substring("havip-".length());
        try (Stream<Path> all = Files.list(named)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.contains(own))
                    .collect(Collectors.toSet());
        }
    }

    /** Devices of the stack's hosts, which have a helper port or two of their own. */
    private static Set<String> devices() throws Exception {
        Set<String> devices = new HashSet<>();
        if (LocalStack.agentObstacle().isPresent()) {
            return devices;
        }
        for (int host = 1; host <= client.hostIds().size(); host++) {
            String namespace = client.hostNamespace(host);
            Process ip = new ProcessBuilder("ip", "-n", namespace, "-o", "link").start();
            new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> namespace + " " + line.split(": ")[1])
                    .forEach(devices::add);
        }
        return devices;
    }

    /** Processes that ask the HAVIP. */
    private static List<Long> clients() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("ClientMain") && line.contains(home.toString()))
                        .isPresent())
                .map(ProcessHandle::pid)
                .toList();
    }
}
