package io.openhavip.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.localstack.LocalStackException;
import io.openhavip.localstack.ProcessIdentity;
import io.openhavip.localstack.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All parts together. Every operation may be repeated: what is already as it should be is left alone. Not for concurrent use; commands
 * hold {@link StackLock} around it.
 */
public final class Stack {

    private static final long FREE_DISK_MIB = 500;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Settings settings;
    private final Parts parts;
    private final Consumer<String> say;
    private boolean ended;

    /** @param say receives one line of progress at a time */
    public Stack(Settings settings, Consumer<String> say) {
        this.settings = settings;
        this.parts = new Parts(settings);
        this.say = say;
    }

    /** Starts what does not run, in an order that lets each part find what it needs, and waits until all are healthy. */
    public void up() {
        requireDisk();
        List<Part> services = parts.services();
        services.stream().filter(Part::canRun).forEach(Stack::requireBuilt);
        start(parts.servers());
        Provisioning.createDatabases(parts.postgres().login(), parts.databases());
        Provisioning.createTopics(parts.kafka().address());
        forgetOtherHosts();
        if (StackNetwork.obstacle().isEmpty()) {
            unlessEnded(parts.stackNetwork()::create);
        }
        awaitHosts(start(services));
    }

    /** Else what is created at once after the start would be placed on the first hosts to register. */
    private void awaitHosts(List<Part> started) {
        Set<String> names = started.stream().map(Part::name).collect(Collectors.toSet());
        List<String> hostIds = parts.hosts().stream()
                .filter(host -> names.contains(Parts.agentOf(host)))
                .map(Parts::hostId)
                .toList();
        if (hostIds.isEmpty()) {
            return;
        }
        StackClient client = new StackClient(settings);
        long deadline = System.nanoTime() + settings.startLimit().toNanos();
        while (!registered(client).containsAll(hostIds)) {
            if (System.nanoTime() > deadline) {
                throw new LocalStackException("network-service does not know of all of %s: read %s"
                        .formatted(String.join(", ", hostIds), settings.logs().resolve("network-service.log")));
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    private static List<String> registered(StackClient client) {
        List<String> found = new ArrayList<>();
        try {
            for (JsonNode host :
                    client.networkService().get("/admin/hosts").orThrow().path("hosts")) {
                if (host.hasNonNull("registeredAt")) {
                    found.add(host.path("hostId").asText());
                }
            }
        } catch (IOException | IllegalStateException notYet) {
            return List.of();
        }
        return found;
    }

    /** One whose agent runs was begun by a command with more hosts, and stays until 'down'. */
    private void forgetOtherHosts() {
        Parts most = new Parts(settings.withHosts(Settings.MOST_HOSTS));
        parts.hostsThatAreNot().stream()
                .filter(host -> !most.agentRuns(host))
                .forEach(host -> Provisioning.forgetHost(parts.kafka().address(), Parts.hostId(host)));
    }

    /** Stops everything, all services at once, then the servers that they need and the instances, and removes the stack's network. */
    public void down() {
        // Also what a command with more hosts than these settings have has left.
        Parts all = new Parts(settings.withHosts(Settings.MOST_HOSTS));
        all.services().forEach(part -> part.process().askToEnd());
        Stream.concat(all.services().stream(), all.servers().stream()).forEach(part -> {
            if (part.process().isAlive()) {
                say.accept("stopping " + part.name());
            }
            part.process().stop(STOP_LIMIT);
        });
        if (StackNetwork.obstacle().isEmpty()) {
            all.hosts().forEach(host -> all.instancesOf(host).end());
            InstanceGroups.removeEmpty(InstanceGroups.CGROUPS);
            all.stackNetwork().delete();
        }
    }

    /**
     * Stops everything for good: whatever a thread that is within {@link #up} has launched is found and stopped, and that thread
     * launches nothing any more.
     */
    public void end() {
        synchronized (this) {
            ended = true;
        }
        down();
    }

    /**
     * Starts one more replica of a service beside the one of the stack and waits until it is healthy. It is the caller's to stop, before
     * the stack is.
     */
    public ServerProcess startReplica(String name, int port) {
        ServerProcess replica = parts.replica(name, port);
        say.accept("%-16s starting a second replica".formatted(name));
        unlessEnded(replica::launch);
        replica.awaitReady(settings.startLimit());
        return replica;
    }

    public List<PartStatus> status() {
        return all().map(Stack::statusOf).toList();
    }

    /** Lines that tell people where things are, and how Alibaba Cloud's clients get there. */
    public List<String> addresses() {
        List<String> lines = new ArrayList<>(all().filter(Part::canRun)
                .map(part -> "  %-16s %s".formatted(part.name(), part.address()))
                .toList());
        lines.addAll(new Clients(
                        settings.port(Settings.Port.API_GATEWAY),
                        settings.port(Settings.Port.API_GATEWAY_TLS),
                        parts.certificate().certificate(),
                        Parts.ACCESS_KEY_ID,
                        parts.accessKeySecret())
                .lines());
        if (StackNetwork.obstacle().isEmpty()) {
            lines.add("EIPs answer in their own Internet: ip netns exec %s curl http://<EIP>/"
                    .formatted(parts.stackNetwork().internet()));
        }
        return lines;
    }

    /** Parts whose process is gone though nobody has stopped it. */
    List<Part> died() {
        return all().filter(part -> part.process().isWanted() && !part.process().isAlive())
                .toList();
    }

    /** Whether nothing is meant to run. */
    boolean isStopped() {
        return all().noneMatch(part -> part.process().isWanted());
    }

    /** Whether nothing runs, be it meant to or not. */
    boolean isDown() {
        return all().noneMatch(part -> part.process().isAlive());
    }

    private Stream<Part> all() {
        return Stream.concat(parts.servers().stream(), parts.services().stream());
    }

    /** @return those that did not run */
    private List<Part> start(List<Part> group) {
        List<Part> started = new ArrayList<>();
        for (Part part : group) {
            if (!part.canRun()) {
                say.accept("%-16s not run: %s"
                        .formatted(part.name(), part.obstacle().orElseThrow()));
                continue;
            }
            restartIfRebuilt(part);
            if (part.process().isAlive() && part.process().program().answers()) {
                say.accept("%-16s is running".formatted(part.name()));
                continue;
            }
            say.accept("%-16s starting".formatted(part.name()));
            unlessEnded(part.process()::launch);
            started.add(part);
        }
        for (Part part : started) {
            long begin = System.nanoTime();
            part.process().awaitReady(settings.startLimit());
            say.accept("%-16s healthy after %.1f s more"
                    .formatted(
                            part.name(),
                            Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0));
        }
        return started;
    }

    private synchronized void unlessEnded(Runnable start) {
        if (ended) {
            throw new LocalStackException("nothing more is started: the stack is being stopped");
        }
        start.run();
    }

    // A service keeps loading classes from its files: what was built after its start is not what it runs.
    private void restartIfRebuilt(Part part) {
        boolean rebuilt = part.built()
                .filter(Files::exists)
                .flatMap(jar ->
                        part.process().launchedAt().map(start -> modified(jar).isAfter(start)))
                .orElse(false);
        if (rebuilt) {
            say.accept("%-16s was built anew, stopping the old one".formatted(part.name()));
            part.process().stop(STOP_LIMIT);
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException gone) {
            return Instant.MIN;
        }
    }

    private static void requireBuilt(Part part) {
        if (part.process().program() instanceof QuarkusService service) {
            service.requireBuilt();
        }
    }

    /** Fails, naming place and need, if the disk has no room for a start. */
    void requireDisk() {
        try {
            Files.createDirectories(settings.logs());
            long free = Files.getFileStore(settings.home()).getUsableSpace() / (1024 * 1024);
            if (free < FREE_DISK_MIB) {
                throw new LocalStackException("the disk of %s has %d MiB left and %d are needed"
                        .formatted(settings.home(), free, FREE_DISK_MIB));
            }
        } catch (IOException failure) {
            throw new LocalStackException(
                    "%s cannot be written: %s".formatted(settings.home(), failure.getMessage()), failure);
        }
    }

    private static PartStatus statusOf(Part part) {
        Optional<ProcessIdentity> process = part.process().identity();
        String health = part.obstacle()
                .map(obstacle -> PartStatus.NOT_RUN + obstacle)
                .orElseGet(() -> process.map(live -> healthOf(part)).orElse(PartStatus.DOWN));
        return new PartStatus(
                part.name(),
                process.isPresent(),
                health,
                part.port(),
                process.map(ProcessIdentity::pid).orElse(0L),
                process.map(ProcessIdentity::pid).map(Memory::mebibytesOf).orElse(0L),
                part.process().program().log().toString());
    }

    private static String healthOf(Part part) {
        return part.process().program().answers() ? PartStatus.HEALTHY : PartStatus.UNHEALTHY;
    }
}
