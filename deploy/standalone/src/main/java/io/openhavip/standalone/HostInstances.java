package io.openhavip.standalone;

import io.openhavip.localstack.LocalStackException;
import io.openhavip.localstack.ProcessIdentity;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The instances that a host's agent has started, which outlive it: they end when their host does, and that is what {@code ./havip down}
 * is. Reads and writes the agent's records, so it is for a host whose agent does not run.
 */
record HostInstances(Path directory) {

    private static final String RECORD = "record.properties";
    private static final Duration POWER_OFF_LIMIT = Duration.ofSeconds(20);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);

    /** No boot of any machine: what ran then has ended with its host, and the next agent starts it again. */
    private static final String EARLIER_BOOT = "before-havip-down";

    /** One that runs. */
    private record Running(Path file, ProcessIdentity first) {}

    /** Powers off all that run, at the same time, and returns when they have ended. */
    void end() {
        List<Running> running = running();
        running.forEach(instance -> handle(instance).ifPresent(ProcessHandle::destroy));
        if (!ended(running, POWER_OFF_LIMIT)) {
            running.forEach(instance -> handle(instance).ifPresent(ProcessHandle::destroyForcibly));
            if (!ended(running, KILL_LIMIT)) {
                throw new LocalStackException("instances of %s cannot be ended".formatted(directory));
            }
        }
        running.forEach(instance -> noteEnd(instance.file()));
    }

    private static Optional<ProcessHandle> handle(Running instance) {
        return instance.first().isAlive() ? ProcessHandle.of(instance.first().pid()) : Optional.empty();
    }

    private static boolean ended(List<Running> instances, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (instances.stream().anyMatch(instance -> instance.first().isAlive())) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL_NS);
        }
        return true;
    }

    private List<Running> running() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(instance -> instance.resolve(RECORD))
                    .filter(Files::exists)
                    .flatMap(file -> first(file).map(first -> new Running(file, first)).stream())
                    .filter(instance -> instance.first().isAlive())
                    .toList();
        } catch (IOException failure) {
            throw new LocalStackException("%s cannot be read: %s".formatted(directory, failure.getMessage()), failure);
        }
    }

    private static Optional<ProcessIdentity> first(Path file) {
        Properties record = read(file);
        return Optional.ofNullable(record.getProperty("pid"))
                .map(pid -> new ProcessIdentity(
                        Long.parseLong(pid), record.getProperty("start") + "@" + record.getProperty("boot")));
    }

    private static void noteEnd(Path file) {
        Properties record = read(file);
        record.setProperty("boot", EARLIER_BOOT);
        try {
            StringWriter text = new StringWriter();
            record.store(text, null);
            Path fresh = Files.writeString(file.resolveSibling(RECORD + ".new"), text.toString());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new LocalStackException("%s cannot be written: %s".formatted(file, failure.getMessage()), failure);
        }
    }

    private static Properties read(Path file) {
        Properties record = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            record.load(reader);
            return record;
        } catch (IOException failure) {
            throw new LocalStackException("%s cannot be read: %s".formatted(file, failure.getMessage()), failure);
        }
    }
}
