package io.openhavip.agent.router;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static io.openhavip.agent.router.RouterLab.EIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever of a router is broken is put right, and counted: one after the other, on one router. */
@Privileged
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouterDamageST {

    private RouterLab net;
    private LabInstance owner;

    @BeforeAll
    void setUp() throws IOException {
        net = new RouterLab();
        owner = net.holder(1);
        net.lab.haVip(owner);
        net.eip(EIP, ADDRESS, Lab.VPC);
        net.routeToHaVip("10.9.0.0/16");
        net.reconcile();
        net.own(owner);
        Await.until(() -> assertThat(net.outside.ask(EIP)).contains(owner.instanceId));
    }

    @AfterAll
    void tearDown() throws IOException {
        net.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nft flush ruleset",
                "nft flush chain ip openhavip inward",
                "nft delete element ip openhavip eip_to_private { 203.0.113.20 }",
                "nft add table ip alien",
                "ip link del outside",
                "ip link set outside down",
                "ip address del 203.0.113.20/32 dev outside",
                "ip link del hvi000000000001",
                "ip link set hvi000000000001 down",
                "ip address del 192.168.0.253/24 dev hvi000000000001",
                "ip rule del pref 101",
                "ip route flush table 100",
                "ip route add 203.0.113.0/24 dev hvi000000000001",
                "ip route del 10.9.0.0/16",
                "sysctl -q -w net.ipv4.ip_forward=0"
            })
    void damageIsRepaired(String damage) throws IOException {
        String before = net.kernel();
        long repaired = net.plane.driftRepaired();
        net.inRouter().run("sh", "-c", damage);
        assertThat(stable(net.kernel())).isNotEqualTo(stable(before));

        net.plane.reconcile();

        assertThat(net.plane.driftRepaired()).isGreaterThan(repaired);
        Await.until(() -> assertThat(net.outside.ask(EIP)).contains(owner.instanceId));
        assertThat(stable(net.kernel())).isEqualTo(stable(before));
        net.reconcile();
    }

    // Handles, indices, the order that follows from them and the identity of what was made anew differ.
    private static List<String> stable(String kernel) {
        return kernel.replaceAll("# handle [0-9]+", "")
                .replaceAll("(?m)^[0-9]+: ", "")
                .replaceAll("<[^>]*>|state [A-Z]+", "")
                .replaceAll("@if[0-9]+", "")
                .replaceAll("link-netns(id)? \\S+", "")
                .lines()
                .sorted()
                .toList();
    }
}
