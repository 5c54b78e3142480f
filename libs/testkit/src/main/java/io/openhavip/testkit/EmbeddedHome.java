package io.openhavip.testkit;

import io.openhavip.localstack.Directories;
import io.openhavip.localstack.LocalStackException;
import io.openhavip.localstack.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where embedded servers of test JVMs live: one folder a server, marked with the JVM that owns it. A JVM that was killed leaves its
 * servers running; whoever makes the next folder ends them.
 */
final class EmbeddedHome {

    private static final Path ROOT =
            Path.of(System.getProperty("java.io.tmpdir"), "openhavip-test-" + System.getProperty("user.name"));
    private static final String OWNER = "owner";
    private static final String SERVER = "pid";

    private EmbeddedHome() {}

    /** A fresh folder of this JVM. */
    static Path create(String name) {
        try {
            Files.createDirectories(ROOT);
            sweep();
            Path directory = Files.createTempDirectory(ROOT, name + "-");
            ProcessIdentity self =
                    ProcessIdentity.ofLive(ProcessHandle.current().pid()).orElseThrow();
            Files.writeString(directory.resolve(OWNER), self.format());
            return directory;
        } catch (IOException failure) {
            throw new LocalStackException(
                    "no folder for test servers below %s: %s".formatted(ROOT, failure.getMessage()), failure);
        }
    }

    private static void sweep() throws IOException {
        List<Path> directories;
        try (Stream<Path> children = Files.list(ROOT)) {
            directories = children.toList();
        }
        for (Path directory : directories) {
            boolean abandoned = Files.exists(directory.resolve(OWNER))
                    && identityIn(directory.resolve(OWNER)).isEmpty();
            if (abandoned) {
                identityIn(directory.resolve(SERVER))
                        .flatMap(server -> ProcessHandle.of(server.pid()))
                        .ifPresent(EmbeddedHome::endFamily);
                Directories.delete(directory);
            }
        }
    }

    private static Optional<ProcessIdentity> identityIn(Path file) {
        try {
            return ProcessIdentity.parse(Files.readString(file)).filter(ProcessIdentity::isAlive);
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private static void endFamily(ProcessHandle server) {
        List<ProcessHandle> children = server.descendants().toList();
        server.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
