package io.openhavip.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks the servers' binaries once per content: next to each other, by name and checksum, in {@code HAVIP_CACHE}, else
 * {@code XDG_CACHE_HOME/openhavip}, else {@code ~/.cache/openhavip}. Safe to be called by several processes at a time.
 */
final class Binaries {

    private static final String BROKER_RESOURCES = "kafka-broker";
    private static final String KAFKA_MAIN = KafkaMain.class.getName().replace('.', '/');
    private static final int OWNER_EXECUTES = 0100;

    private Binaries() {}

    static Path defaultCache() {
        return Optional.ofNullable(System.getenv("HAVIP_CACHE"))
                .map(Path::of)
                .or(() -> Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .map(Path::of)
                        .map(path -> path.resolve("openhavip")))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "openhavip"));
    }

    /** Folder with the broker's jars and the class that runs it. */
    static Path kafka(Path cache) {
        try {
            Path source = Path.of(Binaries.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(source)) {
                return kafkaFrom(source, cache);
            }
            try (FileSystem jar = FileSystems.newFileSystem(source)) {
                return kafkaFrom(jar.getPath("/"), cache);
            }
        } catch (IOException | URISyntaxException failure) {
            throw cannotUnpack("Kafka", cache, failure);
        }
    }

    /** Folder with {@code bin}, {@code lib} and {@code share} of PostgreSQL for this kind of machine. */
    static Path postgres(Path cache) {
        String architecture = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            case String other ->
                throw new LocalStackException(
                        "no PostgreSQL binaries for processor type %s: amd64 and aarch64 on Linux are served"
                                .formatted(other));
        };
        String resource = "/postgres-linux-%s.txz".formatted(architecture);
        try (InputStream checked = open(resource)) {
            String name = "postgresql-" + Checksum.ofStream(checked);
            return unpackOnce(cache, name, target -> {
                try (InputStream archive = open(resource)) {
                    untar(archive, target);
                }
            });
        } catch (IOException failure) {
            throw cannotUnpack("PostgreSQL", cache, failure);
        }
    }

    private static Path kafkaFrom(Path source, Path cache) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(source.resolve(BROKER_RESOURCES))) {
            jars = files.sorted().toList();
        }
        Path main = source.resolve(KAFKA_MAIN + ".class");
        Checksum checksum = new Checksum().add(Files.readAllBytes(main));
        for (Path jar : jars) {
            checksum.add("%s %d".formatted(jar.getFileName(), Files.size(jar)));
        }
        return unpackOnce(cache, "kafka-" + checksum.hex(), target -> {
            for (Path jar : jars) {
                Files.copy(jar, target.resolve(jar.getFileName().toString()));
            }
            Path copy = target.resolve(KAFKA_MAIN + ".class");
            Files.createDirectories(copy.getParent());
            Files.copy(main, copy);
        });
    }

    private static Path unpackOnce(Path cache, String name, Unpacker unpacker) throws IOException {
        Path target = cache.resolve(name);
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(cache);
        Path fresh = Files.createTempDirectory(cache, name + "-");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            unpacker.unpackInto(fresh);
            Files.move(fresh, target);
        } catch (IOException failure) {
            Directories.delete(fresh);
            // Another process may have been faster: its copy is as good.
            if (!Files.isDirectory(target)) {
                throw failure;
            }
        }
        return target;
    }

    private static void untar(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("entry outside the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    Files.setPosixFilePermissions(
                            path,
                            PosixFilePermissions.fromString(
                                    (entry.getMode() & OWNER_EXECUTES) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
                }
            }
        }
    }

    private static InputStream open(String resource) {
        InputStream stream = Binaries.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new LocalStackException("the PostgreSQL binaries (%s) are not on the class path".formatted(resource));
        }
        return stream;
    }

    private static LocalStackException cannotUnpack(String what, Path cache, Exception failure) {
        return new LocalStackException(
                "%s's binaries cannot be unpacked into %s (%s): is the disk full, or set HAVIP_CACHE to another folder"
                        .formatted(what, cache, failure.getMessage()),
                failure);
    }

    /** Fills an empty folder. */
    @FunctionalInterface
    private interface Unpacker {
        void unpackInto(Path target) throws IOException;
    }
}
