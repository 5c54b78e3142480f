package io.openhavip.agent.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, told apart from a later one that got its number: by the time it started, and by the boot of the host. Immutable and
 * thread-safe; can be written down and read by another process.
 *
 * @param startTicks clock ticks since the host booted (proc(5), stat field 22)
 * @param bootId the host's {@code /proc/sys/kernel/random/boot_id}
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) {

    private static final int START_FIELD = 19;
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** The process that has this number now. Empty: none has, or it is dead and waits to be collected. */
    public static Optional<ProcessIdentity> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[0].equals("Z") || fields[0].equals("X")
                    ? Optional.empty()
                    : Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[START_FIELD]), currentBoot()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The id of the host's present boot. */
    public static String currentBoot() throws IOException {
        return Files.readString(BOOT_ID).strip();
    }

    public boolean isAlive() {
        return of(pid).equals(Optional.of(this));
    }

    /** Asks it to end (SIGTERM). */
    public void terminate() {
        if (isAlive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
    }

    /** Ends it (SIGKILL). */
    public void kill() {
        if (isAlive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
