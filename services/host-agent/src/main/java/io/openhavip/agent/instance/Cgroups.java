package io.openhavip.agent.instance;

import io.openhavip.agent.config.InstanceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Limits on what instances take of the host: a cgroup of each instance in every hierarchy that has one of the controllers memory,
 * pids and cpu (version 2, or version 1 beside it), and one of what keeps its console where there is cpu. Where the tree can't be written
 * there are no limits, and the log says why. Thread-safe.
 */
final class Cgroups {

    private static final Logger LOG = Logger.getLogger(Cgroups.class);
    private static final Set<String> CONTROLLERS = Set.of("memory", "pids", "cpu");
    private static final int PERIOD_MICROS = 100_000;
    private static final long MEBI = 1 << 20;
    private static final String OWN = "openhavip";

    /** No instance's id has a point. */
    private static final String CONSOLE = ".console";

    /** Of a processor, for the console of an instance that prints without end; enough for megabytes a second. */
    private static final double CONSOLE_PROCESSORS = 0.1;

    private final InstanceConfig limits;
    private final List<Hierarchy> hierarchies;

    private record Hierarchy(Path own, Set<String> controllers, boolean unified) {

        /** Whoever finds the directory empty may have removed it. */
        void prepare() throws IOException {
            Files.createDirectories(own);
            if (unified) {
                String enabled = "+" + String.join(" +", controllers);
                Files.writeString(own.getParent().resolve("cgroup.subtree_control"), enabled);
                Files.writeString(own.resolve("cgroup.subtree_control"), enabled);
            }
        }
    }

    private Cgroups(InstanceConfig limits, List<Hierarchy> hierarchies) {
        this.limits = limits;
        this.hierarchies = hierarchies;
    }

    /** @param root where cgroups are mounted, {@code /sys/fs/cgroup} */
    static Cgroups below(Path root, InstanceConfig limits) {
        List<Hierarchy> usable = new ArrayList<>();
        for (Hierarchy each : find(root)) {
            try {
                each.prepare();
                usable.add(each);
            } catch (IOException e) {
                LOG.warnf("no limits by cgroup controllers=%s cause=%s", each.controllers(), e);
            }
        }
        if (usable.isEmpty()) {
            LOG.warnf("instances have no limits cause=no writable cgroup tree with memory, pids or cpu below %s", root);
        }
        return new Cgroups(limits, List.copyOf(usable));
    }

    private static List<Hierarchy> find(Path root) {
        List<Hierarchy> found = new ArrayList<>();
        for (Path unified : List.of(root, root.resolve("unified"))) {
            Set<String> present = words(unified.resolve("cgroup.controllers"));
            Set<String> useful =
                    Set.copyOf(present.stream().filter(CONTROLLERS::contains).toList());
            if (!useful.isEmpty()) {
                found.add(new Hierarchy(unified.resolve(OWN), useful, true));
            }
        }
        for (String controller : CONTROLLERS) {
            Path separate = root.resolve(controller);
            if (Files.exists(separate.resolve("tasks"))) {
                found.add(new Hierarchy(separate.resolve(OWN), Set.of(controller), false));
            }
        }
        return found;
    }

    private static Set<String> words(Path file) {
        try {
            return Set.of(Files.readString(file).strip().split("\\s+"));
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** Makes the groups for the processes that keep instances, outside of any limit, so that ending the agent's own group spares them. */
    List<Path> keepers() throws IOException {
        List<Path> keepers = new ArrayList<>();
        for (Hierarchy each : hierarchies) {
            each.prepare();
            keepers.add(Files.createDirectories(each.own().resolve("keepers")));
        }
        return List.copyOf(keepers);
    }

    /** Makes the groups of an instance, with their limits, and answers them. */
    List<Path> create(String instanceId) {
        List<Path> groups = new ArrayList<>();
        for (Hierarchy each : hierarchies) {
            Path group = each.own().resolve(instanceId);
            try {
                each.prepare();
                Files.createDirectories(group);
                for (String controller : each.controllers()) {
                    limit(group, controller, each.unified());
                }
                groups.add(group);
            } catch (IOException e) {
                LOG.warnf(
                        "no limit by cgroup instanceId=%s controllers=%s cause=%s", instanceId, each.controllers(), e);
            }
        }
        return List.copyOf(groups);
    }

    /**
     * Makes the groups of what keeps an instance's console, and answers them. They are not the instance's own: when that has no process or
     * memory left, the console still says so.
     */
    List<Path> createConsole(String instanceId) {
        List<Path> groups = new ArrayList<>();
        for (Hierarchy each : hierarchies) {
            if (each.controllers().contains("cpu")) {
                Path group = each.own().resolve(instanceId + CONSOLE);
                try {
                    each.prepare();
                    Files.createDirectories(group);
                    limitProcessors(group, CONSOLE_PROCESSORS, each.unified());
                    groups.add(group);
                } catch (IOException e) {
                    LOG.warnf("no limit by cgroup on the console instanceId=%s cause=%s", instanceId, e);
                }
            }
        }
        return List.copyOf(groups);
    }

    private void limit(Path group, String controller, boolean unified) throws IOException {
        switch (controller) {
            case "memory" -> limitMemory(group, unified);
            case "pids" ->
                Files.writeString(
                        group.resolve("pids.max"), limits.processes() > 0 ? Long.toString(limits.processes()) : "max");
            case "cpu" -> limitProcessors(group, limits.processors(), unified);
            default -> throw new IllegalArgumentException(controller);
        }
    }

    // Without swap: it would cost the host's disk, and other instances their time. Some kernels don't account for it
    // and
    // have none of its files.
    private void limitMemory(Path group, boolean unified) throws IOException {
        boolean limited = limits.memory() > 0;
        String limit = limited ? Long.toString(limits.memory() * MEBI) : unified ? "max" : "-1";
        if (unified) {
            Files.writeString(group.resolve("memory.max"), limit);
            writeIfThere(group.resolve("memory.swap.max"), limited ? "0" : "max");
        } else {
            // Of memory and swap together, and never below that of memory, so it makes way first.
            Path withSwap = group.resolve("memory.memsw.limit_in_bytes");
            writeIfThere(withSwap, "-1");
            Files.writeString(group.resolve("memory.limit_in_bytes"), limit);
            writeIfThere(withSwap, limit);
        }
    }

    private static void limitProcessors(Path group, double processors, boolean unified) throws IOException {
        long quota = (long) (processors * PERIOD_MICROS);
        if (unified) {
            Files.writeString(group.resolve("cpu.max"), (quota > 0 ? quota : "max") + " " + PERIOD_MICROS);
        } else {
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota > 0 ? quota : -1));
        }
    }

    private static void writeIfThere(Path file, String value) throws IOException {
        if (Files.exists(file)) {
            Files.writeString(file, value);
        }
    }

    /** Removes an instance's groups; its processes have ended. */
    void remove(String instanceId) throws IOException {
        for (Hierarchy each : hierarchies) {
            for (String name : List.of(instanceId, instanceId + CONSOLE)) {
                Path group = each.own().resolve(name);
                if (Files.isDirectory(group)) {
                    removeTree(group);
                }
            }
        }
    }

    // The kernel's own files go with their directory.
    private static void removeTree(Path group) throws IOException {
        try (Stream<Path> children = Files.list(group)) {
            for (Path child : children.filter(Files::isDirectory).toList()) {
                removeTree(child);
            }
        }
        Files.deleteIfExists(group);
    }
}
