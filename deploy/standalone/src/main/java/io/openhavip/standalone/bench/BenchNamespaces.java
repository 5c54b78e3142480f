package io.openhavip.standalone.bench;

import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.localstack.Directories;
import io.openhavip.localstack.LocalStackException;
import io.openhavip.standalone.LocalStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The network namespaces of one benchmark, and the processes and files in them. All are gone when it is closed, which an interruption
 * does too; what a killed run has left goes when the next one begins. The machine's own interfaces are never touched. Thread-safe.
 */
final class BenchNamespaces implements AutoCloseable {

    private static final Path NAMED = Path.of("/run/netns");
    private static final Commands MACHINE = new Commands(new NetworkNamespace(""));

    private final String prefix;
    private final Path folder;
    private final Thread onInterrupt = new Thread(this::clear, "bench-namespaces");
    private boolean closed;

    /** @param home of the stack that it belongs to: tells concurrent runs apart */
    BenchNamespaces(Path home) throws IOException {
        this.prefix = prefixOf(home);
        this.folder = home.resolve("namespaces");
        remove();
        Files.createDirectories(folder);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    /** Why this machine and user cannot have any; empty when they can. */
    static Optional<String> obstacle() {
        return LocalStack.agentObstacle();
    }

    static String prefixOf(Path home) {
        String name = home.toAbsolutePath().normalize().toString();
        return "hvbench-"
                + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 6)
                + "-";
    }

    /** Makes one; its loopback is up. */
    synchronized NetworkNamespace create(String name) throws IOException {
        requireOpen();
        NetworkNamespace namespace = new NetworkNamespace(prefix + name);
        MACHINE.run("ip", "netns", "add", namespace.name());
        new Commands(namespace).run("ip", "link", "set", "lo", "up");
        return namespace;
    }

    /** Starts a program inside; its output is discarded. */
    synchronized Process start(NetworkNamespace inside, List<String> command) throws IOException {
        requireOpen();
        return new ProcessBuilder(inside.command(command))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** For the files of these programs. */
    Path folder() {
        return folder;
    }

    private void requireOpen() {
        if (closed) {
            throw new LocalStackException("nothing more is started: the benchmark is being stopped");
        }
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException ending) {
            // The hook runs, or has run.
        }
    }

    private synchronized void clear() {
        closed = true;
        try {
            remove();
        } catch (IOException e) {
            throw new LocalStackException("network namespaces %s* are left: %s".formatted(prefix, e.getMessage()), e);
        }
    }

    private void remove() throws IOException {
        for (String name : left()) {
            // Only what was started in these namespaces is in them: this process enters them with single threads.
            MACHINE.run("ip", "netns", "pids", name)
                    .lines()
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                    .flatMap(Optional::stream)
                    .filter(process -> !process.equals(ProcessHandle.current()))
                    .forEach(ProcessHandle::destroyForcibly);
            MACHINE.run("ip", "netns", "delete", name);
        }
        Directories.delete(folder);
    }

    private List<String> left() throws IOException {
        if (!Files.isDirectory(NAMED)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(NAMED)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        }
    }
}
