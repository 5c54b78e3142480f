package io.openhavip.agent.instance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * That one agent at a time sees to the instances in a directory: the kernel's lock on the file {@code .agent} there. It ends with the
 * process, however that ends, and the processes that this starts do not have it. Thread-safe.
 */
final class DirectoryLock implements AutoCloseable {

    private final Path file;
    private Optional<FileLock> held = Optional.empty();

    DirectoryLock(Path directory) {
        this.file = directory.resolve(".agent");
    }

    /**
     * Takes it, unless it has it already; does not wait.
     *
     * @return whether it has it now
     */
    synchronized boolean take() throws IOException {
        if (held.isPresent()) {
            return true;
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            held = Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            // Another one in this process has it.
        } finally {
            if (held.isEmpty()) {
                channel.close();
            }
        }
        return held.isPresent();
    }

    @Override
    public synchronized void close() throws IOException {
        if (held.isPresent()) {
            held.get().acquiredBy().close();
            held = Optional.empty();
        }
    }
}
