package io.openhavip.agent.dataplane;

import static io.openhavip.agent.netlink.KeyEncoding.address;
import static io.openhavip.agent.netlink.KeyEncoding.concatenation;
import static io.openhavip.agent.netlink.KeyEncoding.device;
import static io.openhavip.agent.netlink.KeyEncoding.isAddress;
import static io.openhavip.agent.netlink.KeyEncoding.isMac;
import static io.openhavip.agent.netlink.KeyEncoding.mac;
import static io.openhavip.agent.netlink.KeyEncoding.mark;
import static io.openhavip.agent.netlink.KeyEncoding.markInRange;

import io.openhavip.agent.dataplane.RoutedSources.NextHop;
import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.netlink.SetElement;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.OwnershipState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which elements the nftables sets must have: pure functions of layout and ownership. What one address needs is apart from the
 * rest, because a switch changes only that.
 */
public final class SteeringRules {

    private SteeringRules() {}

    /** All elements of all sets. */
    public static Set<SetElement> all(HostLayout layout, Facts facts) {
        Set<SetElement> elements = new HashSet<>();
        for (Port port : layout.ports().values()) {
            elements.addAll(forPort(layout, port));
        }
        layout.bridges().values().forEach(bridge -> elements.addAll(forBridge(bridge)));
        elements.addAll(forRoutes(layout));
        byAddress(layout, facts).values().forEach(elements::addAll);
        return Set.copyOf(elements);
    }

    /** Those of {@link #all} that a HAVIP's address needs, for each. */
    static Map<AddressKey, List<SetElement>> byAddress(HostLayout layout, Facts facts) {
        Map<AddressKey, List<SetElement>> elements = new HashMap<>();
        facts.haVips().values().forEach(haVip -> {
            AddressKey key = new AddressKey(haVip.vSwitchId(), haVip.ipAddress());
            elements.put(
                    key,
                    forAddress(
                            layout, key, Optional.ofNullable(facts.ownerships().get(key))));
        });
        return elements;
    }

    /** What lets a port speak for itself. */
    static List<SetElement> forPort(HostLayout layout, Port port) {
        byte[] name = device(port.device());
        Bridge bridge = layout.bridges().get(port.vSwitchId());
        List<SetElement> elements = new ArrayList<>();
        elements.add(SetElement.of(Ruleset.PORTS, name));
        elements.add(SetElement.of(Ruleset.PORT_VSWITCH, name, mark(bridge.mark())));
        elements.add(SetElement.of(Ruleset.BIND, concatenation(name, mac(port.macAddress()), address(port.address()))));
        Optional.ofNullable(layout.routedSources().ofInterfaces().get(port.networkInterfaceId()))
                .ifPresent(nextHop -> elements.add(mayAnswer(port, mac(port.macAddress()), nextHop)));
        return List.copyOf(elements);
    }

    /** What lets a vSwitch's router and its tunnel speak. */
    static List<SetElement> forBridge(Bridge bridge) {
        List<SetElement> elements = new ArrayList<>(forRouter(bridge));
        bridge.tunnel().ifPresent(tunnel -> {
            byte[] name = device(tunnel.device());
            elements.add(SetElement.of(Ruleset.PORTS, name));
            elements.add(SetElement.of(Ruleset.TUNNEL_PORTS, name));
            elements.add(SetElement.of(Ruleset.PORT_VSWITCH, name, mark(bridge.mark())));
        });
        return List.copyOf(elements);
    }

    /** What lets a vSwitch's router speak: by ARP for itself, otherwise for anyone. */
    private static List<SetElement> forRouter(Bridge bridge) {
        return bridge.gateway()
                .map(gateway -> {
                    byte[] name = device(gateway.device());
                    return List.of(
                            SetElement.of(Ruleset.PORTS, name),
                            SetElement.of(Ruleset.ROUTER_PORTS, name),
                            SetElement.of(Ruleset.PORT_VSWITCH, name, mark(bridge.mark())),
                            SetElement.of(
                                    Ruleset.BIND,
                                    concatenation(name, mac(gateway.macAddress()), address(gateway.address()))));
                })
                .orElse(List.of());
    }

    /** Which next hop may send from what, whoever that is at the moment. */
    static List<SetElement> forRoutes(HostLayout layout) {
        List<SetElement> elements = new ArrayList<>();
        layout.routedSources()
                .ofHaVips()
                .forEach((key, nextHop) ->
                        layout.bridge(key.vSwitchId()).ifPresent(bridge -> elements.addAll(routed(bridge, nextHop))));
        layout.routedSources()
                .ofInterfaces()
                .forEach((id, nextHop) -> layout.port(id)
                        .flatMap(port -> layout.bridge(port.vSwitchId()))
                        .ifPresent(bridge -> elements.addAll(routed(bridge, nextHop))));
        return List.copyOf(elements);
    }

    private static List<SetElement> routed(Bridge bridge, NextHop nextHop) {
        byte[] mark = markInRange(bridge.mark());
        return nextHop.sources().stream()
                .map(range -> SetElement.ofRange(
                        Ruleset.ROUTED_TO,
                        concatenation(mark, range.firstBytes()),
                        concatenation(mark, range.lastBytes()),
                        mark(nextHop.mark())))
                .toList();
    }

    private static SetElement mayAnswer(Port port, byte[] mac, NextHop nextHop) {
        return SetElement.of(Ruleset.OWNER_ROUTED, concatenation(device(port.device()), mac, mark(nextHop.mark())));
    }

    /**
     * What steers a HAVIP's address to its owner and lets the owner, and nobody else, use it as a source. When nobody has it, only
     * that it is a HAVIP's, which leads nowhere then.
     */
    static List<SetElement> forAddress(HostLayout layout, AddressKey key, Optional<OwnershipState> ownership) {
        Optional<Bridge> bridge = layout.bridge(key.vSwitchId());
        Optional<Owner> owner = ownership.flatMap(OwnershipState::owner);
        if (bridge.isEmpty() || !isAddress(key.address())) {
            return List.of();
        }
        byte[] address = address(key.address());
        byte[] mark = mark(bridge.get().mark());
        SetElement isHaVip = SetElement.of(Ruleset.HAVIPS, concatenation(mark, address));
        if (owner.isEmpty() || !isMac(owner.get().macAddress())) {
            return List.of(isHaVip);
        }
        byte[] ownerMac = mac(owner.get().macAddress());
        List<SetElement> elements = new ArrayList<>();
        elements.add(SetElement.of(Ruleset.HAVIP_MAC, concatenation(mark, address), ownerMac));
        Optional<NextHop> nextHop =
                Optional.ofNullable(layout.routedSources().ofHaVips().get(key));
        nextHop.ifPresent(routed -> elements.add(SetElement.of(
                Ruleset.HAVIP_NEXT_HOP, concatenation(mark, mac(VirtualMac.ofHaVip(key.address()))), ownerMac)));
        layout.port(owner.get().networkInterfaceId())
                .filter(port -> port.vSwitchId().equals(key.vSwitchId()))
                .ifPresentOrElse(
                        port -> {
                            elements.add(SetElement.of(
                                    Ruleset.OWNER_SOURCE, concatenation(device(port.device()), ownerMac, address)));
                            nextHop.ifPresent(routed -> elements.add(mayAnswer(port, ownerMac, routed)));
                        },
                        () -> bridge.get()
                                .tunnel()
                                .ifPresent(tunnel -> elements.add(
                                        SetElement.of(Ruleset.REMOTE_OWNER, concatenation(mark, address, ownerMac)))));
        elements.add(isHaVip);
        return List.copyOf(elements);
    }
}
