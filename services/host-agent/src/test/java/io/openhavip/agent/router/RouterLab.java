package io.openhavip.agent.router;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.dataplane.DataPlane;
import io.openhavip.agent.dataplane.ThisHost;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.eip.EipStatus;
import io.openhavip.contracts.network.NetworkState.RouteState;
import io.openhavip.contracts.network.NextHopType;
import io.openhavip.contracts.network.RouteEntryType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A lab with a data plane that has routers, and the network outside. */
final class RouterLab implements AutoCloseable {

    static final String EIP = "203.0.113.20";
    private static final String REGION = "cn-hangzhou";

    final Lab lab = new Lab();
    final LabInstance outside = lab.outside().serve();
    private final ExternalLink link;
    NamespaceRouters routers;
    DataPlane plane;

    RouterLab() throws IOException {
        link = new ExternalLink(Optional.of(Lab.EXTERNAL_DEVICE), Optional.of(outside.address));
        start();
    }

    /** A new agent on the same kernel. */
    void start() throws IOException {
        routers = new NamespaceRouters(ThisHost.alone(Lab.HOST), lab.agent, link);
        plane = lab.closing(new DataPlane(
                ThisHost.alone(Lab.HOST), lab.agent, lab.facts, Duration.ofHours(1), routers, () -> {}, () -> {}));
    }

    void reconcile() {
        plane.reconcile();
        assertThat(plane.lastReconciliation().failure()).isEmpty();
        assertThat(plane.lastReconciliation().problems()).isEmpty();
    }

    void eip(String address, String target, String vpcId) {
        lab.facts.put(new EipState(
                "eip-" + address,
                REGION,
                address,
                EipStatus.InUse,
                Optional.of(new EipState.Target(EipInstanceType.HaVip, "havip-1", target, "vsw-1", vpcId))));
    }

    void noEip(String address) {
        lab.facts.put(new EipState("eip-" + address, REGION, address, EipStatus.Available, Optional.empty()));
    }

    void routeToHaVip(String destination) {
        lab.facts.put(new RouteState(
                "rte-" + destination,
                Lab.VPC,
                "vtb-1",
                RouteEntryType.Custom,
                destination,
                NextHopType.HaVip,
                Lab.HAVIP));
    }

    /** Everything but ownership is in effect; this makes an instance the HAVIP's owner, as a switch does. */
    void own(LabInstance owner) {
        assertThat(lab.facts.put(lab.nextOwner(Optional.of(owner)))).isTrue();
        assertThat(plane.switched(Lab.KEY, Instant.now(), Instant.now())).isPresent();
    }

    /** Two instances that hold the HAVIP, and the HAVIP. */
    LabInstance holder(int number) throws IOException {
        LabInstance holder = lab.instance(number).serve().routed();
        holder.hold(ADDRESS);
        return holder;
    }

    NetworkNamespace router(String vpcId) {
        return new NetworkNamespace(RouterNames.of(lab.agent).namespace(vpcId));
    }

    Commands inRouter() {
        return new Commands(router(Lab.VPC));
    }

    /** All that a router consists of. */
    String kernel() throws IOException {
        return inRouter().run("nft", "-a", "list", "ruleset")
                + inRouter().run("ip", "-d", "-o", "link", "show")
                + inRouter().run("ip", "-o", "address", "show")
                + inRouter().run("sysctl", "net.ipv4.ip_forward")
                + inRouter().run("ip", "rule", "show")
                + inRouter().run("ip", "route", "show", "table", "all");
    }

    @Override
    public void close() throws IOException {
        lab.close();
    }
}
