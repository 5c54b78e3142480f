package io.openhavip.standalone;

import io.openhavip.localstack.LocalStackException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * A random text kept in a file that only its owner may read, made when first asked for. Processes that do this at the same time all
 * get the same text: {@code up}, {@code status} and the supervisor know nothing of each other.
 */
final class Secret {

    private static final int BYTES = 24;

    private Secret() {}

    static String in(Path file) {
        return in(file, BYTES, HexFormat.of()::formatHex);
    }

    /** So many bytes in Base64. */
    static String base64In(Path file, int bytes) {
        return in(file, bytes, Base64.getEncoder()::encodeToString);
    }

    private static String in(Path file, int bytes, Function<byte[], String> encoding) {
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[bytes];
                new SecureRandom().nextBytes(random);
                putIfAbsent(file, encoding.apply(random));
            }
            return Files.readString(file);
        } catch (IOException failure) {
            throw new LocalStackException("%s cannot be read or written: %s".formatted(file, failure), failure);
        }
    }

    /** Puts a text into a file that only its owner may read, whole or not at all; one that is there already needs no room on the disk. */
    static void write(Path file, String text) {
        try {
            if (Files.exists(file) && Files.readString(file).equals(text)) {
                return;
            }
            Path fresh = complete(file, text);
            // Replacing without this deletes first, and a reader in between finds nothing.
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new LocalStackException("%s cannot be written: %s".formatted(file, failure), failure);
        }
    }

    // A link, unlike a move, leaves a file alone that another process made first.
    private static void putIfAbsent(Path file, String text) throws IOException {
        Path fresh = complete(file, text);
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException made) {
            // That one counts.
        } finally {
            Files.delete(fresh);
        }
    }

    // Under a name of its own, so that a torn file never becomes the password and two writers never share one.
    private static Path complete(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = Files.createTempFile(
                file.getParent(),
                file.getFileName() + ".",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, text);
        } catch (IOException failure) {
            Files.delete(fresh);
            throw failure;
        }
        return fresh;
    }
}
