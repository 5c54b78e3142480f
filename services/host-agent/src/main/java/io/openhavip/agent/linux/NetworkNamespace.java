package io.openhavip.agent.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The network namespace that the data plane lives in: a named one (ip-netns(8), {@code /run/netns}) or the process's own. The
 * process itself never moves; a thread of its own enters the namespace, opens sockets there and ends. Immutable and thread-safe.
 *
 * @param name empty: the process's own namespace
 */
public record NetworkNamespace(String name) {

    private static final String DIRECTORY = "/run/netns/";
    private static final Path OF_THIS_PROCESS = Path.of("/proc/self/ns/net");
    private static final Commands MACHINE = new Commands(new NetworkNamespace(""));

    /** Something to do inside the namespace. */
    @FunctionalInterface
    public interface Action<T> {
        T run() throws IOException;
    }

    public boolean isOwn() {
        return name.isEmpty();
    }

    /**
     * Whether it is there. A file of its name can be no namespace: ip-netns(8) makes the file first, and another mount namespace has the
     * file alone.
     */
    public boolean exists() throws IOException {
        try {
            return isOwn() || fileSystem(file()).equals(fileSystem(OF_THIS_PROCESS));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Makes it, in place of a dead file. */
    public void create() throws IOException {
        removeDeadFile();
        MACHINE.run("ip", "netns", "add", name);
    }

    /** Removes a file of its name that is empty and no namespace; anything else stays. */
    public void removeDeadFile() throws IOException {
        if (!exists() && Files.isRegularFile(file(), LinkOption.NOFOLLOW_LINKS) && Files.size(file()) == 0) {
            MACHINE.run("ip", "netns", "delete", name);
        }
    }

    private Path file() {
        return Path.of(DIRECTORY + name);
    }

    private static Object fileSystem(Path file) throws IOException {
        return Files.getAttribute(file, "unix:dev");
    }

    /**
     * Runs {@code action} on a thread inside the namespace and waits for it.
     *
     * @throws IOException what the action threw, or why the namespace could not be entered
     */
    public <T> T call(Action<T> action) throws IOException {
        AtomicReference<T> result = new AtomicReference<>();
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().name("namespace-" + name).daemon().start(() -> {
            try {
                enter();
                result.set(action.run());
            } catch (IOException | RuntimeException e) {
                failure.set(e);
            }
        });
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while in namespace " + name, e);
        }
        switch (failure.get()) {
            case null -> {
                return result.get();
            }
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Exception e -> throw new IOException(e);
        }
    }

    /** The command line that runs {@code command} inside the namespace. */
    public List<String> command(List<String> command) {
        if (isOwn()) {
            return List.copyOf(command);
        }
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", name));
        inside.addAll(command);
        return List.copyOf(inside);
    }

    private void enter() throws SystemCallException {
        if (isOwn()) {
            return;
        }
        int descriptor = Libc.open(DIRECTORY + name, Libc.O_RDONLY_CLOEXEC);
        if (descriptor < 0) {
            throw new SystemCallException("open network namespace " + name, -descriptor);
        }
        int entered = Libc.setNamespace(descriptor, Libc.CLONE_NEWNET);
        Libc.close(descriptor);
        if (entered < 0) {
            throw new SystemCallException("setns " + name, -entered);
        }
    }
}
