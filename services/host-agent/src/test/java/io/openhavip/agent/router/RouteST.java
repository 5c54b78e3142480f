package io.openhavip.agent.router;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.dataplane.VirtualMac;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two vSwitches of a VPC, and a route entry that leads to a HAVIP: first and second stand for the network behind it. */
@Privileged
class RouteST {

    private static final String BEHIND = "10.9.0.1";

    private RouterLab net;
    private LabInstance first;
    private LabInstance second;
    private LabInstance neighbour;
    private LabInstance remote;

    @BeforeEach
    void setUp() throws IOException {
        net = new RouterLab();
        VSwitchState far = net.lab.vSwitch("vsw-lab000000000000003", Lab.VPC, "192.168.7.0/24");
        first = net.holder(1);
        second = net.holder(2);
        neighbour = net.lab.instance(3).serve().routed();
        remote = net.lab.instance(4, far).serve().routed();
        first.run("ip", "address", "add", BEHIND + "/32", "dev", "lo");
        second.run("ip", "address", "add", BEHIND + "/32", "dev", "lo");
        net.lab.haVip(first, second);
        net.routeToHaVip("10.9.0.0/16");
        net.reconcile();
        net.own(first);
        net.lab.untilConnected(neighbour, first, second);
        net.lab.untilConnected(remote, neighbour);
    }

    @AfterEach
    void tearDown() throws IOException {
        net.close();
    }

    @Test
    void vSwitchesOfAVpcReachEachOther() throws IOException {
        assertThat(remote.seenFrom(remote.address, neighbour.address)).contains(remote.address);
        assertThat(neighbour.ask(remote.address)).contains(remote.instanceId);
        assertThat(remote.ask(ADDRESS)).contains(first.instanceId);
        assertThat(remote.run("arping", "-c", "1", "-w", "2", "-I", "eth0", "192.168.7.253"))
                .contains(VirtualMac.ofRouter(Lab.HOST).toUpperCase());
    }

    @Test
    void routeLeadsToTheCurrentOwnerAndItsAnswersComeBack() throws IOException {
        String before = net.kernel();
        assertThat(remote.ask(BEHIND)).contains(first.instanceId);
        assertThat(neighbour.ask(BEHIND)).contains(first.instanceId);

        net.own(second);

        assertThat(remote.ask(BEHIND)).contains(second.instanceId);
        assertThat(neighbour.ask(BEHIND)).contains(second.instanceId);
        assertThat(net.kernel()).isEqualTo(before);
    }

    @Test
    void onlyTheOwnerSpeaksForWhatIsRoutedToIt() throws IOException {
        assertThat(first.seenFrom(BEHIND, remote.address)).contains(BEHIND);
        assertThat(second.datagramArrives(remote, BEHIND)).isFalse();
        neighbour.run("ip", "address", "add", BEHIND + "/32", "dev", "lo");
        assertThat(neighbour.datagramArrives(remote, BEHIND)).isFalse();

        net.own(second);

        assertThat(second.datagramArrives(remote, BEHIND)).isTrue();
        assertThat(first.datagramArrives(remote, BEHIND)).isFalse();
    }

    @Test
    void defaultRouteDoesNotLetTheOwnerSpeakForNeighbours() throws IOException {
        net.routeToHaVip("0.0.0.0/0");
        net.reconcile();
        first.run("ip", "address", "add", "198.51.100.9/32", "dev", "lo");
        first.run("ip", "address", "add", neighbour.address + "/32", "dev", "lo");

        assertThat(remote.ask("198.51.100.9")).contains(first.instanceId);
        assertThat(first.datagramArrives(remote, "198.51.100.9")).isTrue();
        assertThat(first.datagramArrives(remote, neighbour.address)).isFalse();
    }

    @Test
    void withoutARouteThereIsNoWay() throws IOException {
        net.lab.facts.deleteFromNetwork("rte-10.9.0.0/16");
        net.reconcile();

        assertThat(remote.ask(BEHIND)).isEmpty();
        assertThat(first.datagramArrives(remote, BEHIND)).isFalse();
        assertThat(first.ask(remote.address)).contains(remote.instanceId);
    }

    @Test
    void routeToAHaVipWithoutOwnerIsDead() throws IOException {
        net.lab.facts.put(net.lab.nextOwner(Optional.empty()));
        net.reconcile();

        assertThat(remote.ask(BEHIND)).isEmpty();
        Await.until(() -> assertThat(remote.ask(first.address)).contains(first.instanceId));
    }
}
