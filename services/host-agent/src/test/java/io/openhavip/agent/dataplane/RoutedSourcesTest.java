package io.openhavip.agent.dataplane;

import static io.openhavip.agent.dataplane.SampleFacts.KEY;
import static io.openhavip.agent.dataplane.SampleFacts.VSWITCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.facts.AddressBlock;
import io.openhavip.agent.facts.AddressRange;
import io.openhavip.agent.facts.Facts;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkState.RouteState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.contracts.network.NextHopType;
import io.openhavip.contracts.network.RouteEntryType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RoutedSourcesTest {

    @Test
    void destinationOfARouteToAHaVipIsItsOwners() {
        RoutedSources sources = derive(facts(route("10.9.0.0/16", NextHopType.HaVip, "havip-1")));

        assertThat(sources.ofHaVips().get(KEY).sources()).containsExactly(range("10.9.0.0/16"));
        assertThat(sources.ofHaVips().get(KEY).mark()).isNegative();
    }

    @Test
    void vSwitchesAreNobodysByRoute() {
        RoutedSources sources = derive(facts(route("0.0.0.0/0", NextHopType.HaVip, "havip-1")));

        assertThat(sources.ofHaVips().get(KEY).sources())
                .containsExactly(
                        new AddressRange(0, range("192.168.0.0/24").first() - 1),
                        new AddressRange(range("192.168.0.0/24").last() + 1, 0xffffffffL));
    }

    @Test
    void moreSpecificRouteTakesItsPart() {
        RoutedSources sources = derive(facts(
                route("10.0.0.0/8", NextHopType.HaVip, "havip-1"), route("10.9.0.0/16", NextHopType.Instance, "i-1")));

        assertThat(sources.ofHaVips().get(KEY).sources())
                .containsExactly(
                        new AddressRange(
                                range("10.0.0.0/8").first(),
                                range("10.9.0.0/16").first() - 1),
                        new AddressRange(
                                range("10.9.0.0/16").last() + 1,
                                range("10.0.0.0/8").last()));
        assertThat(sources.ofInterfaces().get("eni-aaaaaaaaaaa1").sources()).containsExactly(range("10.9.0.0/16"));
    }

    @Test
    void systemEntryUnknownNextHopAndMalformedDestinationAllowNothing() {
        RouteState system = new RouteState(
                "rte-1", "vpc-1", "vtb-1", RouteEntryType.System, "192.168.0.0/24", NextHopType.local, VSWITCH);

        assertThat(derive(facts(
                        system,
                        route("10.0.0.0/8", NextHopType.HaVip, "havip-none"),
                        route("10.0.0.0", NextHopType.HaVip, "havip-1"))))
                .isEqualTo(RoutedSources.NONE);
    }

    @Test
    void ofTwoEntriesOfOneDestinationOneCountsWhicheverBlockTheyAreWrittenAs() {
        RoutedSources sources = derive(facts(
                route("rte-2", "vpc-1", "10.9.0.0/16", NextHopType.HaVip, "havip-1"),
                route("rte-1", "vpc-1", "10.9.7.7/16", NextHopType.Instance, "i-1")));

        assertThat(sources.ofHaVips()).isEmpty();
        assertThat(sources.ofInterfaces().get("eni-aaaaaaaaaaa1").sources()).containsExactly(range("10.9.0.0/16"));
    }

    @Test
    void nextHopOfAnotherVpcIsAllowedNothing() {
        assertThat(derive(facts(
                        route("rte-1", "vpc-2", "10.9.0.0/16", NextHopType.HaVip, "havip-1"),
                        route("rte-2", "vpc-2", "10.8.0.0/16", NextHopType.Instance, "i-1"))))
                .isEqualTo(RoutedSources.NONE);
    }

    @Test
    void vpcWithoutABridgeHereIsNotLookedAt() {
        assertThat(RoutedSources.derive(Set.of(), facts(route("10.9.0.0/16", NextHopType.HaVip, "havip-1"))))
                .isEqualTo(RoutedSources.NONE);
    }

    private static RoutedSources derive(Facts facts) {
        return RoutedSources.derive(facts.vSwitches().keySet(), facts);
    }

    private static AddressRange range(String block) {
        return AddressRange.of(AddressBlock.parse(block));
    }

    private static RouteState route(String destination, NextHopType type, String nextHopId) {
        return route("rte-" + destination, "vpc-1", destination, type, nextHopId);
    }

    private static RouteState route(String id, String vpcId, String destination, NextHopType type, String nextHopId) {
        return new RouteState(id, vpcId, "vtb-1", RouteEntryType.Custom, destination, type, nextHopId);
    }

    private static Facts facts(RouteState... routes) {
        Facts sample = SampleFacts.facts(Optional.empty(), SampleFacts.instance(1, "host-1", InstanceStatus.Running));
        return new Facts(
                Map.of(
                        VSWITCH,
                        new VSwitchState(VSWITCH, "vpc-1", "192.168.0.0/24"),
                        "vsw-2",
                        new VSwitchState("vsw-2", "vpc-2", "192.168.0.0/24")),
                sample.instances(),
                sample.haVips(),
                Map.of(),
                Arrays.stream(routes).collect(Collectors.toMap(RouteState::routeEntryId, Function.identity())),
                Map.of());
    }
}
