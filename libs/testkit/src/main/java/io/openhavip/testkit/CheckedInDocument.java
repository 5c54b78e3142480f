package io.openhavip.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A generated document that is checked in, so that readers find it without building. A test that generates it again fails when the
 * two differ; run with {@code -Ddocs.write=true} the same test writes the document instead. Thread-safe.
 *
 * @param path from the top of the repository
 */
public record CheckedInDocument(String path) {

    private static final String WRITE = "docs.write";
    private static final String MADE_BY =
            "# Generated from the code; do not edit. docs/extend.md says how it is made.\n";

    /**
     * Compares the checked-in text with what the code says now, or writes it.
     *
     * @param current YAML
     * @throws AssertionError if they differ
     */
    public void mustBe(String current) {
        Path file = checkout().resolve(path);
        String wanted = MADE_BY + current;
        try {
            if (Boolean.getBoolean(WRITE)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, wanted);
            }
            String found = Files.exists(file) ? Files.readString(file) : "";
            if (!found.equals(wanted)) {
                throw new AssertionError("%s is not what the code says. %s. Write it again with -D%s=true"
                        .formatted(path, firstDifference(found, wanted), WRITE));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The top of the repository, from wherever the test runs. */
    public static Path checkout() {
        Path start = Path.of("").toAbsolutePath();
        return Stream.iterate(start, path -> path != null, Path::getParent)
                .filter(path -> Files.exists(path.resolve("havip")) && Files.exists(path.resolve("LICENSE")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(start + " is not in a checkout"));
    }

    private static String firstDifference(String found, String wanted) {
        String[] ours = found.split("\n", -1);
        String[] theirs = wanted.split("\n", -1);
        int line = 0;
        while (line < ours.length && line < theirs.length && ours[line].equals(theirs[line])) {
            line++;
        }
        return "Line %d is '%s' and should be '%s'".formatted(line + 1, at(ours, line), at(theirs, line));
    }

    private static String at(String[] lines, int line) {
        return line < lines.length ? lines[line].strip() : "";
    }
}
