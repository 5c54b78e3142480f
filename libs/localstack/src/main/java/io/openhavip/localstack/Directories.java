package io.openhavip.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders and all that is in them. */
public final class Directories {

    private Directories() {}

    /** Deletes the folder and everything below it; absent is fine. Follows no symbolic link. */
    public static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try {
            List<Path> deepestFirst;
            try (Stream<Path> paths = Files.walk(directory)) {
                deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            throw new LocalStackException(
                    "%s cannot be deleted: %s".formatted(directory, failure.getMessage()), failure);
        }
    }

    /** Makes the target a copy of the source, in place of whatever it was. */
    public static void replace(Path target, Path source) {
        delete(target);
        try {
            List<Path> parentsFirst;
            try (Stream<Path> paths = Files.walk(source)) {
                parentsFirst = paths.toList();
            }
            Files.createDirectories(target.toAbsolutePath().getParent());
            for (Path path : parentsFirst) {
                Files.copy(path, target.resolve(source.relativize(path).toString()));
            }
        } catch (IOException | UncheckedIOException failure) {
            throw new LocalStackException(
                    "%s cannot be copied to %s: %s".formatted(source, target, failure.getMessage()), failure);
        }
    }
}
