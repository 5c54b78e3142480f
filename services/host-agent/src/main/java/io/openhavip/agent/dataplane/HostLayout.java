package io.openhavip.agent.dataplane;

import io.openhavip.agent.facts.AddressBlock;
import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.netlink.KeyEncoding;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Bridges and ports that this host must have: a pure function of the facts. Ownership is not in it, so a switch leaves it as it is.
 * A stopped instance has no port; a vSwitch has a bridge while an instance of this host is in its VPC. Immutable.
 *
 * @param bridges by vSwitch id
 * @param ports by network interface id
 * @param portsByDevice the same ports by device name
 * @param routedSources what owners and ports may send from because of route entries
 * @param problems what the facts ask for and cannot be had, for people
 */
public record HostLayout(
        Map<String, Bridge> bridges,
        Map<String, Port> ports,
        Map<String, Port> portsByDevice,
        RoutedSources routedSources,
        List<String> problems) {

    public static final HostLayout EMPTY = new HostLayout(Map.of(), Map.of(), Map.of(), RoutedSources.NONE, List.of());

    public HostLayout {
        bridges = Map.copyOf(bridges);
        ports = Map.copyOf(ports);
        portsByDevice = Map.copyOf(portsByDevice);
        problems = List.copyOf(problems);
    }

    /** The same for a host that has nothing to do with others. */
    public static HostLayout derive(String hostId, Facts facts) {
        return derive(ThisHost.alone(hostId), facts);
    }

    /** The same for a host that leads nobody else's traffic outside. */
    static HostLayout derive(ThisHost host, Facts facts) {
        return derive(host, facts, Set.of());
    }

    /**
     * Derives what a host must have. Facts that can't be programmed (no address, no MAC) are left out.
     *
     * @param routedVpcs VPCs that need a router here also if no instance of theirs is here
     */
    public static HostLayout derive(ThisHost host, Facts facts, Set<String> routedVpcs) {
        Map<String, Port> ports = new TreeMap<>();
        Map<String, Port> byDevice = new HashMap<>();
        facts.instances().values().stream()
                .filter(instance -> instance.hostId().equals(host.hostId()) && hasNetwork(instance.status()))
                .sorted(Comparator.comparing(InstanceState::instanceId))
                .forEach(instance -> instance.networkInterfaces().stream()
                        .filter(HostLayout::isProgrammable)
                        .map(networkInterface -> port(instance, networkInterface))
                        // Two ids with the same last characters: the first keeps the device, so that nothing flaps.
                        .filter(port -> byDevice.putIfAbsent(port.device(), port) == null)
                        .forEach(port -> ports.put(port.networkInterfaceId(), port)));
        Tunnels tunnels = Tunnels.derive(host, facts);
        Map<String, Bridge> bridges = bridges(host, ports, tunnels, facts, routedVpcs);
        Set<String> others = bridges.values().stream().flatMap(Bridge::devices).collect(Collectors.toSet());
        ports.values().removeIf(port -> !bridges.containsKey(port.vSwitchId()) || others.contains(port.device()));
        byDevice.values().removeIf(port -> !ports.containsKey(port.networkInterfaceId()));
        return new HostLayout(
                bridges, ports, byDevice, RoutedSources.derive(bridges.keySet(), facts), tunnels.problems());
    }

    public Optional<Bridge> bridge(String vSwitchId) {
        return Optional.ofNullable(bridges.get(vSwitchId));
    }

    public Optional<Port> port(String networkInterfaceId) {
        return Optional.ofNullable(ports.get(networkInterfaceId));
    }

    static boolean hasNetwork(InstanceStatus status) {
        return switch (status) {
            case Starting, Running, Stopping -> true;
            case Pending, Stopped -> false;
        };
    }

    private static Port port(InstanceState instance, NetworkInterface networkInterface) {
        return new Port(
                networkInterface.networkInterfaceId(),
                instance.instanceId(),
                networkInterface.vSwitchId(),
                DeviceNames.port(networkInterface.networkInterfaceId()),
                DeviceNames.bridge(networkInterface.vSwitchId()),
                networkInterface.macAddress(),
                networkInterface.privateIpAddress());
    }

    private static Map<String, Bridge> bridges(
            ThisHost host, Map<String, Port> ports, Tunnels tunnels, Facts facts, Set<String> routedVpcs) {
        Map<String, Map<String, String>> neighbours = new TreeMap<>();
        for (Port port : ports.values()) {
            neighbours
                    .computeIfAbsent(port.vSwitchId(), vSwitch -> new LinkedHashMap<>())
                    .put(port.address(), port.macAddress());
        }
        vSwitchesInReach(neighbours.keySet(), facts, routedVpcs)
                .forEach(vSwitchId -> neighbours.putIfAbsent(vSwitchId, new LinkedHashMap<>()));
        // Two ids with the same last characters: the first keeps the devices, so that nothing flaps.
        Set<String> names = new HashSet<>();
        neighbours.keySet().removeIf(vSwitchId -> !names.add(DeviceNames.bridge(vSwitchId)));
        neighbours.forEach((vSwitchId, entries) -> tunnels.remotesIn(vSwitchId)
                .forEach(remote -> entries.putIfAbsent(remote.address(), remote.macAddress())));
        for (HaVipState haVip : facts.haVips().values()) {
            if (neighbours.containsKey(haVip.vSwitchId()) && KeyEncoding.isAddress(haVip.ipAddress())) {
                neighbours.get(haVip.vSwitchId()).put(haVip.ipAddress(), VirtualMac.ofHaVip(haVip.ipAddress()));
            }
        }
        Map<String, Gateway> gateways = gateways(host, neighbours.keySet(), facts);
        gateways.forEach(
                (vSwitchId, gateway) -> neighbours.get(vSwitchId).put(gateway.address(), gateway.macAddress()));
        tunnels.keys().keySet().stream()
                .filter(neighbours::containsKey)
                .forEach(vSwitchId -> neighbours.get(vSwitchId).putAll(tunnels.nextHops()));
        Map<String, Integer> marks = marks(new TreeSet<>(neighbours.keySet()));
        Map<String, Bridge> bridges = new HashMap<>();
        neighbours.forEach((vSwitchId, entries) -> bridges.put(
                vSwitchId,
                new Bridge(
                        vSwitchId,
                        DeviceNames.bridge(vSwitchId),
                        VirtualMac.ofBridge(vSwitchId),
                        marks.get(vSwitchId),
                        entries,
                        Optional.ofNullable(gateways.get(vSwitchId)),
                        tunnel(host, vSwitchId, tunnels))));
        return bridges;
    }

    private static Optional<Tunnel> tunnel(ThisHost host, String vSwitchId, Tunnels tunnels) {
        return Optional.ofNullable(tunnels.keys().get(vSwitchId))
                .map(key -> new Tunnel(
                        DeviceNames.tunnel(vSwitchId),
                        VirtualMac.ofTunnel(vSwitchId),
                        key,
                        host.tunnelAddress().orElseThrow(),
                        tunnels.destinations(vSwitchId)));
    }

    /** The vSwitches that the router of one of the given ones leads to: all of its VPC. */
    private static List<String> vSwitchesInReach(Set<String> vSwitchIds, Facts facts, Set<String> routedVpcs) {
        Set<String> vpcs = vSwitchIds.stream()
                .map(facts.vSwitches()::get)
                .filter(Objects::nonNull)
                .map(VSwitchState::vpcId)
                .collect(Collectors.toCollection(() -> new HashSet<>(routedVpcs)));
        return facts.vSwitches().values().stream()
                .filter(vSwitch -> vpcs.contains(vSwitch.vpcId()))
                .map(VSwitchState::vSwitchId)
                .toList();
    }

    private static Map<String, Gateway> gateways(ThisHost host, Set<String> vSwitchIds, Facts facts) {
        Map<String, Gateway> gateways = new TreeMap<>();
        for (String vSwitchId : vSwitchIds) {
            Optional.ofNullable(facts.vSwitches().get(vSwitchId))
                    .flatMap(vSwitch -> AddressBlock.read(vSwitch.cidrBlock()))
                    .flatMap(block -> Gateway.of(host, vSwitchId, block))
                    .ifPresent(gateway -> gateways.put(vSwitchId, gateway));
        }
        return gateways;
    }

    // A mark must stay the same over restarts, and two vSwitches of one host must never share one.
    private static Map<String, Integer> marks(TreeSet<String> vSwitchIds) {
        Map<String, Integer> marks = new HashMap<>();
        Set<Integer> taken = new HashSet<>();
        taken.add(0);
        for (String vSwitchId : vSwitchIds) {
            int mark = VirtualMac.hash(vSwitchId) & 0x7fffffff;
            while (!taken.add(mark)) {
                mark = (mark + 1) & 0x7fffffff;
            }
            marks.put(vSwitchId, mark);
        }
        return marks;
    }

    /** Whether it has an address and a MAC. */
    public static boolean isProgrammable(NetworkInterface networkInterface) {
        return KeyEncoding.isAddress(networkInterface.privateIpAddress())
                && KeyEncoding.isMac(networkInterface.macAddress());
    }

    /** All ports of a vSwitch. */
    public List<Port> portsOf(String vSwitchId) {
        return ports.values().stream()
                .filter(port -> port.vSwitchId().equals(vSwitchId))
                .sorted(Comparator.comparing(Port::networkInterfaceId))
                .toList();
    }
}
