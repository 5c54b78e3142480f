package io.openhavip.agent.router;

import io.openhavip.agent.dataplane.ThisHost;
import io.openhavip.agent.facts.Facts;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.eip.EipState.Target;
import io.openhavip.contracts.host.HostState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * On which host each bound EIP is translated, and how that host is reached: a pure function of the facts. Hosts take part if they have a
 * way outside and a tunnel. A vSwitch that does not span hosts has its EIPs translated here, wherever that is.
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
        Map<String, String> addresses = facts.hosts().values().stream()
                .filter(HostState::external)
                .filter(each -> each.tunnelAddress().isPresent())
                .collect(Collectors.toMap(
                        HostState::hostId, each -> each.tunnelAddress().orElseThrow()));
        if (external) {
            host.tunnelAddress().ifPresent(address -> addresses.put(host.hostId(), address));
        } else {
            addresses.remove(host.hostId());
        }
        EipPlacement placement = EipPlacement.among(addresses.keySet());
        Map<String, String> elsewhere = new HashMap<>();
        Set<String> here = facts.eips().values().stream()
                .filter(eip -> eip.target().isPresent())
                .map(EipState::eipId)
                .collect(Collectors.toSet());
        if (host.tunnelAddress().isPresent()) {
            facts.eips()
                    .values()
                    .forEach(eip -> eip.target()
                            .filter(target -> spansHosts(target, facts))
                            .flatMap(target -> placement.hostOf(eip.eipId()))
                            .filter(chosen -> !chosen.equals(host.hostId()))
                            .ifPresent(chosen -> elsewhere.put(eip.eipId(), addresses.get(chosen))));
        }
        here.removeAll(elsewhere.keySet());
        return new EipHosts(here, elsewhere);
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
