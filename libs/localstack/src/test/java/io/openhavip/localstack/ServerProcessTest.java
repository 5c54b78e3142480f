package io.openhavip.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void processThatDiesIsReportedWithItsLog() throws Exception {
        ServerProcess process = shell("echo no luck; exit 3");
        assertThatThrownBy(() -> process.start(LIMIT))
                .hasMessage("shell died while starting: read " + directory.resolve("log"));
        assertThat(Files.readString(directory.resolve("log"))).isEqualTo("no luck\n");
    }

    @Test
    void processThatNeverAnswersIsReportedWithItsLog() {
        ServerProcess process = shell("while :; do sleep 1; done");
        try {
            assertThatThrownBy(() -> process.start(Duration.ofSeconds(1)))
                    .hasMessage("shell was not ready within 1 seconds: read " + directory.resolve("log"));
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.kill();
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(process.isWanted()).isFalse();
    }

    @Test
    void processThatIgnoresTheRequestToStopIsKilled() {
        ServerProcess process = shell("trap '' TERM; touch %s; while :; do sleep 1; done".formatted(ready()));
        process.start(LIMIT);
        ProcessIdentity identity = process.identity().orElseThrow();
        process.stop(Duration.ofMillis(200));
        assertThat(identity.isAlive()).isFalse();
    }

    @Test
    void killedProcessIsStillWanted() {
        ServerProcess process = shell("touch %s; while :; do sleep 1; done".formatted(ready()));
        process.start(LIMIT);
        ProcessHandle.of(process.identity().orElseThrow().pid()).orElseThrow().destroyForcibly();
        assertThat(process.isWanted()).isTrue();
        process.stop(LIMIT);
        assertThat(process.isWanted()).isFalse();
    }

    @Test
    void processWhosePidCannotBeWrittenDoesNotRun() throws Exception {
        Files.createDirectory(directory.resolve("pid.new"));
        ServerProcess process = shell("touch %s; while :; do sleep 1; done".formatted(ready()));
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());

        assertThatThrownBy(process::launch).hasMessageStartingWith("shell could not be started");

        ProcessHandle.current()
                .children()
                .filter(child -> !before.contains(child))
                .forEach(child -> assertThat(child.onExit()).succeedsWithin(LIMIT));
        assertThat(ready()).doesNotExist();
    }

    private Path ready() {
        return directory.resolve("ready");
    }

    private ServerProcess shell(String script) {
        return new ServerProcess(new Shell(script, directory.resolve("log"), ready()), directory.resolve("pid"));
    }

    private record Shell(String script, Path log, Path ready) implements ServerProgram {
        @Override
        public String name() {
            return "shell";
        }

        @Override
        public List<Integer> ports() {
            return List.of();
        }

        @Override
        public void prepare() {}

        @Override
        public List<String> command() {
            return List.of("/bin/sh", "-c", script);
        }

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public boolean answers() {
            return Files.exists(ready);
        }
    }
}
