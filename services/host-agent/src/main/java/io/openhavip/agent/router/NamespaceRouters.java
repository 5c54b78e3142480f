package io.openhavip.agent.router;

import io.openhavip.agent.capture.Announcer;
import io.openhavip.agent.dataplane.HostLayout;
import io.openhavip.agent.dataplane.ThisHost;
import io.openhavip.agent.dataplane.VpcRouters;
import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.router.RouterKernel.Device;
import io.openhavip.agent.router.VpcRouter.ExternalPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The routers of this host's VPCs, each a network namespace of its own: brings them to what the facts say and leaves them in place when
 * the agent ends. Of the machine's namespaces only those with the agent's name and mark are touched. {@link #layout} and {@link #drift}
 * are thread-safe, the rest is for one thread at a time.
 */
public final class NamespaceRouters implements VpcRouters {

    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final Commands MACHINE = new Commands(new NetworkNamespace(""));
    private static final Logger LOG = Logger.getLogger(NamespaceRouters.class);

    private final ThisHost host;
    private final Commands agent;
    private final ExternalLink link;
    private final RouterNames names;
    private final Map<String, RouterTable> tables = new HashMap<>();
    private final Map<String, VpcRouter> settled = new HashMap<>();
    private volatile RouterLayout layout = RouterLayout.EMPTY;
    private volatile long drift;

    /** @param agent the namespace of bridges and of the external device */
    public NamespaceRouters(ThisHost host, NetworkNamespace agent, ExternalLink link) {
        this.host = host;
        this.agent = new Commands(agent);
        this.link = link;
        this.names = RouterNames.of(agent);
    }

    @Override
    public List<String> reconcile(HostLayout layoutOfHost, Facts facts) {
        List<String> problems = new ArrayList<>();
        EipHosts eipHosts = EipHosts.derive(host, link.device().isPresent(), facts);
        RouterLayout wanted = RouterLayout.derive(host.hostId(), names, link, eipHosts, layoutOfHost, facts);
        try {
            removeAllBut(wanted.routers().keySet(), problems);
            if (!wanted.routers().isEmpty()) {
                Map<String, Device> devices = RouterReader.devices(agent);
                for (VpcRouter router : new TreeMap<>(wanted.routers()).values()) {
                    problems.addAll(bring(router, devices));
                }
            }
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        layout = wanted;
        return problems;
    }

    @Override
    public Set<String> vpcs(Facts facts) {
        return EipHosts.vpcs(host, link.device().isPresent(), facts);
    }

    @Override
    public void removeAll() throws IOException {
        List<String> problems = new ArrayList<>();
        removeAllBut(Set.of(), problems);
        layout = RouterLayout.EMPTY;
        if (!problems.isEmpty()) {
            throw new IOException(String.join("; ", problems));
        }
    }

    @Override
    public long drift() {
        return drift;
    }

    /** What was last wanted. */
    public RouterLayout layout() {
        return layout;
    }

    private List<String> bring(VpcRouter router, Map<String, Device> devices) {
        try {
            return program(router, devices);
        } catch (IOException | RuntimeException e) {
            settled.remove(router.namespace());
            return List.of("router of " + router.vpcId() + ": " + e.getMessage());
        }
    }

    // The ruleset stands before a link does: nothing passes unguarded.
    private List<String> program(VpcRouter router, Map<String, Device> devices) throws IOException {
        NetworkNamespace namespace = new NetworkNamespace(router.namespace());
        Commands inside = new Commands(namespace);
        boolean made = !namespace.exists();
        if (made) {
            namespace.create();
        }
        RouterKernel kernel = RouterReader.read(inside);
        if (!kernel.mark().equals(names.mark(router.vpcId()))) {
            if (!kernel.mark().isEmpty() || !kernel.devices().isEmpty() && !made) {
                return List.of("network namespace " + router.namespace() + " is in the way of the router of "
                        + router.vpcId());
            }
            inside.run("ip", "link", "set", "lo", "alias", names.mark(router.vpcId()));
        }
        int changes = RouterSettings.apply(namespace, kernel.devices().keySet());
        changes += table(namespace).apply(RouterRules.text(router)) ? 1 : 0;
        RouterPlan plan = RouterDiff.plan(router, kernel, devices);
        batch(inside, plan.removals());
        batch(agent, plan.links());
        batch(inside, plan.additions());
        changes += plan.isEmpty() ? 0 : 1;
        if (!plan.isEmpty()) {
            RouterSettings.apply(namespace, router.ports().keySet());
        }
        router.external().ifPresent(port -> announce(namespace, port, plan.newEips()));
        if (changes > 0 && router.equals(settled.get(router.namespace()))) {
            drift++;
        }
        settled.put(router.namespace(), router);
        return plan.problems();
    }

    private RouterTable table(NetworkNamespace namespace) {
        return tables.computeIfAbsent(namespace.name(), name -> new RouterTable(namespace));
    }

    /** Neighbours outside may still have another host's MAC for the address. */
    private static void announce(NetworkNamespace namespace, ExternalPort port, List<String> eips) {
        try {
            new Announcer(namespace).announce(VpcRouter.OUTSIDE, port.macAddress(), eips);
        } catch (IOException e) {
            LOG.warnf("EIPs not announced cause=%s", e.getMessage());
        }
    }

    private static void batch(Commands commands, List<String> lines) throws IOException {
        if (!lines.isEmpty()) {
            commands.runWithInput(String.join("\n", lines) + "\n", "ip", "-force", "-batch", "-");
        }
    }

    private List<String> existing() throws IOException {
        if (!Files.isDirectory(NAMESPACES)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(NAMESPACES)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(names::isName)
                    .sorted()
                    .toList();
        }
    }

    private void removeAllBut(Set<String> wanted, List<String> problems) throws IOException {
        for (String name : existing()) {
            if (!wanted.contains(name)) {
                try {
                    remove(name);
                } catch (IOException | RuntimeException e) {
                    problems.add("network namespace " + name + " is not removed: " + e.getMessage());
                }
            }
        }
    }

    // Deleting a namespace destroys its links some time later; a router that comes back at once would find its names
    // taken.
    private void remove(String name) throws IOException {
        NetworkNamespace namespace = new NetworkNamespace(name);
        if (!namespace.exists()) {
            namespace.removeDeadFile();
            return;
        }
        Commands inside = new Commands(namespace);
        RouterKernel kernel = RouterReader.read(inside);
        boolean unfinished = kernel.mark().isEmpty() && kernel.devices().isEmpty();
        if (!names.isMark(kernel.mark()) && !unfinished) {
            return;
        }
        batch(
                inside,
                kernel.devices().values().stream()
                        .filter(device -> RouterDiff.LINK_KINDS.contains(device.kind()))
                        .map(device -> "link delete dev " + device.name())
                        .sorted()
                        .toList());
        MACHINE.run("ip", "netns", "delete", name);
        tables.remove(name);
        settled.remove(name);
    }
}
