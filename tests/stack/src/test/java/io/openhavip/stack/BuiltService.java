package io.openhavip.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A service as it was built when it was first wanted: a copy, so that a build meanwhile does not pull the jars from under it. */
final class BuiltService {

    private static final Map<String, Path> COPIES = new ConcurrentHashMap<>();

    private BuiltService() {}

    /** The jar that starts the service. */
    static Path jar(String name) {
        return COPIES.computeIfAbsent(name, BuiltService::copy).resolve("quarkus-run.jar");
    }

    private static Path copy(String name) {
        Path built = Path.of(System.getProperty("havip.services"), name, "target", "quarkus-app");
        try {
            Path copy = Files.createTempDirectory("stack-" + name + "-");
            try (Stream<Path> files = Files.walk(built)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Files.copy(
                            file, copy.resolve(built.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(copy), "delete copy of " + name));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is not built: " + built, e);
        }
    }

    private static void delete(Path copy) {
        try (Stream<Path> files = Files.walk(copy)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftBehind) {
            System.err.println("left behind: " + copy);
        }
    }
}
