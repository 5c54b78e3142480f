package io.openhavip.agent.instance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What an instance printed: written by the script "console", which bounds it, read here. Stateless; thread-safe. */
final class ConsoleLog {

    /** The older part first. */
    private static final List<String> PARTS = List.of("console.1", "console.0");

    private ConsoleLog() {}

    /** The last {@code limit} bytes at most. */
    static byte[] tail(Path directory, int limit) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String part : PARTS) {
            try {
                all.write(Files.readAllBytes(directory.resolve(part)));
            } catch (NoSuchFileException e) {
                // Nothing was printed yet, or not enough for a second part.
            }
        }
        byte[] bytes = all.toByteArray();
        return bytes.length <= limit ? bytes : Arrays.copyOfRange(bytes, bytes.length - limit, bytes.length);
    }

    static long size(Path directory) throws IOException {
        long size = 0;
        for (String part : PARTS) {
            try {
                size += Files.size(directory.resolve(part));
            } catch (NoSuchFileException e) {
                // as above
            }
        }
        return size;
    }
}
