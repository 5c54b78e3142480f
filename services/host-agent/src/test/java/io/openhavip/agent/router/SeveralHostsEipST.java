package io.openhavip.agent.router;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.dataplane.ThisHost;
import io.openhavip.agent.lab.HostsLab;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.eip.EipStatus;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A HAVIP's EIP while its owner moves between two hosts that both have a way outside. */
@Privileged
class SeveralHostsEipST {

    private static final int BYTES = 1 << 20;

    private final Map<Lab, NamespaceRouters> routers = new HashMap<>();
    private HostsLab lab;
    private LabInstance here;
    private LabInstance there;
    private LabInstance outside;

    @BeforeEach
    void setUp() throws IOException {
        lab = new HostsLab();
        outside = lab.outside();
        here = holder(lab.first, 1);
        there = holder(lab.second, 2);
        lab.haVip(here, there);
        ExternalLink link = new ExternalLink(Optional.of(Lab.EXTERNAL_DEVICE), Optional.of(outside.address));
        for (Lab host : lab.both()) {
            NamespaceRouters ofHost = new NamespaceRouters(
                    new ThisHost(host.hostId(), Optional.of(host.tunnelAddress())), host.agent, link);
            routers.put(host, ofHost);
            lab.start(host, ofHost);
        }
        lab.reconcile();
        lab.first.untilConnected(here, there);
        lab.first.untilConnected(there, here);
    }

    @AfterEach
    void tearDown() throws IOException {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"host-1", "host-2"})
    void eipLeadsToTheOwnerOnWhicheverHostBothWays(String gateway) throws IOException {
        String eip = eipOn(gateway);
        assertThat(lab.both().stream().filter(host -> isTranslatedOn(host, eip)).map(Lab::hostId))
                .containsExactly(gateway);

        for (LabInstance owner : List.of(here, there, here)) {
            lab.own(Optional.of(owner));

            Await.until(() -> assertThat(outside.ask(eip)).contains(owner.instanceId));
            assertThat(owner.seenFrom(ADDRESS, outside.address)).contains(eip);
            LabInstance other = owner == here ? there : here;
            assertThat(other.seenFrom(ADDRESS, outside.address)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"host-1", "host-2"})
    void streamsLargerThanTheTunnelsPacketsGetThrough(String gateway) throws IOException {
        String eip = eipOn(gateway);
        for (LabInstance owner : List.of(here, there)) {
            lab.own(Optional.of(owner));
            Await.until(() -> assertThat(outside.ask(eip)).contains(owner.instanceId));

            assertThat(outside.transfer(owner, eip, BYTES)).isEqualTo(BYTES);
            assertThat(owner.transferFrom(ADDRESS, outside, outside.address, BYTES))
                    .isEqualTo(BYTES);
        }
    }

    @Test
    void hostWithoutAnInstanceOfTheVpcLeadsOutside() throws IOException {
        for (Lab host : lab.both()) {
            host.facts.put(there.state(InstanceStatus.Stopped));
        }
        String eip = eipOn("host-2");
        lab.own(Optional.of(here));

        Await.until(() -> assertThat(outside.ask(eip)).contains(here.instanceId));
        assertThat(here.seenFrom(ADDRESS, outside.address)).contains(eip);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip rule del pref 102",
                "ip route flush table 184483842",
                "nft flush map ip openhavip way_out",
            })
    void lostDetourIsRepaired(String damage) throws IOException {
        String eip = eipOn("host-2");
        lab.own(Optional.of(here));
        Await.until(() -> assertThat(outside.ask(eip)).contains(here.instanceId));
        new Commands(new NetworkNamespace(RouterNames.of(lab.first.agent).namespace(Lab.VPC))).run("sh", "-c", damage);
        assertThat(outside.ask(eip)).isEmpty();

        lab.reconcile();

        assertThat(outside.ask(eip)).contains(here.instanceId);
        assertThat(routers.get(lab.first).drift()).isEqualTo(1);
    }

    @Test
    void eipMovesWhenItsHostIsRemoved() throws IOException {
        String eip = eipOn("host-2");
        lab.own(Optional.of(here));
        Await.until(() -> assertThat(outside.ask(eip)).contains(here.instanceId));

        // Its agent takes its forwarding away, and then says so.
        lab.stop(lab.second);
        lab.first.facts.removeHost("host-2");
        lab.reconcile();

        assertThat(isTranslatedOn(lab.first, eip)).isTrue();
        Await.until(() -> assertThat(outside.ask(eip)).contains(here.instanceId));
        assertThat(here.seenFrom(ADDRESS, outside.address)).contains(eip);
    }

    private LabInstance holder(Lab host, int number) throws IOException {
        LabInstance holder = lab.instance(host, number).routed();
        holder.hold(ADDRESS);
        return holder;
    }

    private boolean isTranslatedOn(Lab host, String eip) {
        return routers.get(host).layout().routers().values().stream()
                .flatMap(router -> router.external().stream())
                .anyMatch(external -> external.translations().containsKey(eip));
    }

    /** Binds an EIP that the placement gives to a host. */
    private String eipOn(String hostId) {
        EipPlacement placement = EipPlacement.among(List.of("host-1", "host-2"));
        String eip = IntStream.range(20, 60)
                .mapToObj(number -> "203.0.113." + number)
                .filter(address ->
                        placement.hostOf("eip-" + address).orElseThrow().equals(hostId))
                .findFirst()
                .orElseThrow();
        EipState.Target target = new EipState.Target(EipInstanceType.HaVip, Lab.HAVIP, ADDRESS, Lab.VSWITCH, Lab.VPC);
        lab.both()
                .forEach(host -> host.facts.put(
                        new EipState("eip-" + eip, "cn-hangzhou", eip, EipStatus.InUse, Optional.of(target))));
        lab.reconcile();
        return eip;
    }
}
