package io.openhavip.standalone.bench;

import io.openhavip.localstack.LocalStackException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second benchmark from ending what the first one measures. The system frees it when its holder dies. */
final class BenchLock implements AutoCloseable {

    private final FileChannel channel;

    private BenchLock(FileChannel channel) {
        this.channel = channel;
    }

    static BenchLock take(Path home) {
        try {
            Files.createDirectories(home);
            FileChannel channel =
                    FileChannel.open(home.resolve("bench.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new LocalStackException("another benchmark runs in %s: wait for it".formatted(home));
            }
            return new BenchLock(channel);
        } catch (IOException failure) {
            throw new LocalStackException("%s cannot be written: %s".formatted(home, failure.getMessage()), failure);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
