package io.openhavip.agent.router;

import io.openhavip.agent.dataplane.ThisHost;
import io.openhavip.agent.facts.Facts;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.eip.EipState.Target;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.host.HostState;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * On which host each bound EIP is translated, and how that host is reached: a pure function of the facts. Hosts take part if they have a
 * way outside and a tunnel. Where there is no tunnel between hosts, those take part that have a way outside and what the EIP leads to.
 *
 * @param here ids of those that are this host's
 * @param elsewhere EIP id → tunnel address of the host that has it
 */
record EipHosts(Set<String> here, Map<String, String> elsewhere) {

    EipHosts {
        here = Set.copyOf(here);
        elsewhere = Map.copyOf(elsewhere);
    }

    static EipHosts derive(ThisHost host, boolean external, Facts facts) {
        Map<String, String> addresses = new HashMap<>();
        facts.hosts().values().stream()
                .filter(HostState::external)
                .forEach(each ->
                        facts.tunnelAddress(each.hostId()).ifPresent(address -> addresses.put(each.hostId(), address)));
        // What this host is now may be ahead of its record; without one it is not registered yet, or an operator has
        // removed it.
        if (!external) {
            addresses.remove(host.hostId());
        } else if (facts.hosts().containsKey(host.hostId())) {
            host.tunnelAddress().ifPresent(address -> addresses.put(host.hostId(), address));
        }
        EipPlacement placement = EipPlacement.among(addresses.keySet());
        Map<String, Set<String>> holders = holders(host, external, facts);
        Set<String> here = new HashSet<>();
        Map<String, String> elsewhere = new HashMap<>();
        for (EipState eip : facts.eips().values()) {
            if (eip.target().isEmpty()) {
                continue;
            }
            Target target = eip.target().get();
            boolean tunnelled = host.tunnelAddress().isPresent() && spansHosts(target, facts);
            Optional<String> chosen = tunnelled
                    ? placement.hostOf(eip.eipId())
                    : EipPlacement.among(holders.getOrDefault(key(target.vpcId(), target.privateIpAddress()), Set.of()))
                            .hostOf(eip.eipId());
            if (chosen.filter(host.hostId()::equals).isPresent()) {
                here.add(eip.eipId());
            } else if (tunnelled) {
                chosen.ifPresent(other -> elsewhere.put(eip.eipId(), addresses.get(other)));
            }
        }
        return new EipHosts(here, elsewhere);
    }

    /** VPC and address → hosts with a way outside that have the port with it or, if it is a HAVIP's, a port that may own it. */
    private static Map<String, Set<String>> holders(ThisHost host, boolean external, Facts facts) {
        Map<String, String> hostOf = new HashMap<>();
        Map<String, Set<String>> holders = new HashMap<>();
        for (InstanceState instance : facts.instances().values()) {
            if (!leadsOutside(instance.hostId(), host, external, facts)) {
                continue;
            }
            hostOf.put(instance.instanceId(), instance.hostId());
            for (NetworkInterface each : instance.networkInterfaces()) {
                hostOf.put(each.networkInterfaceId(), instance.hostId());
                holders.computeIfAbsent(key(instance.vpcId(), each.privateIpAddress()), address -> new HashSet<>())
                        .add(instance.hostId());
            }
        }
        for (HaVipState haVip : facts.haVips().values()) {
            haVip.associatedInstances().stream()
                    .flatMap(id -> Optional.ofNullable(hostOf.get(id)).stream())
                    .forEach(id -> holders.computeIfAbsent(
                                    key(haVip.vpcId(), haVip.ipAddress()), address -> new HashSet<>())
                            .add(id));
        }
        return holders;
    }

    private static boolean leadsOutside(String hostId, ThisHost host, boolean external, Facts facts) {
        return hostId.equals(host.hostId())
                ? external
                : Optional.ofNullable(facts.hosts().get(hostId))
                        .filter(HostState::external)
                        .isPresent();
    }

    private static String key(String vpcId, String address) {
        return vpcId + "/" + address;
    }

    /** VPCs whose EIPs are led outside here by choice, so that they need a router here. */
    static Set<String> vpcs(ThisHost host, boolean external, Facts facts) {
        if (!external || host.tunnelAddress().isEmpty()) {
            return Set.of();
        }
        Set<String> here = derive(host, true, facts).here();
        return facts.eips().values().stream()
                .filter(eip -> here.contains(eip.eipId()))
                .flatMap(eip -> eip.target().stream())
                .filter(target -> spansHosts(target, facts))
                .map(Target::vpcId)
                .collect(Collectors.toSet());
    }

    private static boolean spansHosts(Target target, Facts facts) {
        return Optional.ofNullable(facts.vSwitches().get(target.vSwitchId()))
                .flatMap(VSwitchState::tunnelKey)
                .isPresent();
    }
}
