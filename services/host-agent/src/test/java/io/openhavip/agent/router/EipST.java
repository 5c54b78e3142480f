package io.openhavip.agent.router;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static io.openhavip.agent.router.RouterLab.EIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.testkit.Await;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** EIPs of a HAVIP that first and second hold, and of an instance. */
@Privileged
class EipST {

    private RouterLab net;
    private LabInstance first;
    private LabInstance second;
    private LabInstance other;

    @BeforeEach
    void setUp() throws IOException {
        net = new RouterLab();
        first = net.holder(1);
        second = net.holder(2);
        other = net.lab.instance(3).serve().routed();
        net.lab.haVip(first, second);
        net.eip(EIP, ADDRESS, Lab.VPC);
        net.reconcile();
        net.own(first);
        net.lab.untilConnected(other, first, second);
        untilOutsideReaches(first);
    }

    @AfterEach
    void tearDown() throws IOException {
        net.close();
    }

    @Test
    void eipLeadsToTheCurrentOwnerAndASwitchChangesNothingInTheRouter() throws IOException {
        String before = net.kernel();
        assertThat(net.outside.ask(EIP)).contains(first.instanceId);

        net.own(second);

        assertThat(net.outside.ask(EIP)).contains(second.instanceId);
        assertThat(net.kernel()).isEqualTo(before);
    }

    @Test
    void ownerLeavesAsTheEipAndNobodyElseDoes() throws IOException {
        assertThat(first.seenFrom(ADDRESS, net.outside.address)).contains(EIP);
        assertThat(second.seenFrom(ADDRESS, net.outside.address)).isEmpty();

        net.own(second);

        assertThat(second.seenFrom(ADDRESS, net.outside.address)).contains(EIP);
        assertThat(first.seenFrom(ADDRESS, net.outside.address)).isEmpty();
    }

    @Test
    void withoutAnEipThereIsNoWayOutOrIn() throws IOException {
        assertThat(other.ask(net.outside.address)).isEmpty();
        assertThat(first.ask(net.outside.address)).isEmpty();
        // Even if the outside knows the router as the way to private addresses.
        net.outside.run("ip", "route", "add", "192.168.0.0/24", "via", EIP);
        assertThat(net.outside.ask(other.address)).isEmpty();
        assertThat(net.outside.ask(ADDRESS)).isEmpty();
    }

    @Test
    void outsideCannotSpeakAsAnInstance() throws IOException {
        net.outside.run("ip", "address", "add", other.address + "/32", "dev", "eth0");

        assertThat(net.outside.datagramArrives(first, EIP, other.address)).isFalse();
        assertThat(net.outside.datagramArrives(first, EIP, net.outside.address)).isTrue();
    }

    @Test
    void unboundEipIsDeadAtOnceAlsoForOpenFlows() throws IOException {
        try (LabInstance.Flow flow = net.outside.flowTo(EIP, first)) {
            assertThat(flow.carries("before")).isTrue();

            net.noEip(EIP);
            net.reconcile();

            assertThat(flow.carries("after")).isFalse();
        }
        assertThat(net.outside.ask(EIP)).isEmpty();
        assertThat(first.askFrom(ADDRESS, net.outside.address)).isEmpty();
    }

    @Test
    void instanceMayHaveAnEipBesideTheHaVips() throws IOException {
        net.eip("203.0.113.21", other.address, Lab.VPC);
        net.reconcile();

        Await.until(() -> assertThat(net.outside.ask("203.0.113.21")).contains(other.instanceId));
        assertThat(other.seenFrom(other.address, net.outside.address)).contains("203.0.113.21");
        assertThat(net.outside.ask(EIP)).contains(first.instanceId);
    }

    @Test
    void insideReachesAnEipOfItsOwnVpc() throws IOException {
        assertThat(other.ask(EIP)).contains(first.instanceId);
        assertThat(second.ask(EIP)).contains(first.instanceId);
        assertThat(first.ask(EIP)).contains(first.instanceId);

        net.eip("203.0.113.21", other.address, Lab.VPC);
        net.reconcile();
        assertThat(other.seenFrom(other.address, EIP)).contains("203.0.113.21");
        assertThat(other.ask("203.0.113.21")).contains(other.instanceId);
    }

    @Test
    void vpcsWithTheSameAddressesDoNotMix() throws IOException {
        VSwitchState twin = net.lab.vSwitch("vsw-lab000000000000002", "vpc-lab000000000000002", "192.168.0.0/24");
        LabInstance there = net.lab.instance(4, twin).serve().routed();
        // The same address as the HAVIP of the first VPC.
        net.eip("203.0.113.22", there.address, twin.vpcId());
        net.eip("203.0.113.23", other.address, Lab.VPC);
        net.reconcile();

        Await.until(() -> assertThat(net.outside.ask("203.0.113.22")).contains(there.instanceId));
        Await.until(() -> assertThat(net.outside.ask("203.0.113.23")).contains(other.instanceId));
        assertThat(net.outside.ask(EIP)).contains(first.instanceId);
        assertThat(there.seenFrom(there.address, net.outside.address)).contains("203.0.113.22");
        assertThat(there.seenFrom(there.address, EIP)).contains("203.0.113.22");
        assertThat(there.ask(first.address)).isEmpty();
        assertThat(other.ask(there.address)).isEmpty();
    }

    private void untilOutsideReaches(LabInstance owner) {
        Await.until(() -> assertThat(net.outside.ask(EIP)).contains(owner.instanceId));
    }
}
