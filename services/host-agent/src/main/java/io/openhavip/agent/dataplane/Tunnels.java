package io.openhavip.agent.dataplane;

import io.openhavip.agent.facts.Facts;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What other hosts have in the vSwitches that span hosts: a pure function of the facts. Immutable.
 *
 * @param keys tunnel key by vSwitch id, of the vSwitches that span hosts
 * @param remotes interfaces on other hosts, by vSwitch id
 * @param gateways MAC of the routers of hosts with a way outside → tunnel address
 * @param problems what keeps a vSwitch from spanning hosts, for people
 */
record Tunnels(
        Map<String, Integer> keys,
        Map<String, List<Remote>> remotes,
        Map<String, String> gateways,
        List<String> problems) {

    static final Tunnels NONE = new Tunnels(Map.of(), Map.of(), Map.of(), List.of());
    private static final int HIGHEST_KEY = (1 << 24) - 1;

    /** Something with an address on another host. */
    record Remote(String address, String macAddress, String tunnelAddress) {}

    Tunnels {
        keys = Map.copyOf(keys);
        remotes = Map.copyOf(remotes);
        gateways = Map.copyOf(gateways);
        problems = List.copyOf(problems);
    }

    static Tunnels derive(ThisHost host, Facts facts) {
        if (host.tunnelAddress().isEmpty()) {
            return NONE;
        }
        List<String> problems = new ArrayList<>();
        Map<String, Integer> keys = keys(facts, problems);
        Map<String, List<Remote>> remotes = new HashMap<>();
        for (InstanceState instance : facts.instances().values()) {
            Optional<String> elsewhere = tunnelAddress(host, facts, instance);
            if (elsewhere.isEmpty() || !HostLayout.hasNetwork(instance.status())) {
                continue;
            }
            for (NetworkInterface each : instance.networkInterfaces()) {
                if (keys.containsKey(each.vSwitchId()) && HostLayout.isProgrammable(each)) {
                    remotes.computeIfAbsent(each.vSwitchId(), id -> new ArrayList<>())
                            .add(new Remote(each.privateIpAddress(), each.macAddress(), elsewhere.get()));
                }
            }
        }
        remotes.values().forEach(list -> list.sort(Comparator.comparing(Remote::macAddress)));
        return new Tunnels(keys, remotes, gateways(host, facts), problems);
    }

    /** MAC → tunnel address of what a vSwitch's tunnel leads to. */
    Map<String, String> destinations(String vSwitchId) {
        Map<String, String> destinations = new HashMap<>(gateways);
        remotesIn(vSwitchId).forEach(remote -> destinations.put(remote.macAddress(), remote.tunnelAddress()));
        return destinations;
    }

    /** Address → MAC by which a router here finds those of hosts with a way outside. */
    Map<String, String> nextHops() {
        Map<String, String> nextHops = new TreeMap<>();
        gateways.forEach((mac, tunnelAddress) -> nextHops.put(NextHopAddress.of(tunnelAddress), mac));
        return nextHops;
    }

    private static Map<String, String> gateways(ThisHost host, Facts facts) {
        return facts.hosts().values().stream()
                .filter(each -> !each.hostId().equals(host.hostId()) && each.external())
                .flatMap(each -> facts.tunnelAddress(each.hostId()).stream())
                .collect(Collectors.toMap(VirtualMac::ofRouter, Function.identity(), (one, another) -> one));
    }

    List<Remote> remotesIn(String vSwitchId) {
        return remotes.getOrDefault(vSwitchId, List.of());
    }

    private static Optional<String> tunnelAddress(ThisHost host, Facts facts, InstanceState instance) {
        return instance.hostId().equals(host.hostId()) ? Optional.empty() : facts.tunnelAddress(instance.hostId());
    }

    // All vSwitches are looked at, not only this host's, so that all hosts agree about who has a key that two have.
    private static Map<String, Integer> keys(Facts facts, List<String> problems) {
        Map<Integer, String> byKey = new HashMap<>();
        Map<String, Integer> keys = new HashMap<>();
        facts.vSwitches().values().stream()
                .sorted(Comparator.comparing(VSwitchState::vSwitchId))
                .forEach(vSwitch -> vSwitch.tunnelKey()
                        .filter(key -> key > 0 && key <= HIGHEST_KEY)
                        .ifPresent(key -> {
                            String other = byKey.putIfAbsent(key, vSwitch.vSwitchId());
                            if (other == null) {
                                keys.put(vSwitch.vSwitchId(), key);
                            } else {
                                problems.add("tunnel key " + key + " of " + vSwitch.vSwitchId() + " is that of " + other
                                        + " already: it does not span hosts");
                            }
                        }));
        return keys;
    }
}
