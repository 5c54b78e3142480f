package io.openhavip.agent.instance;

import io.openhavip.agent.linux.PrivateMounts;
import io.openhavip.agent.linux.ProcessIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes an instance's namespaces and mounts and starts the scripts in them. Until {@link Launched#go} everything ends by itself when
 * the agent does, so a start that is broken off leaves nothing; from then on the instance needs no agent. Stateless; thread-safe.
 */
final class NamespaceLauncher {

    /** Bounds a start, the copy of /etc at the first one included. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    // Where an instance's disk is mounted while it starts, in mount namespaces of its own only.
    private static final Path STAGE = Path.of("/mnt");
    private static final List<String> SYSTEM = List.of("usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32");

    private final Path scripts;
    private final Cgroups cgroups;

    /** @param scripts the directory of {@link GuestScripts} */
    NamespaceLauncher(Path scripts, Cgroups cgroups) {
        this.scripts = scripts;
        this.cgroups = cgroups;
    }

    /** Makes an empty disk below an instance's directory, in place of any. */
    void format(Path directory, long uidBase, UserData userData) throws IOException {
        Path disk = directory.resolve("disk");
        for (String name : system()) {
            for (String layer : List.of("root", "upper", "work")) {
                own(Files.createDirectories(disk.resolve(layer).resolve(name)), uidBase);
                own(disk.resolve(layer), uidBase);
            }
            Files.createDirectories(disk.resolve("lower").resolve(name));
        }
        Files.createDirectories(disk.resolve("guest"));
        own(disk, uidBase);
        Files.setAttribute(disk, "unix:mode", 0700);
        switch (userData) {
            case UserData.None none -> {}
            case UserData.Script script -> Files.write(disk.resolve("user-data"), script.text());
            case UserData.Refused refused -> Files.writeString(disk.resolve("user-data.refused"), refused.reason());
        }
    }

    /**
     * Starts an instance up to the point where it waits for "go".
     *
     * @throws IOException if it can't be; nothing of it is left then
     */
    Launched launch(Path directory, InstanceRecord record, InstanceSpec spec, List<Path> groups) throws IOException {
        Path console = directory.resolve("console.pipe");
        makePipe(console, record.uidBase());
        try (UserNamespace users = UserNamespace.open(record.uidBase())) {
            Process process = PrivateMounts.call(mounts -> {
                mount(mounts, directory, users);
                return start(directory, record, spec, groups, users);
            });
            return awaitReady(directory, process);
        }
    }

    private void mount(PrivateMounts mounts, Path directory, UserNamespace users) throws IOException {
        mounts.bind(directory.resolve("disk"), STAGE);
        mounts.bindReadOnly(scripts, STAGE.resolve("guest"));
        for (String name : system()) {
            Path lower = STAGE.resolve("lower").resolve(name);
            Path target = STAGE.resolve("root").resolve(name);
            // A link that an instance left there would lead the mount into the host's tree.
            if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("/" + name + " of the instance is no directory");
            }
            mounts.mapped(Path.of("/" + name), lower, users.pid());
            mounts.overlay(
                    lower,
                    STAGE.resolve("upper").resolve(name),
                    STAGE.resolve("work").resolve(name),
                    target);
        }
    }

    private Process start(
            Path directory, InstanceRecord record, InstanceSpec spec, List<Path> groups, UserNamespace users)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                "/bin/sh",
                STAGE.resolve("guest/launch").toString(),
                directory.toString(),
                Long.toString(users.pid()),
                joined(cgroups.keepers()),
                joined(cgroups.createConsole(spec.instanceId())),
                joined(groups),
                spec.hostName(),
                record.run() == 0 ? "first" : "again",
                spec.instanceId()));
        return new ProcessBuilder(command)
                .directory(STAGE.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static Launched awaitReady(Path directory, Process process) throws IOException {
        CompletableFuture<Void> tooLate = new CompletableFuture<>();
        tooLate.orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            end(process);
            return null;
        });
        try {
            return ready(directory, process);
        } catch (IOException e) {
            end(process);
            throw e;
        } finally {
            tooLate.complete(null);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static Launched ready(Path directory, Process process) throws IOException {
        BufferedReader output = process.inputReader();
        List<String> said = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("ready")) {
                return new Launched(process, first(process));
            }
            said.add(line);
        }
        Path log = directory.resolve("launch.log");
        String why = Files.exists(log) ? Files.readString(log).strip() : "";
        throw new IOException("the instance could not be started: " + String.join("; ", said) + " " + why);
    }

    /** The process that is number 1 in its own namespace. */
    private static ProcessIdentity first(Process process) throws IOException {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            return descendants
                    .filter(NamespaceLauncher::isFirst)
                    .findFirst()
                    .flatMap(handle -> ProcessIdentity.of(handle.pid()))
                    .orElseThrow(() -> new IOException("the instance's first process is gone"));
        }
    }

    private static boolean isFirst(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("NSpid:"))
                    .map(line -> line.split("\\s+"))
                    .anyMatch(numbers -> numbers.length == 3 && numbers[2].equals("1"));
        } catch (IOException e) {
            return false;
        }
    }

    /** The host's directories at / that instances see; where distributions have links instead, instances have the same. */
    private static List<String> system() {
        return SYSTEM.stream()
                .filter(name -> Files.isDirectory(Path.of("/" + name)) && !Files.isSymbolicLink(Path.of("/" + name)))
                .toList();
    }

    private static void makePipe(Path pipe, long uid) throws IOException {
        if (Files.exists(pipe)) {
            return;
        }
        try {
            new ProcessBuilder("mkfifo", "-m", "0600", pipe.toString()).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a pipe was made", e);
        }
        own(pipe, uid);
    }

    private static void own(Path path, long uid) throws IOException {
        Files.setAttribute(path, "unix:uid", (int) uid);
        Files.setAttribute(path, "unix:gid", (int) uid);
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    /** An instance that waits to be let go. */
    record Launched(Process process, ProcessIdentity first) {

        /** Lets it boot; it needs the agent no more. */
        void go() throws IOException {
            try (OutputStream input = process.getOutputStream()) {
                input.write("go\n".getBytes(StandardCharsets.US_ASCII));
            }
            process.getInputStream().close();
        }

        void abandon() {
            first.kill();
        }
    }
}
