package io.openhavip.agent.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.agent.linux.CommandFailed;
import io.openhavip.contracts.network.InstanceStatus;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host has addresses of its own, and receives for them whatever way they come; an instance must not get there. */
@Privileged
class HostStackST {

    private static final String HOST_ADDRESS = "10.99.0.1";
    private static final int MILLIS = 400;
    private static final Pattern LINK_ADDRESS = Pattern.compile("link/ether (\\S+)");

    private Lab lab;
    private DataPlane plane;
    private LabInstance instance;

    @BeforeEach
    void setUp() throws IOException {
        lab = new Lab();
        lab.commands.run("ip", "addr", "add", HOST_ADDRESS + "/32", "dev", "lo");
        lab.commands.run("sysctl", "-q", "-w", "net.ipv4.conf.all.rp_filter=0", "net.ipv4.conf.default.rp_filter=0");
        instance = lab.instance(1);
        LabInstance neighbour = lab.instance(2).serve();
        instance.run("ip", "route", "add", HOST_ADDRESS + "/32", "dev", "eth0");
        plane = lab.closing(new DataPlane(Lab.HOST, lab.agent, lab.facts, Duration.ofHours(1)));
        plane.reconcile();
        lab.untilConnected(instance, neighbour);
    }

    @AfterEach
    void tearDown() throws IOException {
        lab.close();
    }

    @Test
    void hostDoesNotAnswerAnInstancesArp() {
        assertThatThrownBy(() -> instance.run("arping", "-c", "1", "-w", "1", "-I", "eth0", HOST_ADDRESS))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("Received 0 response");
    }

    @Test
    void whatIsSentToThePortsOwnMacIsDroppedAndCounted() throws IOException {
        assertThat(reachesTheHost(mac(instance.device()))).isFalse();

        assertThat(plane.drops().get(instance.device()).toHost()).isEqualTo(1);
    }

    @Test
    void itWouldArriveWithoutTheRule() throws IOException {
        lab.commands.run("nft", "delete", "chain", "bridge", Ruleset.TABLE, "input");

        assertThat(reachesTheHost(mac(instance.device()))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01:80:c2:00:00:00",
                "01:80:c2:00:00:02",
                "01:80:c2:00:00:03",
                "01:80:c2:00:00:0e",
                "01:00:5e:00:00:01",
                "ff:ff:ff:ff:ff:ff"
            })
    void whatIsSentToAGroupDoesNotReachTheHost(String group) throws IOException {
        assertThat(reachesTheHost(group)).isFalse();
    }

    @Test
    void whatIsSentToTheBridgeDoesNotReachTheHost() throws IOException {
        assertThat(reachesTheHost(VirtualMac.ofBridge(Lab.VSWITCH))).isFalse();
    }

    @Test
    void portThatLeavesItsBridgeIsShut() throws IOException {
        String portsMac = mac(instance.device());

        lab.facts.put(instance.state(InstanceStatus.Stopped));
        plane.reconcile();

        assertThat(plane.lastReconciliation().failure()).isEmpty();
        assertThat(reachesTheHost(portsMac)).isFalse();
    }

    @Test
    void portWhoseBridgeIsRemovedIsShut() throws IOException {
        String portsMac = mac(instance.device());

        plane.removeAll();

        assertThat(reachesTheHost(portsMac)).isFalse();
    }

    private String mac(String device) throws IOException {
        Matcher address = LINK_ADDRESS.matcher(lab.commands.run("ip", "-o", "link", "show", device));
        assertThat(address.find()).isTrue();
        return address.group(1);
    }

    /** Whether a datagram to the host's address gets to a socket of the host when it is sent to this MAC. */
    private boolean reachesTheHost(String mac) throws IOException {
        instance.run("ip", "neigh", "replace", HOST_ADDRESS, "lladdr", mac, "dev", "eth0", "nud", "permanent");
        try (DatagramSocket host = lab.agent.call(() -> new DatagramSocket(0))) {
            host.setSoTimeout(MILLIS);
            instance.namespace.call(() -> {
                try (DatagramSocket out = new DatagramSocket(new InetSocketAddress(instance.address, 0))) {
                    out.send(new DatagramPacket(
                            new byte[1], 1, new InetSocketAddress(HOST_ADDRESS, host.getLocalPort())));
                    return true;
                }
            });
            host.receive(new DatagramPacket(new byte[64], 64));
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
