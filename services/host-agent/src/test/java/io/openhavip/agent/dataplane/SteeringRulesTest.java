package io.openhavip.agent.dataplane;

import static io.openhavip.agent.dataplane.SampleFacts.KEY;
import static io.openhavip.agent.dataplane.SampleFacts.facts;
import static io.openhavip.agent.dataplane.SampleFacts.instance;
import static io.openhavip.agent.dataplane.SampleFacts.ownedBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.netlink.SetElement;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkState.RouteState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.contracts.network.NextHopType;
import io.openhavip.contracts.network.RouteEntryType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SteeringRulesTest {

    private static final Facts FACTS = facts(Optional.empty(), instance(1, "host-1", InstanceStatus.Running));
    private static final HostLayout LAYOUT = HostLayout.derive("host-1", FACTS);

    @Test
    void ownerHereIsSteeredToAndMayUseTheAddress() {
        assertThat(SteeringRules.forAddress(LAYOUT, KEY, ownedBy(1, "host-1")))
                .extracting(SetElement::set)
                .containsExactly("havip_mac", "owner_src", "havips");
        assertThat(SteeringRules.forAddress(LAYOUT, KEY, ownedBy(1, "host-1"))
                        .get(1)
                        .key())
                .isEqualTo("68766161616161616161616161310000" + "00163e0000010000" + "c0a80058");
    }

    @Test
    void ownerElsewhereIsSteeredToOnly() {
        assertThat(SteeringRules.forAddress(LAYOUT, KEY, ownedBy(2, "host-2")))
                .extracting(SetElement::set)
                .containsExactly("havip_mac", "havips");
    }

    @Test
    void ownerElsewhereMayBeHeardByTheTunnel() {
        Facts facts = new Facts(
                Map.of(KEY.vSwitchId(), new VSwitchState(KEY.vSwitchId(), "vpc-1", "192.168.0.0/24", Optional.of(7))),
                FACTS.instances(),
                FACTS.haVips(),
                FACTS.ownerships());
        HostLayout layout = HostLayout.derive(new ThisHost("host-1", Optional.of("10.255.0.1")), facts);

        assertThat(SteeringRules.forAddress(layout, KEY, ownedBy(2, "host-2")))
                .extracting(SetElement::set)
                .containsExactly("havip_mac", "remote_owner", "havips");
        assertThat(SteeringRules.forAddress(layout, KEY, ownedBy(1, "host-1")))
                .extracting(SetElement::set)
                .containsExactly("havip_mac", "owner_src", "havips");
        assertThat(SteeringRules.forBridge(layout.bridge(KEY.vSwitchId()).orElseThrow()))
                .extracting(SetElement::set)
                .contains("tunnel_ports");
    }

    @Test
    void addressWithoutOwnerIsKnownAndNoMore() {
        OwnershipState released = new OwnershipState(KEY.vSwitchId(), KEY.address(), "havip-1", 2, Optional.empty());

        assertThat(SteeringRules.forAddress(LAYOUT, KEY, Optional.empty()))
                .extracting(SetElement::set)
                .containsExactly("havips");
        assertThat(SteeringRules.forAddress(LAYOUT, KEY, Optional.of(released)))
                .extracting(SetElement::set)
                .containsExactly("havips");
    }

    @Test
    void vSwitchWithoutPortsHereHasNoElement() {
        assertThat(SteeringRules.forAddress(HostLayout.EMPTY, KEY, ownedBy(1, "host-1")))
                .isEmpty();
    }

    @Test
    void allIsPortsAndAddresses() {
        Facts owned = facts(ownedBy(1, "host-1"), instance(1, "host-1", InstanceStatus.Running));

        assertThat(SteeringRules.all(LAYOUT, owned))
                .extracting(SetElement::set)
                .containsExactlyInAnyOrder("ports", "port_vsw", "bind", "havip_mac", "owner_src", "havips");
    }

    @Test
    void ownerOfARoutedHaVipIsTheNextHopAndMaySpeakForTheDestination() {
        List<SetElement> elements = SteeringRules.forAddress(
                HostLayout.derive("host-1", routed(Optional.empty())), KEY, ownedBy(1, "host-1"));

        assertThat(elements)
                .extracting(SetElement::set)
                .containsExactly("havip_mac", "havip_next_hop", "owner_src", "owner_routed", "havips");
        assertThat(elements.get(1).key()).endsWith("02a1c0a800580000");
        assertThat(elements.get(3).key()).contains("00163e0000010000");
        assertThat(elements.get(3).keyEnd()).isEmpty();
    }

    @Test
    void nextHopElsewhereIsSteeredToOnly() {
        assertThat(SteeringRules.forAddress(
                        HostLayout.derive("host-1", routed(Optional.empty())), KEY, ownedBy(2, "host-2")))
                .extracting(SetElement::set)
                .containsExactly("havip_mac", "havip_next_hop", "havips");
    }

    @Test
    void routerSpeaksForAnyoneButAnnouncesOnlyItself() {
        Facts facts = routed(Optional.empty());

        assertThat(SteeringRules.all(HostLayout.derive("host-1", facts), facts))
                .extracting(SetElement::set)
                .containsExactlyInAnyOrder(
                        "ports",
                        "port_vsw",
                        "bind",
                        "ports",
                        "port_vsw",
                        "bind",
                        "router_ports",
                        "routed_to",
                        "havips");
    }

    private static Facts routed(Optional<OwnershipState> ownership) {
        Facts facts = facts(ownership, instance(1, "host-1", InstanceStatus.Running));
        return new Facts(
                Map.of(KEY.vSwitchId(), new VSwitchState(KEY.vSwitchId(), "vpc-1", "192.168.0.0/24")),
                facts.instances(),
                facts.haVips(),
                facts.ownerships(),
                Map.of(
                        "rte-1",
                        new RouteState(
                                "rte-1",
                                "vpc-1",
                                "vtb-1",
                                RouteEntryType.Custom,
                                "10.9.0.0/16",
                                NextHopType.HaVip,
                                "havip-1")),
                Map.of());
    }

    @Test
    void ownershipOfADeletedHaVipIsIgnored() {
        Facts owned = facts(ownedBy(1, "host-1"), instance(1, "host-1", InstanceStatus.Running));
        Facts deleted = new Facts(owned.vSwitches(), owned.instances(), Map.of(), owned.ownerships());

        assertThat(SteeringRules.all(LAYOUT, deleted))
                .extracting(SetElement::set)
                .containsExactlyInAnyOrder("ports", "port_vsw", "bind");
    }
}
