package io.openhavip.standalone;

import io.openhavip.localstack.LocalStackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code havip test}: every test of every module; in CI a test that could not run is a failure. */
@Command(
        name = "test",
        description = "Runs all tests: unit, integration (real broker and PostgreSQL) and system tests.%n"
                + "System tests need root on Linux; what could not run is listed, and with CI=true it is a failure.")
final class TestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /** Infrastructure to test on. */
    enum Infra {
        auto,
        docker,
        embedded,
        both
    }

    @Option(
            names = "--infra",
            paramLabel = "auto|docker|embedded|both",
            description =
                    "Broker and PostgreSQL from containers or as processes; both: everything embedded, then those tests"
                            + " that are about broker and database once more in containers."
                            + " Default: both with CI=true, else auto.")
    private Optional<Infra> infra = Optional.empty();

    @Option(
            names = "--docker-jvm",
            paramLabel = "FILE",
            description = "The java that runs the tests with containers, where they need a special one.")
    private Optional<Path> dockerJvm = Optional.empty();

    @Parameters(
            arity = "0..*",
            paramLabel = "MAVEN-ARGUMENT",
            description = "After --: further arguments of Maven, for example -pl libs/contracts.")
    private List<String> mavenArguments = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean ci = "true".equals(System.getenv("CI"));
        List<TestRun> runs = new ArrayList<>(List.of(TestRun.build()));
        switch (infra.orElse(ci ? Infra.both : Infra.auto)) {
            case auto -> runs.add(TestRun.everything("auto", Optional.empty()));
            case embedded -> runs.add(TestRun.everything("embedded", Optional.empty()));
            case docker -> runs.add(TestRun.everything("docker", dockerJvm));
            case both -> {
                runs.add(TestRun.everything("embedded", Optional.empty()));
                runs.add(TestRun.taggedContainers("docker", dockerJvm));
            }
        }
        Settings settings = Settings.fromEnvironment();
        String maven = Commands.find("mvn")
                .orElseThrow(() -> new LocalStackException("Maven is not installed: the command mvn is missing"));
        PrintWriter out = spec.commandLine().getOut();
        TestResults results = new TestResults();
        boolean passed = true;
        for (TestRun run : runs) {
            out.println("havip: %s".formatted(run.title()));
            out.flush();
            Instant begin = Instant.now();
            passed &= run.execute(maven, settings.checkout(), mavenArguments);
            results.collect(settings.checkout(), begin, run.infra());
        }
        results.notRun().forEach(test -> out.println("havip: not run: " + test));
        results.closingLines().forEach(out::println);
        boolean complete = results.notRun().isEmpty() || !ci;
        return passed && complete && results.anyRan() ? 0 : 1;
    }
}
