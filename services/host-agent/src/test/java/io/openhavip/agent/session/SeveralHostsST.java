package io.openhavip.agent.session;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.dataplane.DataPlane;
import io.openhavip.agent.dataplane.DeviceNames;
import io.openhavip.agent.lab.HostsLab;
import io.openhavip.agent.lab.Keepalived;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One vSwitch over two hosts: the client and one associated instance on the first, the other associated one on the second. */
@Privileged
class SeveralHostsST {

    private static final String TUNNEL = DeviceNames.tunnel(Lab.VSWITCH);

    private HostsLab lab;
    private DataPlane onFirst;
    private DataPlane onSecond;
    private LabInstance here;
    private LabInstance there;
    private LabInstance client;

    @BeforeEach
    void setUp() throws IOException {
        lab = new HostsLab();
        here = lab.instance(lab.first, 1);
        there = lab.instance(lab.second, 2);
        client = lab.instance(lab.first, 3);
        lab.haVip(here, there);
        onFirst = lab.start(lab.first);
        onSecond = lab.start(lab.second);
        lab.reconcile();
        lab.first.untilConnected(client, here, there);
        lab.first.untilConnected(there, client);
    }

    @AfterEach
    void tearDown() throws IOException {
        lab.close();
    }

    @Test
    void instancesReachEachOtherOverTheTunnel() throws IOException {
        assertThat(client.neighbour(there.address)).contains("lladdr " + there.mac);
        assertThat(there.transfer(client, 1 << 20)).isEqualTo(1 << 20);
        assertThat(client.transfer(there, 1 << 20)).isEqualTo(1 << 20);
        assertThat(lab.first.commands.run("bridge", "fdb", "show", "dev", TUNNEL))
                .contains(there.mac + " dst 10.255.0.2 self permanent")
                .doesNotContain(client.mac);
    }

    @Test
    void addressMovesToAnotherHostAndBack() throws IOException {
        here.hold(ADDRESS);
        there.hold(ADDRESS);
        assertThat(client.ask(ADDRESS)).isEmpty();

        lab.own(Optional.of(here));
        assertThat(client.ask(ADDRESS)).contains(here.instanceId);
        assertThat(there.datagramArrives(client, ADDRESS)).isFalse();

        lab.own(Optional.of(there));
        assertThat(client.ask(ADDRESS)).contains(there.instanceId);
        assertThat(there.datagramArrives(client, ADDRESS)).isTrue();
        assertThat(here.datagramArrives(client, ADDRESS)).isFalse();
        assertThat(client.neighbour(ADDRESS)).contains("lladdr 02:a1:c0:a8:00:58");

        lab.own(Optional.of(here));
        assertThat(client.ask(ADDRESS)).contains(here.instanceId);
        assertThat(there.datagramArrives(client, ADDRESS)).isFalse();
    }

    @Test
    void keepalivedFailsOverToAnotherHostAndBack(@TempDir Path directory) throws IOException {
        lab.decide();
        Keepalived primary = lab.first.closing(Keepalived.start(here, there, true, directory));
        lab.first.closing(Keepalived.start(there, here, false, directory));
        Await.until(() -> assertThat(client.ask(ADDRESS)).contains(here.instanceId));

        primary.crash();
        Await.until(() -> assertThat(client.ask(ADDRESS)).contains(there.instanceId));
        assertThat(lab.owner()).contains(there);
        // The dead node still holds the address.
        assertThat(here.run("ip", "addr", "show", "eth0")).contains(ADDRESS);
        assertThat(here.datagramArrives(client, ADDRESS)).isFalse();

        lab.first.closing(Keepalived.start(here, there, true, directory));
        Await.until(() -> assertThat(client.ask(ADDRESS)).contains(here.instanceId));
        assertThat(lab.owner()).contains(here);
    }

    @Test
    void addressDoesNotMoveToAnInstanceThatIsNotAssociated(@TempDir Path directory) throws IOException {
        lab.decide();
        Keepalived primary = lab.first.closing(Keepalived.start(here, there, true, directory));
        lab.first.closing(Keepalived.start(there, here, false, directory));
        Await.until(() -> assertThat(client.ask(ADDRESS)).contains(here.instanceId));
        lab.disassociate(there);

        primary.crash();
        here.run("ip", "link", "set", "eth0", "down");

        Await.until(() -> assertThat(there.run("ip", "addr", "show", "eth0")).contains(ADDRESS));
        Await.until(() -> assertThat(lab.announcements(there)).isPositive());
        assertThat(lab.owner()).contains(here);
        assertThat(client.ask(ADDRESS)).isEmpty();
        assertThat(client.ask(there.address)).contains(there.instanceId);
    }

    @Test
    void spoofedSourcesDoNotCrossTheTunnel() throws IOException {
        lab.own(Optional.of(here));
        assertThat(there.datagramArrives(client, there.address)).isTrue();

        there.hold(here.address);
        assertThat(there.datagramArrives(client, here.address)).isFalse();
        there.hold(ADDRESS);
        assertThat(there.datagramArrives(client, ADDRESS)).isFalse();
    }

    @Test
    void formerOwnerOnAHostThatIsBehindIsNeitherHeardNorReached() throws IOException {
        here.hold(ADDRESS);
        there.hold(ADDRESS);
        lab.own(Optional.of(there));
        assertThat(there.datagramArrives(client, ADDRESS)).isTrue();

        // The second host has not heard that its instance lost the address.
        lab.ownAt(lab.first, Optional.of(here));
        assertThat(client.ask(ADDRESS)).contains(here.instanceId);
        assertThat(there.datagramArrives(client, ADDRESS)).isFalse();
        assertThat(there.datagramArrives(client, there.address)).isTrue();
    }

    @Test
    void senderOnAHostThatIsBehindDoesNotReachTheFormerOwner() throws IOException {
        LabInstance far = lab.instance(lab.second, 4);
        lab.reconcile();
        lab.second.untilConnected(far, here);
        here.hold(ADDRESS);
        there.hold(ADDRESS);
        lab.own(Optional.of(here));
        assertThat(far.ask(ADDRESS)).contains(here.instanceId);

        // The second host still sends to the instance that has lost the address.
        lab.ownAt(lab.first, Optional.empty());
        assertThat(far.ask(ADDRESS)).isEmpty();
        assertThat(far.ask(here.address)).contains(here.instanceId);
        lab.ownAt(lab.first, Optional.of(there));
        assertThat(far.ask(ADDRESS)).isEmpty();
    }

    @Test
    void restartOfAnAgentLeavesTrafficRunning() throws IOException {
        there.hold(ADDRESS);
        lab.own(Optional.of(there));
        onSecond.close();
        assertThat(client.ask(ADDRESS)).contains(there.instanceId);
        String before = kernel(lab.second);

        DataPlane restarted = lab.start(lab.second);
        lab.reconcile();

        assertThat(kernel(lab.second)).isEqualTo(before);
        assertThat(restarted.driftRepaired()).isZero();
        assertThat(client.ask(ADDRESS)).contains(there.instanceId);
        assertThat(there.askFrom(ADDRESS, client.address)).contains(client.instanceId);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip link del hvx000000000001",
                "ip link set dev hvx000000000001 nomaster",
                "ip link set dev hvx000000000001 down",
                "ip link set dev hvx000000000001 type bridge_slave flood on neigh_suppress off",
                "bridge fdb del 00:16:3e:00:00:02 dev hvx000000000001 master",
                "bridge fdb del 00:16:3e:00:00:02 dev hvx000000000001 dst 10.255.0.2 self",
                "bridge fdb replace 00:16:3e:00:00:02 dev hvx000000000001 dst 10.255.0.9 self permanent",
                "ip neigh del 192.168.0.12 dev hvb000000000001",
                "nft flush set bridge openhavip tunnel_ports",
                "nft flush set bridge openhavip havips"
            })
    void damageIsRepaired(String damage) throws IOException {
        lab.first.commands.run("sh", "-c", damage);

        lab.reconcile();

        assertThat(onFirst.driftRepaired()).isPositive();
        client.run("ip", "neigh", "flush", "dev", "eth0");
        Await.until(() -> assertThat(client.ask(there.address)).contains(there.instanceId));
        long repaired = onFirst.driftRepaired();
        lab.reconcile();
        assertThat(onFirst.driftRepaired()).isEqualTo(repaired);
    }

    @Test
    void instanceThatStopsIsNoLongerLedTo() throws IOException {
        lab.first.facts.put(there.state(InstanceStatus.Stopped));
        lab.reconcile();

        assertThat(lab.first.commands.run("bridge", "fdb", "show", "dev", TUNNEL))
                .doesNotContain(there.mac);
        assertThat(client.ask(there.address)).isEmpty();
    }

    @Test
    void secondVSwitchWithTheSameTunnelKeyStaysOnItsHostAndIsReported() throws IOException {
        lab.first.facts.put(new VSwitchState("vsw-lab000000000000002", Lab.VPC, "192.168.2.0/24", Optional.of(7)));

        onFirst.reconcile();

        assertThat(onFirst.lastReconciliation().failure()).isEmpty();
        assertThat(onFirst.lastReconciliation().problems())
                .containsExactly("tunnel key 7 of vsw-lab000000000000002 is that of " + Lab.VSWITCH
                        + " already: it does not span hosts");
        assertThat(lab.first.commands.run("ip", "-br", "link"))
                .contains("hvb000000000002")
                .doesNotContain("hvx000000000002");
        assertThat(client.ask(there.address)).contains(there.instanceId);
    }

    @Test
    void removalLeavesNoTunnel() throws IOException {
        onFirst.removeAll();

        assertThat(lab.first.commands.run("ip", "-br", "link"))
                .doesNotContain("hvx")
                .doesNotContain("hvb");
        assertThat(client.ask(there.address)).isEmpty();
    }

    private static String kernel(Lab host) throws IOException {
        return host.commands.run("bridge", "fdb", "show", "dev", TUNNEL)
                + host.commands.run("ip", "neigh", "show", "nud", "permanent")
                + host.commands
                        .run("ip", "-o", "link", "show")
                        .lines()
                        // The lab's own; the kernel tells late that it has a carrier.
                        .filter(line -> !line.contains(" under0@"))
                        .collect(Collectors.joining("\n"))
                + host.commands.run("nft", "-a", "list", "map", "bridge", "openhavip", "havip_mac")
                + host.commands.run("nft", "-a", "list", "set", "bridge", "openhavip", "owner_src");
    }
}
