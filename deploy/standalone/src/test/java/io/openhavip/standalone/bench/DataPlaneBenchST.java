package io.openhavip.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.messaging.JsonMessages;
import io.openhavip.standalone.Main;
import io.openhavip.standalone.Settings;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks of the data plane that need no stack, at their smallest, and a failover on the plain bridge. */
class DataPlaneBenchST {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    @Test
    void quickRunGivesEveryFigureAndLeavesNothing() throws Exception {
        assumeThat(BenchNamespaces.obstacle()).isEmpty();

        Process bench = bench("program", "--quick", "--json");
        String output = new String(bench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bench.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        JsonNode report = JsonMessages.MAPPER.readTree(output.lines().toList().getLast());
        assertThat(report.get("figures"))
                .as(output)
                .extracting(figure -> figure.get("name").asText())
                .containsExactly(
                        "program.500.p50",
                        "program.500-over-batch.p50",
                        "program.500-over-batch.p99",
                        "program.500-over-10.p50",
                        "program.500-over-nft.p50");
        assertThat(report.get("figures"))
                .allSatisfy(figure ->
                        assertThat(figure.at("/value/median").asDouble()).isPositive());
        assertThat(namespaces()).isEmpty();
    }

    @Test
    void forwardingIsMeasuredBothWaysAndLeavesNothing() throws Exception {
        assumeThat(BenchNamespaces.obstacle()).isEmpty();
        Settings users = Settings.fromEnvironment();
        Settings here =
                new Settings(users.checkout(), home, users.ports(), users.startLimit(), 1, Settings.Instances.none);

        List<Figure> figures = new ForwardBench(50).run(new BenchStack(here, line -> {}), line -> {});

        assertThat(figures)
                .extracting(Figure::name)
                .containsExactly(
                        "forward.tcp",
                        "forward.packets",
                        "forward.packetsOfSenderCpu",
                        "forward.haVip.tcp",
                        "forward.haVip.packets",
                        "forward.haVip.packetsOfSenderCpu");
        assertThat(figures)
                .allSatisfy(figure -> assertThat(figure.ratio().orElseThrow()).isPositive());
        assertThat(namespaces()).isEmpty();
    }

    @Test
    void secondRunIsRefusedAndAnInterruptedOneLeavesNothing() throws Exception {
        assumeThat(BenchNamespaces.obstacle()).isEmpty();
        Process bench = bench("forward");
        Await.within(LIMIT).untilHolds(() -> assertThat(namespaces()).isNotEmpty());

        Process second = bench("program");
        String refusal = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(refusal.strip()).isEqualTo("havip: another benchmark runs in %s: wait for it".formatted(home));
        assertThat(namespaces()).isNotEmpty();

        bench.destroy();

        assertThat(bench.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(namespaces()).isEmpty();
    }

    @Test
    void withoutRootItSaysSoInOneSentence() throws Exception {
        Process bench = bench(List.of("-Duser.name=nobody"), "dataplane");
        String output = new String(bench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bench.waitFor()).isEqualTo(1);
        assertThat(output.strip()).isEqualTo("havip: the data plane cannot be measured here: needs root");
    }

    @Test
    void backupOfAStoppedPrimaryAnswersOnThePlainBridge() throws Exception {
        assumeThat(new FailoverBench(1).obstacle()).isEmpty();
        String haVip = BenchVSwitch.address(0);
        try (BenchNamespaces namespaces = new BenchNamespaces(home.resolve("bench"))) {
            List<Guest> guests = new ArrayList<>();
            FlatBridge flat = new FlatBridge(namespaces, "flat");
            for (int number = 1; number <= 3; number++) {
                guests.add(Guest.create(namespaces, "guest-" + number, "dddddd", number, BenchVSwitch.BLOCK));
                flat.plug(guests.getLast());
            }
            try (FailoverSide side = new FailoverSide(namespaces, "flat", guests, haVip)) {
                side.begin();

                Failover failover = side.failOver(FailoverSide.End.STOP);

                // keepalived's backup waits 0.96 s after the farewell.
                assertThat(failover.outageMs()).isBetween(900.0, 5000.0);
                assertThat(failover.announced()).isGreaterThan(failover.lastAnswer());
            }
        }
        assertThat(namespaces()).isEmpty();
    }

    private Process bench(String... arguments) throws IOException {
        return bench(List.of(), arguments);
    }

    private Process bench(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "bench"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HAVIP_HOME", home.toString());
        return builder.start();
    }

    private List<String> namespaces() throws IOException {
        String prefix = BenchNamespaces.prefixOf(home.resolve("bench"));
        try (Stream<Path> all = Files.list(Path.of("/run/netns"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        }
    }
}
