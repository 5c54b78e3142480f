package io.openhavip.agent.dataplane;

import static io.openhavip.agent.dataplane.FabricPlan.Step.bridge;
import static io.openhavip.agent.dataplane.FabricPlan.Step.ip;

import io.openhavip.agent.dataplane.FabricPlan.Step;
import io.openhavip.agent.dataplane.KernelState.Device;
import io.openhavip.agent.dataplane.KernelState.ForwardingEntry;
import io.openhavip.agent.dataplane.KernelState.Neighbour;
import io.openhavip.agent.dataplane.KernelState.PortFlags;
import io.openhavip.agent.dataplane.KernelState.TunnelEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares the wanted layout with the kernel: a pure function. It touches a device only if it is one of the agent's bridges (known
 * by their alias), a port of such a bridge, or a port that the layout names. A port whose device is not there yet is left for later.
 */
final class FabricDiff {

    private final HostLayout layout;
    private final KernelState kernel;
    private final List<Step> removals = new ArrayList<>();
    private final List<Step> additions = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<Bridge> available;
    private final Set<String> leaving = new HashSet<>();

    private FabricDiff(HostLayout layout, KernelState kernel) {
        this.layout = layout;
        this.kernel = kernel;
        this.available = available();
    }

    static FabricPlan plan(HostLayout layout, KernelState kernel) {
        FabricDiff diff = new FabricDiff(layout, kernel);
        diff.removeLeftovers();
        sorted(diff.available, Bridge::name).forEach(diff::bridgeDevice);
        sorted(layout.ports().values(), Port::device).forEach(diff::port);
        diff.forwarding();
        diff.tunnelEntries();
        diff.neighbours();
        return new FabricPlan(diff.removals, diff.additions, diff.problems);
    }

    /** Names of the devices that are in the agent's bridges. */
    static List<String> inBridges(HostLayout layout, KernelState kernel) {
        FabricDiff diff = new FabricDiff(layout, kernel);
        return kernel.devices().values().stream()
                .filter(device -> diff.isOwnBridge(device.master()))
                .map(Device::name)
                .toList();
    }

    /** The bridges whose names are not taken by devices of others. */
    private List<Bridge> available() {
        List<Bridge> available = new ArrayList<>();
        for (Bridge bridge : layout.bridges().values()) {
            if (isAvailable(bridge.name())) {
                available.add(bridge);
            } else {
                problems.add("device " + bridge.name() + " is in the way of the bridge of " + bridge.vSwitchId());
            }
        }
        return available;
    }

    private boolean isAvailable(String bridge) {
        return !kernel.devices().containsKey(bridge) || isOwnBridge(bridge);
    }

    private void removeLeftovers() {
        Set<String> wantedBridges =
                layout.bridges().values().stream().map(Bridge::name).collect(Collectors.toSet());
        Set<String> suppressors =
                layout.bridges().values().stream().map(Bridge::suppressor).collect(Collectors.toSet());
        Set<String> routerPorts = layout.bridges().values().stream()
                .flatMap(bridge -> bridge.gateway().stream())
                .map(Gateway::device)
                .collect(Collectors.toSet());
        Map<String, Tunnel> tunnels = layout.bridges().values().stream()
                .flatMap(bridge -> bridge.tunnel().stream())
                .collect(Collectors.toMap(Tunnel::device, Function.identity()));
        List<Device> devices = sorted(kernel.devices().values(), Device::name);
        devices.stream()
                .filter(device -> isOwnBridge(device.master()) && !wantedBridges.contains(device.master()))
                .forEach(this::shut);
        for (Device device : devices) {
            if (isOwnTunnel(device)) {
                Tunnel wanted = tunnels.get(device.name());
                if (wanted == null || !wanted.settings().equals(device.settings())) {
                    leaving.add(device.name());
                    removals.add(ip(device.name(), "link delete dev " + device.name()));
                }
            } else if (isOwnBridge(device.name()) && !wantedBridges.contains(device.name())) {
                String suppressor = DeviceNames.suppressor(Bridge.vSwitchIdOf(device.alias()));
                if (kernel.devices().containsKey(suppressor)) {
                    removals.add(ip(device.name(), "link delete dev " + suppressor));
                }
                removals.add(ip(device.name(), "link delete dev " + device.name()));
            } else if (isOwnBridge(device.master())
                    && wantedBridges.contains(device.master())
                    && !layout.portsByDevice().containsKey(device.name())
                    && !suppressors.contains(device.name())
                    && !tunnels.containsKey(device.name())
                    && !routerPorts.contains(device.name())) {
                leaving.add(device.name());
                shut(device);
                removals.add(ip(device.name(), "link set dev " + device.name() + " nomaster"));
            }
        }
    }

    // A port outside of a bridge is a device of the host like any other: what it hears goes to the host's own IP.
    private void shut(Device device) {
        if (DeviceNames.looksLikePort(device.name()) && device.up()) {
            removals.add(ip(device.name(), "link set dev " + device.name() + " down"));
        }
    }

    private void bridgeDevice(Bridge bridge) {
        String name = bridge.name();
        Device device = kernel.devices().get(name);
        if (device == null) {
            additions.add(ip(
                    name,
                    "link add name " + name + " address " + bridge.macAddress()
                            + " type bridge stp_state 0 mcast_snooping 0 " + Bridge.SETTINGS));
            additions.add(ip(name, "link set dev " + name + " addrgenmode none"));
            additions.add(ip(name, "link set dev " + name + " alias " + bridge.alias()));
            additions.add(ip(name, "link set dev " + name + " up"));
        } else {
            if (!device.alias().equals(bridge.alias())) {
                additions.add(ip(name, "link set dev " + name + " alias " + bridge.alias()));
            }
            if (!device.macAddress().equals(bridge.macAddress()) || !device.up()) {
                additions.add(ip(name, "link set dev " + name + " address " + bridge.macAddress() + " up"));
            }
            if (!device.settings().equals(Bridge.SETTINGS)) {
                additions.add(ip(name, "link set dev " + name + " type bridge " + Bridge.SETTINGS));
            }
        }
        suppressor(bridge);
        bridge.tunnel().ifPresent(tunnel -> tunnel(bridge, tunnel));
        bridge.gateway()
                .filter(gateway -> isVeth(gateway.device()))
                .ifPresent(gateway -> join(gateway.device(), name, PortFlags.INSTANCE));
    }

    private void tunnel(Bridge bridge, Tunnel tunnel) {
        String name = tunnel.device();
        if (!isAvailable(tunnel)) {
            problems.add("device " + name + " is in the way of the tunnel of " + bridge.vSwitchId());
            return;
        }
        if (!stays(name)) {
            additions.add(ip(
                    name,
                    "link add name " + name + " address " + tunnel.macAddress() + " type vxlan " + tunnel.settings()));
        }
        join(name, bridge.name(), PortFlags.TUNNEL);
    }

    private boolean isAvailable(Tunnel tunnel) {
        Device device = kernel.devices().get(tunnel.device());
        return device == null || isOwnTunnel(device);
    }

    private static boolean isOwnTunnel(Device device) {
        return device.kind().equals("vxlan")
                && DeviceNames.looksLikeTunnel(device.name())
                && VirtualMac.isOfTunnel(device.macAddress());
    }

    private boolean stays(String device) {
        return kernel.devices().containsKey(device) && !leaving.contains(device);
    }

    private boolean isVeth(String name) {
        Device device = kernel.devices().get(name);
        return device != null && device.kind().equals("veth");
    }

    private void suppressor(Bridge bridge) {
        String name = bridge.suppressor();
        if (!kernel.devices().containsKey(name)) {
            additions.add(ip(name, "link add name " + name + " type veth peer name " + bridge.suppressorPeer()));
        }
        join(name, bridge.name(), PortFlags.SUPPRESSOR);
    }

    private void port(Port port) {
        Device device = kernel.devices().get(port.device());
        if (device == null || !isAvailable(port.bridge())) {
            return;
        }
        if (device.kind().equals("bridge")) {
            problems.add("device " + port.device() + " is a bridge, not the port of " + port.networkInterfaceId());
            return;
        }
        join(port.device(), port.bridge(), PortFlags.INSTANCE);
    }

    private void join(String name, String bridge, PortFlags flags) {
        Device device = stays(name) ? kernel.devices().get(name) : null;
        boolean inPlace = device != null && device.master().equals(bridge);
        if (!inPlace) {
            additions.add(ip(name, "link set dev " + name + " addrgenmode none"));
            additions.add(ip(name, "link set dev " + name + " master " + bridge));
        }
        if (!inPlace || !device.flags().equals(flags)) {
            additions.add(ip(name, "link set dev " + name + " type bridge_slave " + flags.arguments()));
        }
        if (device == null || !device.up()) {
            additions.add(ip(name, "link set dev " + name + " up"));
        }
    }

    private void forwarding() {
        Set<ForwardingEntry> wanted = new HashSet<>();
        for (Port port : layout.ports().values()) {
            if (kernel.devices().containsKey(port.device()) && isAvailable(port.bridge())) {
                wanted.add(new ForwardingEntry(port.bridge(), port.device(), port.macAddress()));
            }
        }
        // The kernel answers ARP only with a MAC that the bridge knows: a HAVIP's virtual one is the bridge's own.
        for (Bridge bridge : available) {
            bridge.neighbours().values().stream()
                    .filter(FabricDiff::isVirtual)
                    .forEach(mac -> wanted.add(new ForwardingEntry(bridge.name(), bridge.name(), mac)));
            bridge.gateway()
                    .filter(gateway -> isVeth(gateway.device()))
                    .ifPresent(gateway ->
                            wanted.add(new ForwardingEntry(bridge.name(), gateway.device(), gateway.macAddress())));
        }
        for (Bridge bridge : available) {
            bridge.tunnel()
                    .filter(this::isAvailable)
                    .ifPresent(tunnel -> tunnel.remotes()
                            .keySet()
                            .forEach(mac -> wanted.add(new ForwardingEntry(bridge.name(), tunnel.device(), mac))));
        }
        for (ForwardingEntry extra : sorted(kernel.forwarding(), ForwardingEntry::macAddress)) {
            // Entries go with the port that leaves.
            if (isOwnBridge(extra.bridge())
                    && survives(extra.bridge())
                    && !wanted.contains(extra)
                    && !leaving.contains(extra.device())) {
                removals.add(bridge(extra.device(), "fdb del " + forwardingArguments(extra)));
            }
        }
        for (ForwardingEntry missing : sorted(wanted, ForwardingEntry::macAddress)) {
            if (!kernel.forwarding().contains(missing) || leaving.contains(missing.device())) {
                String kind = missing.device().equals(missing.bridge()) ? " permanent" : " static";
                additions.add(bridge(missing.device(), "fdb replace " + forwardingArguments(missing) + kind));
            }
        }
    }

    private void tunnelEntries() {
        Set<TunnelEntry> wanted = new HashSet<>();
        for (Bridge bridge : available) {
            bridge.tunnel()
                    .filter(this::isAvailable)
                    .ifPresent(tunnel -> tunnel.remotes()
                            .forEach((mac, remote) -> wanted.add(new TunnelEntry(tunnel.device(), mac, remote))));
        }
        Set<String> replaced = wanted.stream()
                .map(entry -> entry.device() + " " + entry.macAddress())
                .collect(Collectors.toSet());
        for (TunnelEntry extra : sorted(kernel.tunnelEntries(), TunnelEntry::macAddress)) {
            Device device = kernel.devices().get(extra.device());
            if (device != null
                    && isOwnTunnel(device)
                    && stays(extra.device())
                    && !replaced.contains(extra.device() + " " + extra.macAddress())) {
                removals.add(bridge(extra.device(), "fdb del " + tunnelArguments(extra)));
            }
        }
        for (TunnelEntry missing : sorted(wanted, TunnelEntry::macAddress)) {
            if (!kernel.tunnelEntries().contains(missing) || !stays(missing.device())) {
                additions.add(bridge(missing.device(), "fdb replace " + tunnelArguments(missing) + " permanent"));
            }
        }
    }

    private static String tunnelArguments(TunnelEntry entry) {
        return entry.macAddress() + " dev " + entry.device() + " dst " + entry.remoteAddress() + " self";
    }

    private static String forwardingArguments(ForwardingEntry entry) {
        String scope = entry.device().equals(entry.bridge()) ? " self" : " master";
        return entry.macAddress() + " dev " + entry.device() + scope;
    }

    private void neighbours() {
        Set<Neighbour> wanted = new HashSet<>();
        for (Bridge bridge : available) {
            bridge.neighbours().forEach((address, mac) -> wanted.add(new Neighbour(bridge.name(), address, mac)));
        }
        Set<String> addresses = wanted.stream()
                .map(neighbour -> neighbour.bridge() + " " + neighbour.address())
                .collect(Collectors.toSet());
        for (Neighbour extra : sorted(kernel.neighbours(), Neighbour::address)) {
            if (isOwnBridge(extra.bridge())
                    && survives(extra.bridge())
                    && !addresses.contains(extra.bridge() + " " + extra.address())) {
                removals.add(ip(extra.bridge(), "neigh del " + extra.address() + " dev " + extra.bridge()));
            }
        }
        for (Neighbour missing : sorted(wanted, Neighbour::address)) {
            if (!kernel.neighbours().contains(missing)) {
                additions.add(ip(
                        missing.bridge(),
                        "neigh replace " + missing.address() + " lladdr " + missing.macAddress() + " dev "
                                + missing.bridge() + " nud permanent"));
            }
        }
    }

    private boolean isOwnBridge(String name) {
        Device device = kernel.devices().get(name);
        return device != null
                && device.kind().equals("bridge")
                && (Bridge.isOwnAlias(device.alias()) || wasLeftUnfinished(device));
    }

    // The alias comes after the device: an agent killed in between leaves one that only name and MAC tell.
    private boolean wasLeftUnfinished(Device device) {
        return layout.bridges().values().stream()
                .anyMatch(bridge -> bridge.name().equals(device.name())
                        && bridge.macAddress().equals(device.macAddress()));
    }

    private boolean survives(String bridge) {
        return layout.bridges().values().stream()
                .anyMatch(wanted -> wanted.name().equals(bridge));
    }

    private static boolean isVirtual(String mac) {
        return mac.startsWith("02:a1:");
    }

    private static <T> List<T> sorted(Iterable<T> all, Function<T, String> name) {
        List<T> sorted = new ArrayList<>();
        all.forEach(sorted::add);
        sorted.sort(Comparator.comparing(name));
        return sorted;
    }
}
