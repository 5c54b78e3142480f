package io.openhavip.stack;

import io.openhavip.localstack.Ports;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One service as a process of its own, on the shared broker and a database of its own; survives any number of kills. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Path LOGS = Path.of("target", "logs");
    private static final int END_LIMIT_S = 20;

    private final String name;
    private final Path jar;
    private final int port = Ports.free();
    private final Map<String, String> environment;
    private final Map<String, String> settings;
    private final Path log;
    private Process process;

    ServiceProcess(String name, TestDatabase database, Map<String, String> settings) throws IOException {
        this.name = name;
        this.jar = BuiltService.jar(name);
        this.log = Files.createTempFile(Files.createDirectories(LOGS), name + "-", ".log");
        this.settings = settings;
        this.environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", TestKafka.bootstrapServers(),
                "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME", database.user(),
                "QUARKUS_DATASOURCE_PASSWORD", database.password(),
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", String.valueOf(port));
    }

    ServiceProcess start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Daxoniq.update-checker.disabled=true",
                "-Ddisable-axoniq-console-message=true"));
        settings.forEach((property, value) -> command.add("-D" + property + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
        return this;
    }

    ServiceProcess awaitReady() {
        Await.within(READY_LIMIT).untilHolds(() -> {
            if (!process.isAlive()) {
                throw new AssertionError(name + " ended: " + tail());
            }
            int status = rest("0").get("/q/health/ready").status();
            if (status != 200) {
                throw new AssertionError(name + " is not ready (" + status + "): " + tail());
            }
        });
        return this;
    }

    Rest rest(String accountId) {
        return new Rest(url(), accountId);
    }

    /** Host and port, as clients are told where to go. */
    String authority() {
        return "127.0.0.1:" + port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Stops it where it is, connections and all, until {@link #thaw} or its end. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(this.name + " got no " + name);
        }
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(END_LIMIT_S, TimeUnit.SECONDS);
    }

    String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return log + "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return log + " is unreadable: " + e.getMessage();
        }
    }

    /** At the end of the JVM: what the process left unfinished is nobody's. */
    void end() {
        process.destroyForcibly();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(END_LIMIT_S, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
