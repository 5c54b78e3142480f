package io.openhavip.agent.router;

import io.openhavip.agent.dataplane.VirtualMac;
import io.openhavip.agent.router.RouterKernel.Device;
import io.openhavip.agent.router.VpcRouter.ExternalPort;
import io.openhavip.agent.router.VpcRouter.Route;
import io.openhavip.agent.router.VpcRouter.RouterPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Compares a wanted router with the kernel: a pure function. In the router's own namespace all links, routes and rules are its own; in
 * the agent's it touches only devices with its mark or its MAC.
 */
final class RouterDiff {

    /**
     * Specific routes first; then what has an EIP leaves by it, as it does in front of a default route entry on Alibaba Cloud; then the
     * main table's default, by the kernel's own rule.
     */
    static final Map<Integer, String> RULES = Map.of(
            100, "lookup " + Route.MAIN + " suppress_prefixlength 0",
            101, "fwmark 0x" + Integer.toHexString(RouterRules.WAY_OUT) + " lookup " + Route.OUT);

    private static final int FIRST_DETOUR = 102;

    /** What a router may have for links; other kinds may be the kernel's own fallback devices. */
    static final Set<String> LINK_KINDS = Set.of("veth", "macvlan");

    private final VpcRouter router;
    private final RouterKernel kernel;
    private final Map<String, Device> agent;
    private final List<String> removals = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private final List<String> additions = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> newEips = new TreeSet<>();
    private final Set<String> present = new HashSet<>();

    private RouterDiff(VpcRouter router, RouterKernel kernel, Map<String, Device> agent) {
        this.router = router;
        this.kernel = kernel;
        this.agent = agent;
    }

    /** @param agent devices of the agent's namespace, by name */
    static RouterPlan plan(VpcRouter router, RouterKernel kernel, Map<String, Device> agent) {
        RouterDiff diff = new RouterDiff(router, kernel, agent);
        diff.removeLeftovers();
        new TreeMap<>(router.ports()).values().forEach(diff::port);
        router.external().ifPresent(diff::external);
        diff.rules();
        diff.routes();
        return new RouterPlan(diff.removals, diff.links, diff.additions, List.copyOf(diff.newEips), diff.problems);
    }

    /** The mark of a router's link in the agent's namespace. */
    static String alias(RouterPort port) {
        return "openhavip:" + port.vSwitchId();
    }

    private void removeLeftovers() {
        for (Device device : sorted(kernel.devices().values(), Device::name)) {
            boolean wanted = router.ports().containsKey(device.name())
                    || router.external().isPresent() && device.name().equals(VpcRouter.OUTSIDE);
            if (!wanted && LINK_KINDS.contains(device.kind())) {
                removals.add("link delete dev " + device.name());
            }
        }
    }

    private void port(RouterPort port) {
        Device inner = kernel.devices().get(port.inner());
        Device outer = agent.get(port.outer());
        if (outer != null && !isOwn(outer, port)) {
            problems.add("device " + port.outer() + " is in the way of the router of " + router.vpcId());
            return;
        }
        boolean linked = inner != null
                && outer != null
                && inner.linkIndex() == outer.index()
                && outer.linkIndex() == inner.index();
        if (!linked) {
            if (inner != null) {
                removals.add("link delete dev " + port.inner());
            }
            if (outer != null) {
                links.add("link delete dev " + port.outer());
            }
            links.add("link add name " + port.outer() + " address " + VirtualMac.ofRouterPort(port.vSwitchId())
                    + " type veth peer name " + port.inner() + " netns " + router.namespace() + " address "
                    + port.macAddress());
        }
        if (!linked || !outer.alias().equals(alias(port))) {
            links.add("link set dev " + port.outer() + " alias " + alias(port));
        }
        leg(
                linked ? inner : null,
                port.inner(),
                port.macAddress(),
                Set.of(port.address() + "/" + port.block().prefix()));
    }

    private static boolean isOwn(Device outer, RouterPort port) {
        return outer.alias().equals(alias(port))
                || outer.macAddress().equals(VirtualMac.ofRouterPort(port.vSwitchId()));
    }

    private void external(ExternalPort port) {
        Device parent = agent.get(port.parent());
        Device device = kernel.devices().get(VpcRouter.OUTSIDE);
        if (parent == null) {
            problems.add("the external device " + port.parent() + " is not there: no EIP is reachable");
            return;
        }
        boolean right = device != null
                && device.kind().equals("macvlan")
                && device.mode().equals("bridge")
                && device.linkIndex() == parent.index();
        if (!right) {
            if (device != null) {
                removals.add("link delete dev " + VpcRouter.OUTSIDE);
            }
            links.add("link add link " + port.parent() + " name " + VpcRouter.OUTSIDE + " netns " + router.namespace()
                    + " address " + port.macAddress() + " type macvlan mode bridge");
        }
        Set<String> addresses = new TreeSet<>();
        port.translations().keySet().forEach(eip -> addresses.add(eip + "/32"));
        leg(right ? device : null, VpcRouter.OUTSIDE, port.macAddress(), addresses);
        for (String eip : port.translations().keySet()) {
            if (!right || !device.addresses().contains(eip + "/32")) {
                newEips.add(eip);
            }
        }
    }

    private void leg(Device device, String name, String macAddress, Set<String> addresses) {
        if (device != null) {
            present.add(name);
            for (String extra : new TreeSet<>(device.addresses())) {
                if (!addresses.contains(extra)) {
                    removals.add("address del " + extra + " dev " + name);
                }
            }
            if (!device.macAddress().equals(macAddress)) {
                additions.add("link set dev " + name + " address " + macAddress);
            }
        }
        if (device == null || !device.up()) {
            additions.add("link set dev " + name + " addrgenmode none");
            additions.add("link set dev " + name + " up");
            // Its routes went when it went down.
            present.remove(name);
        }
        for (String address : new TreeSet<>(addresses)) {
            if (device == null || !device.addresses().contains(address)) {
                additions.add("address add " + address + " dev " + name);
            }
        }
    }

    private static Map<Integer, String> rules(VpcRouter router) {
        Map<Integer, String> rules = new TreeMap<>(RULES);
        int priority = FIRST_DETOUR;
        for (String rule : new TreeSet<>(
                router.detours().values().stream().map(Detour::rule).toList())) {
            rules.put(priority++, rule);
        }
        return rules;
    }

    private void rules() {
        Map<Integer, String> wanted = rules(router);
        new TreeMap<>(kernel.rules()).forEach((priority, rule) -> {
            if (!rule.equals(wanted.get(priority))) {
                removals.add("rule del pref " + priority);
            }
        });
        wanted.forEach((priority, rule) -> {
            if (!rule.equals(kernel.rules().get(priority))) {
                additions.add("rule add pref " + priority + " " + rule);
            }
        });
    }

    private void routes() {
        for (Route extra : sorted(kernel.routes(), Route::toString)) {
            if (!router.routes().contains(extra) && present.contains(extra.device())) {
                removals.add("route del " + extra.destination() + " dev " + extra.device() + " table " + extra.table());
            }
        }
        for (Route missing : sorted(router.routes(), Route::toString)) {
            boolean hasDevice = !missing.device().equals(VpcRouter.OUTSIDE)
                    || router.external()
                            .map(port -> agent.containsKey(port.parent()))
                            .orElse(false);
            if (hasDevice && (!kernel.routes().contains(missing) || !present.contains(missing.device()))) {
                additions.add("route replace " + missing.destination()
                        + (missing.via().isEmpty() ? "" : " via " + missing.via()) + " dev " + missing.device()
                        + " table " + missing.table() + (missing.onLink() ? " onlink" : ""));
            }
        }
    }

    private static <T> List<T> sorted(Iterable<T> all, Function<T, String> name) {
        List<T> sorted = new ArrayList<>();
        all.forEach(sorted::add);
        sorted.sort(Comparator.comparing(name));
        return sorted;
    }
}
