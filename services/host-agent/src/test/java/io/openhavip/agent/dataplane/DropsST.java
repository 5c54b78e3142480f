package io.openhavip.agent.dataplane;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.lab.Keepalived;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a port is refused is counted, and the usual mistake is named. */
@Privileged
class DropsST {

    private static final Logger ADVICE = Logger.getLogger(UnicastPeerAdvice.class.getName());

    private final Told told = new Told();
    private Lab lab;
    private DataPlane plane;
    private LabInstance first;
    private LabInstance second;

    /** A listing without the sets that count drops: instances always try something. */
    static String withoutCounters(String listing) {
        return listing.replaceAll("(?s)\\tset \\w+_drops \\{.*?\\n\\t\\}.*?\\n", "");
    }

    @BeforeEach
    void setUp() throws IOException {
        lab = new Lab();
        first = lab.instance(1).serve();
        second = lab.instance(2).serve();
        lab.haVip(first, second);
        plane = lab.closing(new DataPlane(Lab.HOST, lab.agent, lab.facts, Duration.ofHours(1)));
        plane.reconcile();
        lab.untilConnected(first, second);
        ADVICE.addHandler(told);
    }

    @AfterEach
    void tearDown() throws IOException {
        ADVICE.removeHandler(told);
        lab.close();
    }

    @Test
    void keepalivedWithoutUnicastPeerIsNamed(@TempDir Path directory) throws IOException {
        lab.closing(Keepalived.startWithoutPeer(first, true, directory));
        lab.closing(Keepalived.startWithoutPeer(second, false, directory));

        // Both become MASTER, for neither hears the other.
        Await.until(() -> assertThat(List.of(address(first), address(second)))
                .allSatisfy(held -> assertThat(held).contains(ADDRESS)));
        Await.until(() -> assertThat(List.of(drops(first), drops(second)))
                .allSatisfy(drops -> assertThat(drops.vrrp()).isPositive()));
        plane.reconcile();

        assertThat(told.messages)
                .hasSize(2)
                .allSatisfy(
                        message -> assertThat(message)
                                .startsWith(
                                        "vrrp multicast dropped, unicast_peer is missing in keepalived.conf of this instance "));
        assertThat(told.messages).anySatisfy(message -> assertThat(message).contains("instanceId=" + first.instanceId));
        assertThat(told.messages)
                .anySatisfy(message -> assertThat(message).contains("instanceId=" + second.instanceId));

        long before = drops(first).vrrp();
        Await.until(() -> assertThat(drops(first).vrrp()).isGreaterThan(before));
        plane.reconcile();
        assertThat(told.messages).hasSize(2);
    }

    @Test
    void unicastIsNoDrop(@TempDir Path directory) throws IOException {
        lab.closing(Keepalived.start(first, second, true, directory));

        Await.until(() -> assertThat(address(first)).contains(ADDRESS));
        plane.reconcile();

        assertThat(drops(first).vrrp()).isZero();
        assertThat(told.messages).isEmpty();
    }

    @Test
    void broadcastIsCountedAtItsPort() throws IOException {
        try (DatagramSocket socket = first.namespace.call(() -> new DatagramSocket(0))) {
            for (int i = 0; i < 3; i++) {
                socket.send(new DatagramPacket(new byte[1], 1, new InetSocketAddress("192.168.0.255", 9)));
            }
        }

        assertThat(drops(first)).isEqualTo(new Drops(3, 0, 0, 0));
        assertThat(drops(second)).isEqualTo(Drops.NONE);
        assertThat(plane.totalDrops()).isEqualTo(new Drops(3, 0, 0, 0));
    }

    @Test
    void spoofedSourceIsCountedAtItsPort() throws IOException {
        first.hold("192.168.0.77");

        assertThat(first.datagramArrives(second, "192.168.0.77")).isFalse();

        assertThat(drops(first)).isEqualTo(new Drops(0, 0, 1, 0));
        assertThat(drops(second)).isEqualTo(Drops.NONE);
    }

    @Test
    void countersOutliveTheAgentAndEndWithThePort() throws IOException {
        first.hold("192.168.0.77");
        assertThat(first.datagramArrives(second, "192.168.0.77")).isFalse();
        plane.close();

        plane = lab.closing(new DataPlane(Lab.HOST, lab.agent, lab.facts, Duration.ofHours(1)));
        plane.reconcile();
        assertThat(drops(first).spoofed()).isEqualTo(1);

        lab.facts.put(first.state(InstanceStatus.Stopped));
        plane.reconcile();
        assertThat(lab.commands.run("nft", "list", "set", "bridge", Ruleset.TABLE, Ruleset.SPOOF_DROPS))
                .doesNotContain(first.device());
        assertThat(plane.totalDrops().spoofed()).isEqualTo(1);
    }

    private Drops drops(LabInstance instance) throws IOException {
        return plane.drops().getOrDefault(instance.device(), Drops.NONE);
    }

    private static String address(LabInstance instance) throws IOException {
        return instance.run("ip", "addr", "show", "eth0");
    }

    /** What the log was told. */
    private static final class Told extends Handler {
        private final Queue<String> messages = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord entry) {
            Object[] parameters = entry.getParameters();
            messages.add(
                    parameters == null ? entry.getMessage() : entry.getMessage().formatted(parameters));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
