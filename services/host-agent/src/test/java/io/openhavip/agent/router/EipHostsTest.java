package io.openhavip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.dataplane.ThisHost;
import io.openhavip.agent.facts.Facts;
import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.eip.EipStatus;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.contracts.host.HostState;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EipHostsTest {

    private static final ThisHost FIRST = new ThisHost("host-1", Optional.of("10.255.0.1"));
    private static final ThisHost SECOND = new ThisHost("host-2", Optional.of("10.255.0.2"));
    private static final HostState KNOWN_FIRST = new HostState("host-1", FIRST.tunnelAddress(), true);
    private static final HostState KNOWN_SECOND = new HostState("host-2", SECOND.tunnelAddress(), true);
    private static final List<String> ALL =
            IntStream.range(0, 20).mapToObj(number -> "eip-" + number).toList();

    @Test
    void hostsAgreeAboutWhoHasWhich() {
        Facts facts = facts(Optional.of(7), KNOWN_FIRST, KNOWN_SECOND);
        EipHosts first = EipHosts.derive(FIRST, true, facts);
        EipHosts second = EipHosts.derive(SECOND, true, facts);

        assertThat(first.here()).isNotEmpty().isEqualTo(second.elsewhere().keySet());
        assertThat(second.here()).isNotEmpty().isEqualTo(first.elsewhere().keySet());
        assertThat(new HashSet<>(first.elsewhere().values())).containsExactly("10.255.0.2");
        assertThat(EipHosts.vpcs(FIRST, true, facts)).containsExactly("vpc-1");
    }

    @Test
    void hostWithoutAWayOutHasNone() {
        Facts facts = facts(Optional.of(7), KNOWN_FIRST, new HostState("host-2", SECOND.tunnelAddress(), false));

        assertThat(EipHosts.derive(FIRST, true, facts).here()).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(EipHosts.derive(SECOND, false, facts).elsewhere()).hasSize(ALL.size());
        assertThat(EipHosts.vpcs(SECOND, false, facts)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.255.0.2/24", "host-2.example", "", "010.255.0.2", "0.0.0.100", "224.0.0.1"})
    void hostThatNoTunnelCanLeadToHasNone(String tunnelAddress) {
        HostState senseless = new HostState("host-2", Optional.of(tunnelAddress), true);
        Facts facts = facts(Optional.of(7), KNOWN_FIRST, senseless);

        assertThat(EipHosts.derive(FIRST, true, facts)).isEqualTo(new EipHosts(Set.copyOf(ALL), Map.of()));
    }

    @Test
    void vSwitchThatDoesNotSpanHostsHasItsEipsTranslatedWhereItsPortsAre() {
        Facts facts = facts(Optional.empty(), List.of("host-1"), KNOWN_FIRST, KNOWN_SECOND);

        assertThat(EipHosts.derive(FIRST, true, facts)).isEqualTo(new EipHosts(Set.copyOf(ALL), Map.of()));
        assertThat(EipHosts.derive(SECOND, true, facts)).isEqualTo(new EipHosts(Set.of(), Map.of()));
        assertThat(EipHosts.vpcs(FIRST, true, facts)).isEmpty();
    }

    @Test
    void hostsWithoutTunnelsThatBothHaveAPortAgreeAboutWhoHasWhich() {
        Facts facts = facts(
                Optional.of(7),
                List.of("host-1", "host-2"),
                new HostState("host-1", Optional.empty(), true),
                new HostState("host-2", Optional.empty(), true));

        EipHosts first = EipHosts.derive(ThisHost.alone("host-1"), true, facts);
        EipHosts second = EipHosts.derive(ThisHost.alone("host-2"), true, facts);

        assertThat(first.here()).isNotEmpty().doesNotContainAnyElementsOf(second.here());
        assertThat(second.here()).isNotEmpty();
        assertThat(first.here().size() + second.here().size()).isEqualTo(ALL.size());
    }

    @Test
    void hostAloneHasAll() {
        Facts facts = facts(Optional.of(7), List.of("host-1"));

        assertThat(EipHosts.derive(ThisHost.alone("host-1"), true, facts))
                .isEqualTo(new EipHosts(Set.copyOf(ALL), Map.of()));
    }

    @Test
    void hostThatWasRemovedHasNoneAnyMore() {
        Facts facts = facts(Optional.of(7), KNOWN_FIRST);

        assertThat(EipHosts.derive(SECOND, true, facts).here()).isEmpty();
        assertThat(EipHosts.derive(FIRST, true, facts).here()).containsExactlyInAnyOrderElementsOf(ALL);
    }

    private static Facts facts(Optional<Integer> tunnelKey, HostState... hosts) {
        return facts(tunnelKey, List.of(), hosts);
    }

    /** @param placed hosts that have an instance each that is associated with the HAVIP of all EIPs */
    private static Facts facts(Optional<Integer> tunnelKey, List<String> placed, HostState... hosts) {
        Map<String, InstanceState> instances = placed.stream()
                .map(hostId -> new InstanceState(
                        "i-" + hostId,
                        "vpc-1",
                        hostId,
                        InstanceStatus.Running,
                        1,
                        List.of(new NetworkInterface("eni-" + hostId, "vsw-1", "00:16:3e:00:00:01", "192.168.0.11"))))
                .collect(Collectors.toMap(InstanceState::instanceId, Function.identity()));
        HaVipState haVip = new HaVipState(
                "havip-1",
                "vpc-1",
                "vsw-1",
                "192.168.0.88",
                HaVipStatus.InUse,
                AssociatedInstanceType.EcsInstance,
                List.copyOf(instances.keySet()));
        EipState.Target target =
                new EipState.Target(EipInstanceType.HaVip, "havip-1", "192.168.0.88", "vsw-1", "vpc-1");
        return new Facts(
                Map.of("vsw-1", new VSwitchState("vsw-1", "vpc-1", "192.168.0.0/24", tunnelKey)),
                instances,
                Map.of(haVip.haVipId(), haVip),
                Map.of(),
                Map.of(),
                ALL.stream()
                        .collect(Collectors.toMap(
                                Function.identity(),
                                id -> new EipState(
                                        id,
                                        "cn-hangzhou",
                                        "203.0.113." + id.substring(4),
                                        EipStatus.InUse,
                                        Optional.of(target)))),
                Arrays.stream(hosts).collect(Collectors.toMap(HostState::hostId, Function.identity())));
    }
}
