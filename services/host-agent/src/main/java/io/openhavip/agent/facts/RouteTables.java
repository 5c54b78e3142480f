package io.openhavip.agent.facts;

import io.openhavip.agent.netlink.KeyEncoding;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.RouteState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the route entries of VPCs lead: a pure function of the facts. Two entries of one destination are facts together only while
 * it is not yet told that one was deleted; the system's then counts, or else the one with the lower id, on every host. Immutable.
 *
 * @param ofVpcs by VPC id, no destination twice
 */
public record RouteTables(Map<String, List<Entry>> ofVpcs) {

    /** @param nextHop empty: a vSwitch of the VPC, or nothing that is known there */
    public record Entry(AddressBlock destination, Optional<NextHop> nextHop) {}

    /**
     * An address in a vSwitch of the entry's VPC.
     *
     * @param networkInterfaceId whose it is; empty: a HAVIP's
     */
    public record NextHop(String vSwitchId, String address, Optional<String> networkInterfaceId) {}

    public RouteTables {
        ofVpcs = Map.copyOf(ofVpcs);
    }

    /** Derives those of the given VPCs only. */
    public static RouteTables derive(Set<String> vpcIds, Facts facts) {
        Map<String, NetworkInterface> interfaces = new HashMap<>();
        facts.instances()
                .values()
                .forEach(instance ->
                        instance.networkInterfaces().forEach(each -> interfaces.put(each.networkInterfaceId(), each)));
        Map<String, Map<AddressBlock, Entry>> tables = new HashMap<>();
        facts.routes().values().stream()
                .filter(route -> vpcIds.contains(route.vpcId()))
                .sorted(Comparator.comparing(RouteState::type).thenComparing(RouteState::routeEntryId))
                .forEach(route -> AddressBlock.read(route.destinationCidrBlock())
                        .ifPresent(destination -> tables.computeIfAbsent(route.vpcId(), vpc -> new HashMap<>())
                                .putIfAbsent(destination, new Entry(destination, nextHop(route, facts, interfaces)))));
        Map<String, List<Entry>> ofVpcs = new HashMap<>();
        tables.forEach((vpcId, entries) -> ofVpcs.put(vpcId, List.copyOf(entries.values())));
        return new RouteTables(ofVpcs);
    }

    public List<Entry> of(String vpcId) {
        return ofVpcs.getOrDefault(vpcId, List.of());
    }

    private static Optional<NextHop> nextHop(RouteState route, Facts facts, Map<String, NetworkInterface> interfaces) {
        Optional<NextHop> nextHop = switch (route.nextHopType()) {
            case HaVip ->
                Optional.ofNullable(facts.haVips().get(route.nextHopId())).map(RouteTables::of);
            case Instance ->
                Optional.ofNullable(facts.instances().get(route.nextHopId()))
                        .flatMap(RouteTables::primary)
                        .map(RouteTables::of);
            case NetworkInterface ->
                Optional.ofNullable(interfaces.get(route.nextHopId())).map(RouteTables::of);
            case local -> Optional.empty();
        };
        return nextHop.filter(hop -> KeyEncoding.isAddress(hop.address()))
                .filter(hop -> Optional.ofNullable(facts.vSwitches().get(hop.vSwitchId()))
                        .map(VSwitchState::vpcId)
                        .filter(route.vpcId()::equals)
                        .isPresent());
    }

    private static NextHop of(HaVipState haVip) {
        return new NextHop(haVip.vSwitchId(), haVip.ipAddress(), Optional.empty());
    }

    private static NextHop of(NetworkInterface networkInterface) {
        return new NextHop(
                networkInterface.vSwitchId(),
                networkInterface.privateIpAddress(),
                Optional.of(networkInterface.networkInterfaceId()));
    }

    private static Optional<NetworkInterface> primary(InstanceState instance) {
        return instance.networkInterfaces().stream().findFirst();
    }
}
