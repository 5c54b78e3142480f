package io.openhavip.standalone;

import io.openhavip.localstack.Directories;
import io.openhavip.localstack.LocalStackException;
import io.openhavip.localstack.ServerProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A service of this project as a process on 127.0.0.1.
 *
 * @param name folder below services
 * @param built folder that its build made
 * @param installed where it runs from: a copy, so that a build does not pull the files from under a running service
 * @param log file that receives its output
 * @param port its HTTP port
 * @param configuration variables beside the HTTP ones
 */
record QuarkusService(String name, Path built, Path installed, Path log, int port, Map<String, String> configuration)
        implements ServerProgram {

    static final String JAR = "quarkus-run.jar";

    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms32m",
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-Daxoniq.update-checker.disabled=true",
            "-Ddisable-axoniq-console-message=true");
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(HEALTH_TIMEOUT).build();

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public void prepare() {
        requireBuilt();
        Directories.replace(installed, built);
    }

    /** Fails unless the build has made the service. */
    void requireBuilt() {
        if (!Files.isReadable(built.resolve(JAR))) {
            throw new LocalStackException("%s is not built: %s is missing".formatted(name, built.resolve(JAR)));
        }
    }

    @Override
    public List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-jar", installed.resolve(JAR).toString()));
        return command;
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(configuration);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        return environment;
    }

    @Override
    public boolean answers() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/q/health/ready".formatted(port)))
                .timeout(HEALTH_TIMEOUT)
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
