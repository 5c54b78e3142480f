package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.standalone.Launcher.Outcome;
import io.openhavip.standalone.Settings.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each failure of the launcher is one clear sentence and exit status 1. */
class FailuresST {

    private static final List<String> SERVICES =
            List.of("network-service", "havip-service", "eip-service", "arp-gateway", "host-agent", "api-gateway");

    @TempDir
    Path folder;

    private Path home;
    private Launcher launcher;

    @BeforeEach
    void prepare() throws IOException {
        home = folder.resolve("home");
        launcher = new Launcher(home, folder.resolve("checkout"));
        for (String service : SERVICES) {
            Path app = folder.resolve("checkout/services/%s/target/quarkus-app".formatted(service));
            Files.createDirectories(app);
            Files.writeString(app.resolve("quarkus-run.jar"), "no jar");
        }
    }

    @AfterEach
    void stop() throws Exception {
        launcher.run("down");
    }

    @Test
    void takenPortNamesItsHolder() throws Exception {
        int port = launcher.settings().port(Port.KAFKA);
        try (ServerSocket holder = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            Outcome outcome = launcher.run("up", "--detach");
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.output())
                    .endsWith("havip: port %d, which kafka needs, is taken by process %d (java)%n"
                            .formatted(
                                    holder.getLocalPort(),
                                    ProcessHandle.current().pid()));
        }
    }

    @Test
    void serviceThatDiesNamesItsLog() throws Exception {
        Outcome outcome = launcher.run("up", "--detach");
        assertThat(outcome.status()).isEqualTo(1);
        Path log = home.resolve("logs/network-service.log");
        assertThat(outcome.output()).endsWith("havip: network-service died while starting: read %s%n".formatted(log));
        assertThat(Files.readString(log)).contains("Invalid or corrupt jarfile");
        Outcome status = launcher.run("status");
        assertThat(status.status()).isEqualTo(1);
        assertThat(status.output()).containsPattern("kafka +yes +healthy");
        assertThat(status.output()).containsPattern("network-service +no +down");
    }

    @Test
    void foregroundThatFailsStopsWhatItStartedAndNothingElse() throws Exception {
        assertThat(launcher.run("up").status()).isEqualTo(1);
        assertThat(launcher.run("status").output()).containsPattern("kafka +no +down");

        assertThat(launcher.run("up", "--detach").status()).isEqualTo(1);
        assertThat(launcher.run("up").output()).contains("havip: network-service died while starting");
        assertThat(launcher.run("status").output()).containsPattern("kafka +yes +healthy");

        try (StackLock _ = StackLock.take(home)) {
            assertThat(launcher.run("up").output()).contains("havip: another havip command is starting or stopping");
        }
        assertThat(launcher.run("status").output()).containsPattern("kafka +yes +healthy");
    }

    @Test
    void missingServiceIsFoundBeforeAnythingStarts() throws Exception {
        Path jar = folder.resolve("checkout/services/arp-gateway/target/quarkus-app/quarkus-run.jar");
        Files.delete(jar);
        Outcome outcome = launcher.run("up", "--detach");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).isEqualTo("havip: arp-gateway is not built: %s is missing%n".formatted(jar));
        assertThat(home.resolve("run")).doesNotExist();
    }

    @Test
    void commandWaitsForNoOtherCommand() throws Exception {
        try (StackLock _ = StackLock.take(home)) {
            Outcome outcome = launcher.run("down");
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.output())
                    .isEqualTo("havip: another havip command is starting or stopping the stack in %s: wait for it%n"
                            .formatted(home));
        }
    }
}
