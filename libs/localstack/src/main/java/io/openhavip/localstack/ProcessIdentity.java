package io.openhavip.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that can still be recognised after a restart of whoever started it. A process id alone is reused by the system; with the
 * moment of the start it is not. On Linux the moment is the kernel's own (clock ticks since this boot, and the boot's id), because a
 * wall-clock start time moves when the clock is set.
 *
 * @param pid process id
 * @param startedAt opaque; equal for the same process only
 */
public record ProcessIdentity(long pid, String startedAt) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int STATE = 0;
    private static final int START_TICKS = 19;

    /** The process that has this id now, unless there is none or it only waits to be reaped. */
    public static Optional<ProcessIdentity> ofLive(long pid) {
        return startOf(pid).map(startedAt -> new ProcessIdentity(pid, startedAt));
    }

    /** Reverse of {@link #format}; empty when the text is not one of ours, such as a file torn by a full disk. */
    public static Optional<ProcessIdentity> parse(String text) {
        String[] parts = text.strip().split(" ", 2);
        if (parts.length != 2 || !parts[0].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new ProcessIdentity(Long.parseLong(parts[0]), parts[1]));
    }

    public String format() {
        return pid + " " + startedAt;
    }

    /** Whether this very process runs: not another one with its id, not a zombie. */
    public boolean isAlive() {
        return startOf(pid).equals(Optional.of(startedAt));
    }

    private static Optional<String> startOf(long pid) {
        return Files.exists(BOOT_ID)
                ? linuxStartOf(pid)
                : ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .flatMap(process -> process.info().startInstant())
                        .map(Instant::toString);
    }

    // A killed process is marked dead while its other threads still end, and holds its files and ports until they have.
    private static boolean hasOtherThreads(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            return threads.count() > 1;
        }
    }

    private static Optional<String> linuxStartOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            // The command's name stands in parentheses and may itself contain spaces and parentheses.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            if ("ZX".contains(fields[STATE]) && !hasOtherThreads(pid)) {
                return Optional.empty();
            }
            return Optional.of(
                    fields[START_TICKS] + "@" + Files.readString(BOOT_ID).strip());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
