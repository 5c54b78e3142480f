package io.openhavip.agent.instance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The scripts that run in and around an instance, as files. Each version has a directory of its own, which running instances keep
 * using after an upgrade of the agent; so it is never changed, and never deleted.
 */
final class GuestScripts {

    private static final List<String> NAMES = List.of(
            "launch",
            "console",
            "enter",
            "leave",
            "init",
            "bin/systemctl",
            "bin/service",
            "bin/packages",
            "bin/tell-first",
            "bin/yum",
            "bin/dnf",
            "bin/apt",
            "bin/apt-get",
            "bin/reboot",
            "bin/poweroff",
            "bin/halt",
            "bin/shutdown");
    private static final int VERSION_CHARACTERS = 16;

    private GuestScripts() {}

    /** Writes them below {@code parent} unless they are there, and answers their directory. */
    static Path unpack(Path parent) throws IOException {
        Path directory = parent.resolve(version());
        if (Files.isDirectory(directory)) {
            return directory;
        }
        Files.createDirectories(parent);
        Path unfinished = Files.createTempDirectory(parent, ".unfinished");
        for (String name : NAMES) {
            Path script = unfinished.resolve(name);
            Files.createDirectories(script.getParent());
            Files.write(script, content(name));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(unfinished.resolve("bin"), PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.move(unfinished, directory);
    }

    private static String version() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : NAMES) {
                digest.update(content(name));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] content(String name) throws IOException {
        try (InputStream stream = GuestScripts.class.getResourceAsStream("/guest/" + name)) {
            if (stream == null) {
                throw new IOException("the agent's script " + name + " is missing");
            }
            return stream.readAllBytes();
        }
    }
}
