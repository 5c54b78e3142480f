package io.openhavip.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A disk in memory at one path, in a mount namespace of its own: only processes started by {@link #entry} see it. It is gone with
 * {@link #close()} and the last of them. Needs root on Linux.
 */
final class SmallDisk implements AutoCloseable {

    private static final String MOUNT = "mount -t tmpfs -o size=$1 tmpfs \"$0\" && echo mounted && exec cat";
    private static final long LIMIT_S = 60;
    private static final long MIB = 1 << 20;

    private final Path path;
    private final Process holder;

    /** @param size as mount knows it, for example {@code 400m} */
    SmallDisk(Path path, String size) throws IOException {
        this.path = Files.createDirectories(path);
        this.holder = new ProcessBuilder("unshare", "--mount", "sh", "-c", MOUNT, path.toString(), size)
                .redirectErrorStream(true)
                .start();
        BufferedReader said = holder.inputReader();
        String line = said.readLine();
        if (!"mounted".equals(line)) {
            throw new IOException("no disk at " + path + ": " + line);
        }
    }

    /** What a command begins with to see the disk. */
    List<String> entry() {
        return List.of("nsenter", "--mount", "--target", String.valueOf(holder.pid()), "--");
    }

    /** Takes what is left, but for what is given back meanwhile. */
    void fill() throws IOException, InterruptedException {
        Process dd = new ProcessBuilder("dd", "if=/dev/zero", "of=" + filler(), "bs=64k", "status=none")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!dd.waitFor(LIMIT_S, TimeUnit.SECONDS) || dd.exitValue() == 0 || free() > MIB) {
            throw new IOException(path + " still has " + free() + " bytes");
        }
    }

    /** Gives back what {@link #fill} took. */
    void clear() throws IOException {
        Files.delete(filler());
    }

    private long free() {
        return seen().toFile().getUsableSpace();
    }

    private Path filler() {
        return seen().resolve("filler");
    }

    /** The disk as this process reaches it. */
    private Path seen() {
        return Path.of("/proc/" + holder.pid() + "/root" + path);
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
