package io.openhavip.agent.dataplane;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Privileged
class ReconcileST {

    private static final String BRIDGE = DeviceNames.bridge(Lab.VSWITCH);

    private Lab lab;
    private DataPlane plane;
    private LabInstance owner;
    private LabInstance client;

    @BeforeEach
    void setUp() throws IOException {
        lab = new Lab();
        owner = lab.instance(1).serve();
        client = lab.instance(2);
        lab.haVip(owner);
        owner.hold(ADDRESS);
        lab.facts.put(lab.nextOwner(Optional.of(owner)));
        plane = lab.closing(newPlane(Duration.ofHours(1)));
        plane.reconcile();
        lab.untilConnected(client, owner);
    }

    @AfterEach
    void tearDown() throws IOException {
        lab.close();
    }

    @Test
    void nothingIsRepairedWhenNothingIsWrong() throws IOException {
        String before = kernel();

        plane.reconcile();

        assertThat(plane.lastReconciliation().failure()).isEmpty();
        assertThat(plane.driftRepaired()).isZero();
        assertThat(kernel()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nft flush ruleset",
                "nft delete element bridge openhavip owner_src { \"hv000000000001\" . 00:16:3e:00:00:01 . 192.168.0.88 }",
                "nft flush map bridge openhavip havip_mac",
                "nft flush chain bridge openhavip prerouting",
                "nft flush chain bridge openhavip ip_from_instance",
                "ip link set dev hv000000000001 nomaster",
                "ip link set dev hv000000000001 down",
                "ip link set dev hvb000000000001 down",
                "ip link set dev hv000000000001 type bridge_slave proxy_arp off flood on",
                "bridge fdb del 00:16:3e:00:00:01 dev hv000000000001 master",
                "bridge fdb del 02:a1:c0:a8:00:58 dev hvb000000000001 self",
                "ip neigh del 192.168.0.88 dev hvb000000000001",
                "ip link del hvb000000000001"
            })
    void damageIsRepaired(String damage) throws IOException {
        lab.commands.run("sh", "-c", damage);

        plane.reconcile();

        assertThat(plane.lastReconciliation().failure()).isEmpty();
        assertThat(plane.driftRepaired()).isPositive();
        client.run("ip", "neigh", "flush", "dev", "eth0");
        Await.until(() -> assertThat(client.ask(ADDRESS)).contains(owner.instanceId));
        assertThat(owner.askFrom(ADDRESS, client.address)).isEmpty();
        plane.reconcile();
        assertThat(plane.lastReconciliation().problems()).isEmpty();
    }

    @Test
    void alienRuleIsRemoved() throws IOException {
        lab.commands.run("nft", "insert", "rule", "bridge", "openhavip", "prerouting", "accept");

        plane.reconcile();

        assertThat(lab.commands.run("nft", "list", "chain", "bridge", "openhavip", "prerouting"))
                .contains("iifname != @ports accept")
                .doesNotContainPattern("(?m)^\\s*accept$");
        assertThat(plane.driftRepaired()).isEqualTo(1);
    }

    @Test
    void damageIsRepairedWithinTheInterval() throws IOException {
        plane.close();
        plane = lab.closing(newPlane(Duration.ofMillis(200)));
        plane.start();
        Await.until(() -> assertThat(plane.lastReconciliation().failure()).isEmpty());

        lab.commands.run("nft", "flush", "map", "bridge", "openhavip", "havip_mac");

        Await.until(() -> assertThat(client.ask(ADDRESS)).contains(owner.instanceId));
    }

    @Test
    void restartChangesNothing() throws IOException {
        String before = kernel();
        plane.close();
        assertThat(client.ask(ADDRESS)).contains(owner.instanceId);

        plane = lab.closing(newPlane(Duration.ofHours(1)));
        plane.reconcile();

        assertThat(plane.lastReconciliation().failure()).isEmpty();
        assertThat(kernel()).isEqualTo(before);
        assertThat(plane.driftRepaired()).isZero();
    }

    @Test
    void devicesAndTablesOfOthersAreLeftAlone() throws IOException {
        lab.commands.run("ip", "link", "add", "br-other", "type", "bridge");
        lab.commands.run("ip", "link", "add", "other0", "type", "veth", "peer", "name", "other1");
        lab.commands.run("ip", "link", "set", "other0", "master", "br-other");
        lab.commands.run("nft", "add", "table", "bridge", "other");

        plane.reconcile();
        plane.removeAll();

        assertThat(lab.commands.run("ip", "link", "show", "other0")).contains("master br-other");
        assertThat(lab.commands.run("nft", "list", "tables")).isEqualTo("table bridge other\n");
    }

    @Test
    void removalLeavesNothingAndLasts() throws IOException {
        plane.removeAll();
        plane.reconcile();

        assertThat(lab.commands.run("nft", "list", "ruleset")).isEmpty();
        assertThat(lab.commands.run("ip", "-br", "link")).doesNotContain("hvb").doesNotContain("hvs");
        assertThat(lab.commands.run("ip", "-br", "link", "show", owner.device()))
                .contains(owner.device());
    }

    @Test
    void stoppedInstanceLosesItsPortAndOneThatStartsGetsIt() throws IOException {
        lab.facts.put(owner.state(InstanceStatus.Stopped));
        plane.reconcile();
        assertThat(client.ask(owner.address)).isEmpty();
        assertThat(lab.commands.run("ip", "link", "show", owner.device())).doesNotContain("master");

        lab.facts.put(owner.state(InstanceStatus.Running));
        plane.reconcile();
        Await.until(() -> assertThat(client.ask(owner.address)).contains(owner.instanceId));
        assertThat(plane.driftRepaired()).isZero();
    }

    @Test
    void portPluggedLaterIsNoticed() throws IOException {
        lab.commands.run("ip", "link", "del", owner.device());
        plane.start();
        try (DeviceTable devices = DeviceTable.start(lab.agent, plane::wakeUp)) {
            Await.until(() -> assertThat(plane.lastReconciliation().failure()).isEmpty());

            lab.plug(owner);
            owner.hold(ADDRESS);

            Await.until(() -> assertThat(client.ask(ADDRESS)).contains(owner.instanceId));
            assertThat(devices.index(owner.device())).isPresent();
        }
    }

    @Test
    void deviceInTheWayIsAProblemAndNotTaken() throws IOException {
        plane.removeAll();
        plane.close();
        lab.commands.run("ip", "link", "add", BRIDGE, "type", "bridge");

        plane = lab.closing(newPlane(Duration.ofHours(1)));
        plane.reconcile();

        assertThat(plane.lastReconciliation().problems())
                .containsExactly("device " + BRIDGE + " is in the way of the bridge of " + Lab.VSWITCH);
        assertThat(lab.commands.run("ip", "-br", "link", "show", "master", BRIDGE))
                .isEmpty();
        assertThat(lab.commands.run("ip", "neigh", "show", "dev", BRIDGE)).isEmpty();
    }

    private DataPlane newPlane(Duration interval) throws IOException {
        return new DataPlane(Lab.HOST, lab.agent, lab.facts, interval);
    }

    private String kernel() throws IOException {
        return DropsST.withoutCounters(lab.commands.run("nft", "-a", "list", "ruleset"))
                + lab.commands
                        .run("ip", "-d", "-o", "link", "show")
                        .replaceAll(
                                "forward_delay_timer +[0-9.]+|hello_timer +[0-9.]+|gc_timer +[0-9.]+|_timer +[0-9.]+",
                                "")
                + lab.commands.run("bridge", "fdb", "show")
                + lab.commands.run("ip", "neigh", "show", "nud", "permanent");
    }
}
