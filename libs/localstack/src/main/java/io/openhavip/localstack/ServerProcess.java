package io.openhavip.localstack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The running process of one {@link ServerProgram}. It is known by its pid file only, so that another JVM finds, watches and ends the
 * same process later. One caller at a time; starting what runs and stopping what does not are no-ops.
 */
public final class ServerProcess {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration DEATH_AFTER_KILL = Duration.ofSeconds(10);
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final ServerProgram program;
    private final Path pidFile;

    public ServerProcess(ServerProgram program, Path pidFile) {
        this.program = program;
        this.pidFile = pidFile;
    }

    public ServerProgram program() {
        return program;
    }

    /** The live process that the pid file names. */
    public Optional<ProcessIdentity> identity() {
        try {
            return ProcessIdentity.parse(Files.readString(pidFile)).filter(ProcessIdentity::isAlive);
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /** When the live process was started. */
    public Optional<Instant> launchedAt() {
        try {
            return isAlive() ? Optional.of(Files.getLastModifiedTime(pidFile).toInstant()) : Optional.empty();
        } catch (IOException stopped) {
            return Optional.empty();
        }
    }

    /** Whether somebody has started the process and nobody has stopped it, be it alive or not. */
    public boolean isWanted() {
        return Files.exists(pidFile);
    }

    public boolean isAlive() {
        return identity().isPresent();
    }

    /** Starts the process and waits until it answers. */
    public void start(Duration within) {
        launch();
        awaitReady(within);
    }

    /** Starts the process without waiting for it. */
    public void launch() {
        if (isAlive()) {
            return;
        }
        for (int port : program.ports()) {
            Ports.requireFree(port, program.name());
        }
        program.prepare();
        try {
            Files.createDirectories(program.log().toAbsolutePath().getParent());
            Files.createDirectories(pidFile.toAbsolutePath().getParent());
            keepOneOlderLog();
            ProcessBuilder builder = new ProcessBuilder(ownSession(onceToldTo(program.command())));
            builder.environment().putAll(program.environment());
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(program.log().toFile())
                    .start();
            try (OutputStream begin = process.getOutputStream()) {
                writePidFile(process.pid());
                begin.write('\n');
            }
        } catch (IOException failure) {
            throw new LocalStackException(
                    "%s could not be started (%s): check the disk and %s"
                            .formatted(program.name(), failure.getMessage(), program.log()),
                    failure);
        }
    }

    /** Waits until the process answers. */
    public void awaitReady(Duration within) {
        boolean settled = poll(within, () -> !isAlive() || program.answers());
        if (!isAlive()) {
            throw new LocalStackException("%s died while starting: read %s".formatted(program.name(), program.log()));
        }
        if (!settled) {
            throw new LocalStackException("%s was not ready within %d seconds: read %s"
                    .formatted(program.name(), within.toSeconds(), program.log()));
        }
    }

    /** Asks the process to end and does not wait: {@link #stop} does. */
    public void askToEnd() {
        identity().ifPresent(process -> signal(process, program.stopSignal()));
    }

    /** Asks the process to end and waits; kills it when it has not ended in time. */
    public void stop(Duration grace) {
        identity().ifPresent(process -> {
            signal(process, program.stopSignal());
            if (!poll(grace, () -> !process.isAlive())) {
                kill();
            }
        });
        deletePidFile();
    }

    /** Ends the process and its children as kill -9 does, and waits until they are gone. */
    public void kill() {
        identity().ifPresent(process -> {
            List<ProcessIdentity> family = family(process);
            family.forEach(member -> signal(member, "KILL"));
            if (!poll(DEATH_AFTER_KILL, () -> family.stream().noneMatch(ProcessIdentity::isAlive))) {
                throw new LocalStackException("%s (pid %d) cannot be killed".formatted(program.name(), process.pid()));
            }
        });
        deletePidFile();
    }

    /**
     * Stops the process and its children where they are, connections and all, until {@link #thaw} or {@link #kill}.
     *
     * @throws LocalStackException if it does not run
     */
    public void freeze() {
        ProcessIdentity process =
                identity().orElseThrow(() -> new LocalStackException(program.name() + " does not run"));
        // The process first, which then starts and reaps none.
        signal(process, "STOP");
        family(process).forEach(member -> signal(member, "STOP"));
    }

    /** Lets the process and its children go on. */
    public void thaw() {
        identity().ifPresent(process -> family(process).forEach(member -> signal(member, "CONT")));
    }

    private static List<ProcessIdentity> family(ProcessIdentity process) {
        List<ProcessIdentity> family = new ArrayList<>();
        family.add(process);
        ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .flatMap(child -> ProcessIdentity.ofLive(child.pid()).stream())
                .forEach(family::add);
        return family;
    }

    // It waits for a line, so that no server runs without a pid file: if this JVM dies before it has written one, the
    // line never comes.
    private static List<String> onceToldTo(List<String> command) {
        List<String> waiting =
                new ArrayList<>(List.of("/bin/sh", "-c", "read -r line && exec \"$@\" </dev/null", "sh"));
        waiting.addAll(command);
        return waiting;
    }

    // A server must not get the Ctrl-C that is meant for whoever started it.
    private static List<String> ownSession(List<String> command) {
        if (!Files.isExecutable(SETSID)) {
            return command;
        }
        List<String> own = new ArrayList<>(List.of(SETSID.toString()));
        own.addAll(command);
        return own;
    }

    private void keepOneOlderLog() throws IOException {
        if (Files.exists(program.log())) {
            Files.move(
                    program.log(),
                    program.log().resolveSibling(program.log().getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void writePidFile(long pid) throws IOException {
        Optional<ProcessIdentity> identity = ProcessIdentity.ofLive(pid);
        if (identity.isPresent()) {
            Path fresh = pidFile.resolveSibling(pidFile.getFileName() + ".new");
            Files.writeString(fresh, identity.get().format());
            Files.move(fresh, pidFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            deletePidFile();
        }
    }

    private void deletePidFile() {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException failure) {
            throw new LocalStackException("%s cannot be deleted: %s".formatted(pidFile, failure.getMessage()), failure);
        }
    }

    private static void signal(ProcessIdentity process, String name) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(DEATH_AFTER_KILL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException failure) {
            throw new LocalStackException("no shell could be started to signal process " + process.pid(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean poll(Duration within, BooleanSupplier condition) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
