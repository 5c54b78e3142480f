package io.openhavip.standalone;

import io.openhavip.localstack.Ports;
import io.openhavip.localstack.ServerProcess;
import io.openhavip.standalone.Settings.Port;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the command line as processes, on a home and on ports of its own. */
final class Launcher {

    private static final long LIMIT_S = 240;

    private final Map<String, String> environment = new HashMap<>();
    private List<String> entry = List.of();

    Launcher(Path home, Path checkout) {
        environment.put("HAVIP_HOME", home.toString());
        environment.put("HAVIP_CHECKOUT", checkout.toString());
        for (Port port : Port.values()) {
            environment.put("HAVIP_PORT_" + port.name(), String.valueOf(Ports.free()));
        }
    }

    /** The same with one more variable. */
    Launcher with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The same with what every command line begins with, such as the way into a namespace. */
    Launcher within(List<String> entry) {
        this.entry = entry;
        return this;
    }

    Settings settings() {
        return Settings.from(environment, Path.of("/"));
    }

    /** The process of a part of the stack. */
    ServerProcess process(String part) {
        Parts parts = new Parts(settings());
        return Stream.concat(parts.servers().stream(), parts.services().stream())
                .filter(candidate -> candidate.name().equals(part))
                .findFirst()
                .orElseThrow()
                .process();
    }

    /** Kills a part's process and nothing that it has started, so that an agent's instances go on. */
    void kill(String part) {
        ProcessHandle process =
                ProcessHandle.of(process(part).identity().orElseThrow().pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Exit status and everything that was printed. */
    record Outcome(int status, String output) {}

    Outcome run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("havip %s took too long: %s".formatted(List.of(arguments), output));
        }
        return new Outcome(process.exitValue(), output);
    }

    /** Starts it with its output in {@code output}, which the caller needs when it ends before its time. */
    Process startInto(Path output, String... arguments) throws IOException {
        return builder(arguments).redirectOutput(output.toFile()).start();
    }

    Process start(String... arguments) throws IOException {
        return builder(arguments).start();
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(entry);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }
}
