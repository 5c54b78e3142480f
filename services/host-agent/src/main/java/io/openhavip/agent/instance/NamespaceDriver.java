package io.openhavip.agent.instance;

import io.openhavip.agent.config.InstanceConfig;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.linux.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Runs instances as Linux namespaces: user, mount, process, network, host name, IPC and cgroup. Its programs are the host's, its
 * root is a user of the host that owns nothing but the instance's disk. All that it knows is in files below one directory, read
 * again each time, so a new agent knows what the last one did. With the first order, or when it is asked for an obstacle, it takes the
 * directory for itself; until another has let go of it, all orders fail.
 */
public final class NamespaceDriver implements InstanceDriver {

    private static final Logger LOG = Logger.getLogger(NamespaceDriver.class);
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9-]{0,63}";

    private final Path home;
    private final DirectoryLock lock;
    private final UserIds userIds;
    private final Cgroups cgroups;
    private final NamespaceLauncher launcher;
    private final InstanceNetwork network;
    private final Commands commands = new Commands(new NetworkNamespace(""));

    /**
     * @param plane where the outer ends of ports are made
     * @throws IOException if the directory can't be used
     * @throws IllegalArgumentException if there are no such user ids
     */
    public NamespaceDriver(InstanceConfig config, NetworkNamespace plane) throws IOException {
        this.home = config.directory().toAbsolutePath();
        this.lock = new DirectoryLock(home);
        this.userIds = new UserIds(config.uidBase(), config.maxInstances());
        this.cgroups = Cgroups.below(CGROUPS, config);
        Files.createDirectories(home);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        this.launcher = new NamespaceLauncher(GuestScripts.unpack(home.resolve(".guest")), cgroups);
        this.network = new InstanceNetwork(plane);
    }

    @Override
    public Optional<String> obstacle() {
        try {
            return lock.take() ? Optional.empty() : Optional.of("another agent runs the instances in " + home);
        } catch (IOException e) {
            return Optional.of("no lock can be had on " + home + ": " + e);
        }
    }

    private void requireNoObstacle() throws IOException {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            throw new IOException(obstacle.get());
        }
    }

    @Override
    public List<InstanceView> list() throws IOException {
        List<InstanceView> views = new ArrayList<>();
        for (String id : ids()) {
            find(id).ifPresent(views::add);
        }
        return List.copyOf(views);
    }

    @Override
    public Optional<InstanceView> find(String instanceId) throws IOException {
        Optional<InstanceRecord> found = InstanceRecord.read(directory(instanceId));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        InstanceRecord record = found.get();
        boolean alive = record.isAlive();
        return Optional.of(new InstanceView(
                instanceId,
                alive ? InstanceView.Condition.RUNNING : ended(instanceId, record),
                record.run(),
                record.first().filter(first -> alive).map(ProcessIdentity::pid),
                record.startedAt(),
                !alive && wasInterrupted(record),
                ConsoleLog.size(directory(instanceId))));
    }

    private static boolean wasInterrupted(InstanceRecord record) throws IOException {
        String boot = ProcessIdentity.currentBoot();
        return record.first()
                .filter(first -> !record.letGo() || !first.bootId().equals(boot))
                .isPresent();
    }

    private InstanceView.Condition ended(String instanceId, InstanceRecord record) throws IOException {
        if (record.stopped() || record.run() == 0) {
            return InstanceView.Condition.STOPPED;
        }
        Path exit = directory(instanceId).resolve("exit");
        return Files.exists(exit) && Files.readString(exit).strip().equals("0")
                ? InstanceView.Condition.POWERED_OFF
                : InstanceView.Condition.CRASHED;
    }

    @Override
    public boolean isRunning(String instanceId) {
        try {
            return instanceId.matches(ID)
                    && InstanceRecord.read(directory(instanceId))
                            .filter(InstanceRecord::isAlive)
                            .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void start(InstanceSpec spec) throws IOException {
        requireNoObstacle();
        Path directory = directory(spec.instanceId());
        InstanceRecord record = recordFor(spec, directory);
        if (record.isAlive()) {
            throw new IOException("instance " + spec.instanceId() + " runs already");
        }
        long begun = System.nanoTime();
        network.unplug(spec.instanceId());
        NamespaceLauncher.Launched launched =
                launcher.launch(directory, record, spec, cgroups.create(spec.instanceId()));
        try {
            network.plug(spec.instanceId(), spec.ports(), launched.first().pid());
            InstanceRecord started = record.started(spec.run(), launched.first(), Instant.now());
            started.write(directory);
            launched.go();
            started.wasLetGo().write(directory);
        } catch (IOException | RuntimeException e) {
            launched.abandon();
            record.write(directory);
            throw e;
        }
        LOG.infof(
                "instance started instanceId=%s run=%d pid=%d millis=%d",
                spec.instanceId(), spec.run(), launched.first().pid(), (System.nanoTime() - begun) / 1_000_000);
    }

    // A disk that no run was started from may be incomplete: it is made anew.
    private synchronized InstanceRecord recordFor(InstanceSpec spec, Path directory) throws IOException {
        Optional<InstanceRecord> known = InstanceRecord.read(directory);
        if (known.isPresent() && known.get().run() > 0) {
            return known.get();
        }
        InstanceRecord created = known.isPresent() ? known.get() : InstanceRecord.created(freeUids());
        commands.run("rm", "-rf", directory.resolve("disk").toString());
        Files.createDirectories(directory);
        created.write(directory);
        launcher.format(directory, created.uidBase(), spec.userData());
        return created;
    }

    private long freeUids() throws IOException {
        List<Long> taken = new ArrayList<>();
        for (String id : ids()) {
            InstanceRecord.read(directory(id)).ifPresent(record -> taken.add(record.uidBase()));
        }
        return userIds.free(taken);
    }

    @Override
    public void stop(String instanceId, Duration limit, BooleanSupplier atOnce) throws IOException {
        requireNoObstacle();
        Path directory = directory(instanceId);
        Optional<InstanceRecord> found = InstanceRecord.read(directory);
        if (found.isEmpty() || !found.get().isAlive()) {
            return;
        }
        ProcessIdentity first = found.get().first().orElseThrow();
        // Before it ends, so that an end of the agent in between makes it no crash.
        found.get().ended().write(directory);
        if (limit.isPositive()) {
            first.terminate();
        }
        if (!endedWithin(first, limit, atOnce)) {
            first.kill();
            if (!endedWithin(first, KILL_LIMIT, () -> false)) {
                throw new IOException("instance " + instanceId + " does not end");
            }
        }
        network.unplug(instanceId);
        LOG.infof(
                "instance stopped instanceId=%s run=%d", instanceId, found.get().run());
    }

    @Override
    public void plug(InstanceSpec spec) throws IOException {
        requireNoObstacle();
        Path directory = directory(spec.instanceId());
        Optional<InstanceRecord> running = InstanceRecord.read(directory).filter(InstanceRecord::isAlive);
        if (running.isEmpty()) {
            return;
        }
        if (!running.get().letGo()) {
            // It has outlived the agent that let it go and could not write so.
            running.get().wasLetGo().write(directory);
        }
        network.plug(
                spec.instanceId(),
                spec.ports(),
                running.get().first().orElseThrow().pid());
    }

    @Override
    public void delete(String instanceId) throws IOException {
        stop(instanceId, Duration.ZERO);
        network.unplug(instanceId);
        // Whoever waits for the first process and the console holds the lock, and writes once more before it ends.
        Path directory = directory(instanceId);
        if (Files.exists(directory.resolve("lock"))) {
            commands.run("flock", "-w", "10", directory.resolve("lock").toString(), "true");
        }
        cgroups.remove(instanceId);
        // The record goes last: as long as it is there, a delete that was broken off is known and made again.
        commands.run("rm", "-rf", directory.resolve("disk").toString());
        commands.run("rm", "-rf", directory.toString());
        LOG.infof("instance deleted instanceId=%s", instanceId);
    }

    @Override
    public byte[] console(String instanceId, int limit) throws IOException {
        return ConsoleLog.tail(directory(instanceId), limit);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warnf("directory not let go of, it is with the end of the process directory=%s cause=%s", home, e);
        }
    }

    private List<String> ids() throws IOException {
        try (Stream<Path> entries = Files.list(home)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches(ID))
                    .sorted()
                    .toList();
        }
    }

    private Path directory(String instanceId) {
        if (!instanceId.matches(ID)) {
            throw new IllegalArgumentException("not an instance's id: " + instanceId);
        }
        return home.resolve(instanceId);
    }

    private static boolean endedWithin(ProcessIdentity process, Duration limit, BooleanSupplier orUntil)
            throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() >= deadline || orUntil.getAsBoolean()) {
                return false;
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while an instance ended", e);
            }
        }
        return true;
    }
}
