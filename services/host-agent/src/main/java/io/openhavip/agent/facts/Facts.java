package io.openhavip.agent.facts;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.host.HostState;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.RouteState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import java.util.Map;
import java.util.Optional;

/**
 * What the state topics say at one instant: all that the data plane is derived from. Immutable.
 *
 * @param vSwitches by id
 * @param instances by id
 * @param haVips by id
 * @param ownerships the one with the highest epoch of each address
 * @param routes by route entry id
 * @param eips by id
 * @param hosts by id
 */
public record Facts(
        Map<String, VSwitchState> vSwitches,
        Map<String, InstanceState> instances,
        Map<String, HaVipState> haVips,
        Map<AddressKey, OwnershipState> ownerships,
        Map<String, RouteState> routes,
        Map<String, EipState> eips,
        Map<String, HostState> hosts) {

    public static final Facts NONE = new Facts(Map.of(), Map.of(), Map.of(), Map.of());

    public Facts {
        vSwitches = Map.copyOf(vSwitches);
        instances = Map.copyOf(instances);
        haVips = Map.copyOf(haVips);
        ownerships = Map.copyOf(ownerships);
        routes = Map.copyOf(routes);
        eips = Map.copyOf(eips);
        hosts = Map.copyOf(hosts);
    }

    /** Where a host's tunnels end; empty: it has none, or says so in a way that makes no sense. */
    public Optional<String> tunnelAddress(String hostId) {
        return Optional.ofNullable(hosts.get(hostId))
                .flatMap(HostState::tunnelAddress)
                .filter(AddressBlock::isUnicast);
    }

    /** Facts without hosts. */
    public Facts(
            Map<String, VSwitchState> vSwitches,
            Map<String, InstanceState> instances,
            Map<String, HaVipState> haVips,
            Map<AddressKey, OwnershipState> ownerships,
            Map<String, RouteState> routes,
            Map<String, EipState> eips) {
        this(vSwitches, instances, haVips, ownerships, routes, eips, Map.of());
    }

    /** Facts without route entries, EIPs and hosts. */
    public Facts(
            Map<String, VSwitchState> vSwitches,
            Map<String, InstanceState> instances,
            Map<String, HaVipState> haVips,
            Map<AddressKey, OwnershipState> ownerships) {
        this(vSwitches, instances, haVips, ownerships, Map.of(), Map.of(), Map.of());
    }
}
