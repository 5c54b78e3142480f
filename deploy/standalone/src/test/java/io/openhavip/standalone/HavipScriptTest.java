package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script ./havip, in a checkout of empty modules, with a Maven and a JDK that only say that they were called. */
class HavipScriptTest {

    private static final Path SCRIPT =
            Path.of("").toAbsolutePath().getParent().getParent().resolve("havip");
    private static final String USUAL_FOLDERS = " /usr/lib/jvm/* /opt/* /opt/java/*";
    private static final List<String> MODULES = List.of(
            "deploy/standalone",
            "libs/contracts",
            "libs/testkit",
            "services/network-service",
            "services/havip-service",
            "services/eip-service",
            "services/arp-gateway",
            "services/host-agent",
            "services/api-gateway");
    private static final String SERVICES = "services/network-service,services/havip-service,services/eip-service,"
            + "services/arp-gateway,services/host-agent,services/api-gateway";
    private static final Instant NOW = Instant.now();

    @TempDir
    Path folder;

    private Path checkout;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = folder.resolve("checkout");
        for (String module : MODULES) {
            Path sources = Files.createDirectories(checkout.resolve(module).resolve("src/main/java"));
            Files.writeString(sources.resolve("One.java"), "");
            Files.writeString(sources.resolve("Two.java"), "");
            Files.writeString(checkout.resolve(module).resolve("pom.xml"), "");
        }
        Files.writeString(checkout.resolve("pom.xml"), "");
        program(checkout.resolve("havip"), Files.readString(SCRIPT).replace(USUAL_FOLDERS, ""));
        maven("""
                echo "$*" | sed 's/.*--projects \\([^ ]*\\).*/\\1/' >>%1$s/built
                mkdir -p deploy/standalone/target/lib
                touch deploy/standalone/target/lib/library.jar deploy/standalone/target/standalone-1.jar
                for service in services/*; do
                  mkdir -p $service/target/quarkus-app
                  touch $service/target/quarkus-app/quarkus-run.jar
                done
                """.formatted(folder));
        jdk("jdk-25", "25.0.1");
        age(checkout, Duration.ofHours(2));
    }

    @Test
    void scriptLooksIntoTheUsualFolders() throws IOException {
        assertThat(Files.readString(SCRIPT)).contains(USUAL_FOLDERS);
    }

    @Test
    void jdkThatIsTooOldIsPassedOver() throws Exception {
        jdk("jdk-17", "17.0.9");
        assertThat(havipWith("jdk-17", "jdk-25", "help").output())
                .contains("jdk-25 runs io.openhavip.standalone.Main help");
    }

    @Test
    void withoutAJdkThatIsNewEnoughItSaysSo() throws Exception {
        jdk("jdk-17", "17.0.9");
        assertThat(havipWith("jdk-17", "jdk-17", "help"))
                .isEqualTo(new Outcome(1, "havip: no JDK 25 or later found: install one or set JAVA_HOME\n"));
    }

    @Test
    void whatIsBuiltIsNotBuiltAgain() throws Exception {
        havip("up");
        assertThat(built()).containsExactly("deploy/standalone," + SERVICES);
        settle();
        assertThat(havip("up", "--detach").output())
                .isEqualTo("jdk-25 runs io.openhavip.standalone.Main up --detach\n");
        assertThat(built()).hasSize(1);
    }

    @Test
    void changedSourceIsBuilt() throws Exception {
        buildAll();
        Files.writeString(checkout.resolve("services/eip-service/src/main/java/One.java"), "changed");

        havip("up");

        assertThat(built()).last().isEqualTo("services/eip-service");
    }

    @Test
    void moduleThatLostASourceIsBuilt() throws Exception {
        buildAll();
        Files.delete(checkout.resolve("services/eip-service/src/main/java/Two.java"));

        havip("up");

        assertThat(built()).last().isEqualTo("services/eip-service");
    }

    @Test
    void changedLibraryAndParentAreBuiltIntoEverythingButATestLibraryIntoNothing() throws Exception {
        buildAll();
        Files.writeString(checkout.resolve("libs/testkit/pom.xml"), "changed");
        havip("up");
        assertThat(built()).hasSize(1);

        Files.writeString(checkout.resolve("libs/contracts/pom.xml"), "changed");
        havip("up");
        assertThat(built()).last().isEqualTo("deploy/standalone," + SERVICES);
        settle();

        Files.writeString(checkout.resolve("pom.xml"), "changed");
        havip("up");
        assertThat(built()).hasSize(3).last().isEqualTo("deploy/standalone," + SERVICES);
    }

    @Test
    void runningStackIsLookedAtAndStoppedThoughItsSourcesDoNotCompile() throws Exception {
        buildAll();
        Files.writeString(checkout.resolve("deploy/standalone/src/main/java/One.java"), "changed");
        maven("exit 1");

        for (String command : List.of("status", "logs", "down", "reset")) {
            assertThat(havip(command))
                    .isEqualTo(new Outcome(0, "jdk-25 runs io.openhavip.standalone.Main %s\n".formatted(command)));
        }
        Outcome up = havip("up");
        assertThat(up.status()).isEqualTo(1);
        assertThat(up.output())
                .endsWith("havip: the build failed: read %s\n".formatted(checkout.resolve(".havip/logs/build.log")));
    }

    @Test
    void withoutALauncherItIsBuiltToStop() throws Exception {
        havip("down");
        assertThat(built()).containsExactly("deploy/standalone");
    }

    private void buildAll() throws Exception {
        havip("up");
        settle();
    }

    /** Makes what is built older than anything that changes from now on, and newer than what it was built from. */
    private void settle() throws IOException {
        age(checkout, Duration.ofHours(2));
        for (String module : MODULES) {
            Path target = checkout.resolve(module).resolve("target");
            if (Files.exists(target)) {
                age(target, Duration.ofHours(1));
            }
        }
    }

    private static void age(Path root, Duration by) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                Files.setLastModifiedTime(path, FileTime.from(NOW.minus(by)));
            }
        }
    }

    private void maven(String script) throws IOException {
        program(folder.resolve("bin/mvn"), "#!/bin/sh\ncd %s\n%s".formatted(checkout, script));
    }

    private void jdk(String name, String version) throws IOException {
        program(folder.resolve(name + "/bin/javac"), "#!/bin/sh\n");
        program(folder.resolve(name + "/bin/java"), """
                #!/bin/sh
                echo "%s runs $(echo "$*" | sed 's/.* \\(io.openhavip\\)/\\1/')"
                """.formatted(name));
        Files.writeString(folder.resolve(name + "/release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    }

    private static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** What Maven was asked for, call by call. */
    private List<String> built() throws IOException {
        return Files.readAllLines(folder.resolve("built"));
    }

    private record Outcome(int status, String output) {}

    private Outcome havip(String... arguments) throws Exception {
        return havipWith("jdk-25", "jdk-25", arguments);
    }

    /** @param onPath the JDK whose javac is on the PATH */
    private Outcome havipWith(String javaHome, String onPath, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(checkout.resolve("havip").toString()), Stream.of(arguments))
                        .toList());
        builder.environment().keySet().removeIf(name -> name.startsWith("HAVIP_"));
        builder.environment().put("JAVA_HOME", folder.resolve(javaHome).toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment()
                .put("PATH", "%s:%s:/usr/bin:/bin".formatted(folder.resolve("bin"), folder.resolve(onPath + "/bin")));
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
