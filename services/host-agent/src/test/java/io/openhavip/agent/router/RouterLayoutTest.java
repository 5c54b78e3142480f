package io.openhavip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.dataplane.HostLayout;
import io.openhavip.agent.dataplane.ThisHost;
import io.openhavip.agent.facts.AddressBlock;
import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.router.VpcRouter.ExternalPort;
import io.openhavip.agent.router.VpcRouter.Route;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.eip.EipStatus;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.RouteState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.contracts.network.NextHopType;
import io.openhavip.contracts.network.RouteEntryType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterLayoutTest {

    private static final RouterNames NAMES = RouterNames.of(new NetworkNamespace("agent"));
    private static final ExternalLink LINK = new ExternalLink(Optional.of("ext0"), Optional.of("203.0.113.1"));
    private static final AddressKey KEY = new AddressKey("vsw-000000000001", "192.168.0.88");

    @Test
    void routerHasALegInEveryVSwitchOfItsVpc() {
        VpcRouter router = router(facts(Optional.empty()));

        assertThat(router.namespace()).isEqualTo("hvr-agent-00000000001");
        assertThat(router.ports().values())
                .extracting(port -> port.outer() + " " + port.inner() + " " + port.address())
                .containsExactlyInAnyOrder(
                        "hvg000000000001 hvi000000000001 192.168.0.253",
                        "hvg000000000002 hvi000000000002 192.168.1.253");
        assertThat(router.ports().values()).allMatch(port -> port.macAddress().startsWith("02:a2:"));
    }

    @Test
    void vpcWithoutInstancesHereHasNoRouter() {
        assertThat(derive("host-2", LINK, facts(Optional.empty()))).isEqualTo(RouterLayout.EMPTY);
    }

    @Test
    void ownershipIsNoPartOfIt() {
        assertThat(router(facts(Optional.of("eni-000000000001")))).isEqualTo(router(facts(Optional.empty())));
    }

    @Test
    void routeEntryLeadsToTheHaVip() {
        assertThat(router(facts(Optional.empty())).routes())
                .containsExactlyInAnyOrder(
                        new Route("main", AddressBlock.parse("10.9.0.0/16"), "192.168.0.88", "hvi000000000001", false),
                        new Route("100", AddressBlock.parse("0.0.0.0/0"), "203.0.113.1", "outside", true));
    }

    @Test
    void ofTwoEntriesOfOneDestinationOneIsARoute() {
        Facts once = facts(Optional.empty());
        Facts twice = new Facts(
                once.vSwitches(),
                once.instances(),
                once.haVips(),
                once.ownerships(),
                Map.of("rte-1", once.routes().get("rte-1"), "rte-2", toInstance("rte-2", "10.9.0.0/16")),
                once.eips());

        assertThat(router(twice).routes()).isEqualTo(router(once).routes());
    }

    private static RouteState toInstance(String routeEntryId, String destination) {
        return new RouteState(
                routeEntryId,
                "vpc-000000000001",
                "vtb-1",
                RouteEntryType.Custom,
                destination,
                NextHopType.Instance,
                "i-1");
    }

    @Test
    void boundEipOfTheVpcIsTranslated() {
        assertThat(router(facts(Optional.empty())).external())
                .get()
                .extracting(ExternalPort::translations)
                .isEqualTo(Map.of("203.0.113.20", "192.168.0.88"));
    }

    @Test
    void hostWithoutAnExternalLinkTranslatesNothing() {
        VpcRouter router = only(derive("host-1", ExternalLink.NONE, facts(Optional.empty())));

        assertThat(router.external()).isEmpty();
        assertThat(router.routes()).hasSize(1);
    }

    @Test
    void eipOfAnotherHostIsNotTranslatedHere() {
        Facts facts = facts(Optional.empty());
        RouterLayout layout = RouterLayout.derive(
                "host-1",
                NAMES,
                LINK,
                new EipHosts(Set.of(), Map.of("eip-1", "10.255.0.2")),
                HostLayout.derive("host-1", facts),
                facts);

        assertThat(only(layout).external()).isEmpty();
    }

    private static VpcRouter router(Facts facts) {
        return only(derive("host-1", LINK, facts));
    }

    private static RouterLayout derive(String hostId, ExternalLink link, Facts facts) {
        return RouterLayout.derive(
                hostId,
                NAMES,
                link,
                EipHosts.derive(ThisHost.alone(hostId), link.device().isPresent(), facts),
                HostLayout.derive(hostId, facts),
                facts);
    }

    private static VpcRouter only(RouterLayout layout) {
        assertThat(layout.routers()).hasSize(1);
        return layout.routers().values().iterator().next();
    }

    private static Facts facts(Optional<String> owner) {
        String mac = "00:16:3e:00:00:01";
        return new Facts(
                Map.of(
                        "vsw-000000000001",
                        new VSwitchState("vsw-000000000001", "vpc-000000000001", "192.168.0.0/24"),
                        "vsw-000000000002",
                        new VSwitchState("vsw-000000000002", "vpc-000000000001", "192.168.1.0/24"),
                        "vsw-000000000003",
                        new VSwitchState("vsw-000000000003", "vpc-000000000002", "192.168.0.0/24")),
                Map.of(
                        "i-1",
                        new InstanceState(
                                "i-1",
                                "vpc-000000000001",
                                "host-1",
                                InstanceStatus.Running,
                                1,
                                List.of(new NetworkInterface(
                                        "eni-000000000001", "vsw-000000000001", mac, "192.168.0.11")))),
                Map.of(
                        "havip-1",
                        new HaVipState(
                                "havip-1",
                                "vpc-000000000001",
                                KEY.vSwitchId(),
                                KEY.address(),
                                HaVipStatus.InUse,
                                AssociatedInstanceType.EcsInstance,
                                List.of("i-1"))),
                owner.map(eni -> Map.of(
                                KEY,
                                new OwnershipState(
                                        KEY.vSwitchId(),
                                        KEY.address(),
                                        "havip-1",
                                        1,
                                        Optional.of(new Owner(eni, "i-1", mac, "host-1", 1)))))
                        .orElse(Map.of()),
                Map.of(
                        "rte-1",
                        new RouteState(
                                "rte-1",
                                "vpc-000000000001",
                                "vtb-1",
                                RouteEntryType.Custom,
                                "10.9.0.0/16",
                                NextHopType.HaVip,
                                "havip-1")),
                Map.of(
                        "eip-1",
                        eip("eip-1", "203.0.113.20", "vpc-000000000001"),
                        "eip-2",
                        eip("eip-2", "203.0.113.21", "vpc-000000000002"),
                        "eip-3",
                        new EipState("eip-3", "cn-hangzhou", "203.0.113.22", EipStatus.Available, Optional.empty())));
    }

    private static EipState eip(String id, String address, String vpcId) {
        return new EipState(
                id,
                "cn-hangzhou",
                address,
                EipStatus.InUse,
                Optional.of(
                        new EipState.Target(EipInstanceType.HaVip, "havip-1", KEY.address(), KEY.vSwitchId(), vpcId)));
    }
}
