package io.openhavip.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The cgroups that host-agents make for instances and for what keeps them, below a directory of their own in each hierarchy. An agent makes
 * them again when it needs them.
 */
final class InstanceGroups {

    static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final String OWN = "openhavip";
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private InstanceGroups() {}

    /** Removes those without processes. What keeps an instance ends a moment after it; another stack's are left alone while they are used. */
    static void removeEmpty(Path root) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        List<Path> left = ownIn(root);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            left.removeIf(InstanceGroups::isRemoved);
            if (!left.isEmpty()) {
                LockSupport.parkNanos(POLL_NS);
            }
        }
    }

    private static List<Path> ownIn(Path root) {
        List<Path> found = new ArrayList<>(List.of(root.resolve(OWN)));
        directories(root).forEach(hierarchy -> found.add(hierarchy.resolve(OWN)));
        found.removeIf(own -> !Files.isDirectory(own));
        return found;
    }

    // The kernel's own files go with their directory, and it refuses while there are processes or groups below.
    private static boolean isRemoved(Path group) {
        directories(group).forEach(InstanceGroups::isRemoved);
        try {
            Files.deleteIfExists(group);
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    private static List<Path> directories(Path parent) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).toList();
        } catch (IOException gone) {
            return List.of();
        }
    }
}
