package io.openhavip.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Memory of processes as Linux accounts it. */
final class Memory {

    private static final long KIB_PER_MIB = 1024;

    private Memory() {}

    /** What the process and its children take, shared pages counted once, in MiB; 0 where it cannot be seen. */
    static long mebibytesOf(long pid) {
        Stream<Long> children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
        return Stream.concat(Stream.of(pid), children)
                        .mapToLong(Memory::kibibytesOf)
                        .sum()
                / KIB_PER_MIB;
    }

    private static long kibibytesOf(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (IOException unseen) {
            return 0;
        }
    }
}
