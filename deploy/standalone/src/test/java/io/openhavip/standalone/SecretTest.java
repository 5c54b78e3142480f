package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {

    private static final int CALLERS = 8;
    private static final int ROUNDS = 50;

    @TempDir
    Path home;

    @Test
    void callersAtTheSameTimeGetTheSameSecret() throws Exception {
        CyclicBarrier start = new CyclicBarrier(CALLERS);
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                Path file = home.resolve("secrets/secret-" + round);
                List<Future<String>> secrets = new ArrayList<>();
                for (int caller = 0; caller < CALLERS; caller++) {
                    secrets.add(threads.submit(() -> {
                        start.await();
                        return Secret.in(file);
                    }));
                }
                String kept = secrets.getFirst().get();
                for (Future<String> secret : secrets) {
                    assertThat(secret.get()).hasSize(48).isEqualTo(kept);
                }
            }
        }
    }

    @Test
    void writersAtTheSameTimeLeaveAWholeTextThatOnlyItsOwnerMayRead() throws Exception {
        Path file = home.resolve("secrets/host.properties");
        CyclicBarrier start = new CyclicBarrier(CALLERS);
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Future<?>> writers = new ArrayList<>();
                for (int caller = 0; caller < CALLERS; caller++) {
                    String text = String.valueOf((char) ('a' + caller)).repeat(1000);
                    writers.add(threads.submit(() -> {
                        start.await();
                        Secret.write(file, text);
                        return null;
                    }));
                }
                for (Future<?> writer : writers) {
                    writer.get();
                }
                assertThat(Files.readString(file))
                        .matches("(a+|b+|c+|d+|e+|f+|g+|h+)")
                        .hasSize(1000);
            }
        }
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }
}
