package io.openhavip.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/**
 * Which infrastructure tests get. {@code HAVIP_TEST_INFRA} (environment or system property) says {@code docker}, {@code embedded} or
 * {@code auto}, the default: containers where a Docker engine answers, processes elsewhere.
 */
public enum Variant {
    DOCKER,
    EMBEDDED;

    private static final String SETTING = "HAVIP_TEST_INFRA";
    private static final Path DEFAULT_SOCKET = Path.of("/var/run/docker.sock");

    /** The variant of this JVM. */
    public static Variant chosen() {
        String wanted = Optional.ofNullable(System.getProperty(SETTING))
                .or(() -> Optional.ofNullable(System.getenv(SETTING)))
                .filter(setting -> !setting.isBlank())
                .orElse("auto");
        return parse(wanted).orElseGet(() -> dockerAnswers() ? DOCKER : EMBEDDED);
    }

    /** Empty for auto. */
    static Optional<Variant> parse(String wanted) {
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "auto" -> Optional.empty();
            case "docker" -> Optional.of(DOCKER);
            case "embedded" -> Optional.of(EMBEDDED);
            default ->
                throw new IllegalArgumentException(
                        "%s is '%s'; it must be auto, docker or embedded".formatted(SETTING, wanted));
        };
    }

    // Looking first is quicker and quieter than letting the client library try every way to find an engine.
    private static boolean dockerAnswers() {
        return (System.getenv("DOCKER_HOST") != null || Files.exists(DEFAULT_SOCKET))
                && DockerClientFactory.instance().isDockerAvailable();
    }
}
