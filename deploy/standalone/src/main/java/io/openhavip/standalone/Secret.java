package io.openhavip.standalone;

import io.openhavip.localstack.LocalStackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;

/** A random text kept in a file that only its owner may read, made when first asked for. */
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
                write(file, encoding.apply(random));
            }
            return Files.readString(file);
        } catch (IOException failure) {
            throw new LocalStackException("%s cannot be read or written: %s".formatted(file, failure), failure);
        }
    }

    /** Puts a text into a file that only its owner may read, whole or not at all. */
    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            // Moved into place when complete, so that a torn file never becomes the password.
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new LocalStackException("%s cannot be written: %s".formatted(file, failure), failure);
        }
    }
}
