package io.openhavip.agent.router;

import io.openhavip.agent.dataplane.Bridge;
import io.openhavip.agent.dataplane.DeviceNames;
import io.openhavip.agent.dataplane.Gateway;
import io.openhavip.agent.dataplane.HostLayout;
import io.openhavip.agent.dataplane.VirtualMac;
import io.openhavip.agent.facts.AddressBlock;
import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.facts.RouteTables;
import io.openhavip.agent.facts.RouteTables.Entry;
import io.openhavip.agent.netlink.KeyEncoding;
import io.openhavip.agent.router.VpcRouter.ExternalPort;
import io.openhavip.agent.router.VpcRouter.Route;
import io.openhavip.agent.router.VpcRouter.RouterPort;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The routers that this host must have, one for each VPC that one of its instances is in: a pure function of the facts. Immutable.
 *
 * @param routers by namespace
 */
public record RouterLayout(Map<String, VpcRouter> routers) {

    static final RouterLayout EMPTY = new RouterLayout(Map.of());
    private static final AddressBlock EVERYWHERE = new AddressBlock(0, 0);

    public RouterLayout {
        routers = Map.copyOf(routers);
    }

    /** Facts that can't be programmed (no address, no such next hop) are left out. */
    static RouterLayout derive(
            String hostId, RouterNames names, ExternalLink link, EipHosts eipHosts, HostLayout layout, Facts facts) {
        Map<String, Map<String, RouterPort>> ports = new TreeMap<>();
        for (Bridge bridge : layout.bridges().values()) {
            VSwitchState vSwitch = facts.vSwitches().get(bridge.vSwitchId());
            if (bridge.gateway().isPresent() && vSwitch != null) {
                RouterPort port = port(vSwitch, bridge.gateway().get());
                ports.computeIfAbsent(vSwitch.vpcId(), vpc -> new HashMap<>()).put(port.inner(), port);
            }
        }
        RouteTables tables = RouteTables.derive(ports.keySet(), facts);
        Map<String, List<EipState>> bound = bound(facts);
        Map<String, VpcRouter> routers = new HashMap<>();
        ports.forEach((vpcId, legs) -> {
            String namespace = names.namespace(vpcId);
            List<EipState> eips = bound.getOrDefault(vpcId, List.of());
            Optional<ExternalPort> external = link.device()
                    .map(device -> new ExternalPort(
                            device, VirtualMac.ofExternalPort(hostId, namespace), translations(eips, eipHosts)))
                    .filter(port -> !port.translations().isEmpty());
            Set<Route> routes = routes(tables.of(vpcId), legs.values());
            external.ifPresent(port -> routes.add(wayOut(link)));
            Map<String, Detour> detours = new TreeMap<>();
            tunnelled(legs, layout)
                    .ifPresent(leg -> detours(eips, eipHosts).forEach((address, detour) -> {
                        detours.put(address, detour);
                        routes.add(new Route(detour.table(), EVERYWHERE, detour.nextHop(), leg.inner(), true));
                    }));
            // Two ids with the same last characters: the first keeps the name, so that nothing flaps.
            routers.putIfAbsent(namespace, new VpcRouter(vpcId, namespace, legs, routes, external, detours));
        });
        return new RouterLayout(routers);
    }

    private static RouterPort port(VSwitchState vSwitch, Gateway gateway) {
        return new RouterPort(
                vSwitch.vSwitchId(),
                gateway.device(),
                DeviceNames.routerInside(vSwitch.vSwitchId()),
                gateway.macAddress(),
                gateway.address(),
                AddressBlock.parse(vSwitch.cidrBlock()));
    }

    private static Route wayOut(ExternalLink link) {
        return new Route(
                Route.OUT,
                EVERYWHERE,
                link.gateway().orElse(""),
                VpcRouter.OUTSIDE,
                link.gateway().isPresent());
    }

    /**
     * By VPC id. Two EIPs of one private address are facts together only while it is not yet told that one was unassociated; the one with
     * the lower id counts, on every host.
     */
    private static Map<String, List<EipState>> bound(Facts facts) {
        Map<String, List<EipState>> bound = new HashMap<>();
        Set<String> taken = new HashSet<>();
        facts.eips().values().stream()
                .sorted(Comparator.comparing(EipState::eipId))
                .forEach(eip -> eip.target()
                        .filter(target -> KeyEncoding.isAddress(eip.ipAddress())
                                && KeyEncoding.isAddress(target.privateIpAddress())
                                && taken.add(target.vpcId() + "/" + target.privateIpAddress()))
                        .ifPresent(target -> bound.computeIfAbsent(target.vpcId(), vpc -> new ArrayList<>())
                                .add(eip)));
        return bound;
    }

    private static Map<String, String> translations(List<EipState> bound, EipHosts eipHosts) {
        Map<String, String> translations = new TreeMap<>();
        for (EipState eip : bound) {
            if (eipHosts.here().contains(eip.eipId())) {
                translations.putIfAbsent(eip.ipAddress(), privateAddress(eip));
            }
        }
        return translations;
    }

    private static Map<String, Detour> detours(List<EipState> bound, EipHosts eipHosts) {
        Map<String, Detour> detours = new TreeMap<>();
        for (EipState eip : bound) {
            Optional.ofNullable(eipHosts.elsewhere().get(eip.eipId()))
                    .ifPresent(tunnelAddress -> detours.put(privateAddress(eip), new Detour(tunnelAddress)));
        }
        return detours;
    }

    private static String privateAddress(EipState eip) {
        return eip.target().orElseThrow().privateIpAddress();
    }

    /** The leg that leads to other hosts' routers: any that spans hosts. */
    private static Optional<RouterPort> tunnelled(Map<String, RouterPort> legs, HostLayout layout) {
        return legs.values().stream()
                .filter(leg ->
                        layout.bridge(leg.vSwitchId()).flatMap(Bridge::tunnel).isPresent())
                .min(Comparator.comparing(RouterPort::vSwitchId));
    }

    private static Set<Route> routes(List<Entry> entries, Iterable<RouterPort> legs) {
        Set<Route> routes = new HashSet<>();
        for (Entry entry : entries) {
            entry.nextHop()
                    .ifPresent(nextHop -> legs.forEach(leg -> {
                        if (leg.vSwitchId().equals(nextHop.vSwitchId())) {
                            routes.add(
                                    new Route(Route.MAIN, entry.destination(), nextHop.address(), leg.inner(), false));
                        }
                    }));
        }
        return routes;
    }
}
