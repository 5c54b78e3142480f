package io.openhavip.agent.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As many ports on one vSwitch of one host as a bridge nearly takes (1023): two that may own a HAVIP, a client, and the rest. */
@Privileged
class ManyPortsST {

    private static final int PORTS = 900;
    private static final int WITH_INSTANCES = 3;
    private static final String VSWITCH = "vsw-lab000000000000900";
    private static final String BRIDGE = DeviceNames.bridge(VSWITCH);
    private static final AddressKey KEY = new AddressKey(VSWITCH, "10.90.0.88");

    /** Some ten times what two busy cores took. */
    private static final Duration PROGRAMMED_WITHIN = Duration.ofSeconds(15);

    private static final Duration COMPARED_WITHIN = Duration.ofSeconds(8);
    private static final Duration DELIVERED_WITHIN = Duration.ofSeconds(2);
    private static final Duration SWITCHED_WITHIN = Duration.ofSeconds(1);
    private static final Duration REMOVED_WITHIN = Duration.ofSeconds(8);
    private static final Logger LOG = Logger.getLogger(ManyPortsST.class);

    private Lab lab;
    private DataPlane plane;
    private LabInstance first;
    private LabInstance second;
    private LabInstance client;
    private NetworkNamespace elsewhere;
    private List<NetworkInterface> others;
    private long epoch;

    @BeforeEach
    void setUp() throws IOException {
        lab = new Lab();
        VSwitchState vSwitch = lab.vSwitch(VSWITCH, Lab.VPC, "10.90.0.0/16");
        first = lab.instance(1, vSwitch).serve();
        second = lab.instance(2, vSwitch).serve();
        client = lab.instance(3, vSwitch);
        client.run("ip", "route", "add", vSwitch.cidrBlock(), "dev", "eth0");
        plugOthers();
        lab.facts.put(new HaVipState(
                Lab.HAVIP,
                Lab.VPC,
                VSWITCH,
                KEY.address(),
                HaVipStatus.InUse,
                AssociatedInstanceType.EcsInstance,
                List.of(first.instanceId, second.instanceId)));
        first.hold(KEY.address());
        second.hold(KEY.address());
        plane = lab.closing(new DataPlane(Lab.HOST, lab.agent, lab.facts, Duration.ofHours(1)));
    }

    @AfterEach
    void tearDown() throws IOException {
        lab.close();
    }

    /** Their other ends are in one namespace, which hears for all of them: a namespace each would take longer than the ports. */
    private void plugOthers() throws IOException {
        Commands machine = new Commands(new NetworkNamespace(""));
        elsewhere = new NetworkNamespace(lab.agent.name() + "-others");
        machine.run("ip", "netns", "add", elsewhere.name());
        lab.closing(() -> machine.run("ip", "netns", "del", elsewhere.name()));
        others = IntStream.rangeClosed(1, PORTS - WITH_INSTANCES)
                .mapToObj(number -> new NetworkInterface(
                        "eni-lab00000many%04d".formatted(number),
                        VSWITCH,
                        "00:16:3e:01:%02x:%02x".formatted(number >> 8, number & 0xff),
                        "10.90.%d.%d".formatted(1 + number / 250, 1 + number % 250)))
                .toList();
        String links = others.stream()
                .map(other -> "link add %1$s type veth peer name %1$s netns %2$s"
                        .formatted(DeviceNames.port(other.networkInterfaceId()), elsewhere.name()))
                .collect(Collectors.joining("\n"));
        lab.commands.runWithInput(links, "ip", "-batch", "-");
        String ends = others.stream()
                .map(other -> """
                        link set %1$s address %2$s up
                        addr add %3$s/32 dev %1$s
                        """.formatted(
                        DeviceNames.port(other.networkInterfaceId()), other.macAddress(), other.privateIpAddress()))
                .collect(Collectors.joining());
        new Commands(elsewhere).runWithInput(ends, "ip", "-batch", "-");
        others.forEach(other -> lab.facts.put(new InstanceState(
                "i-of-" + other.networkInterfaceId(), Lab.VPC, Lab.HOST, InstanceStatus.Running, 1, List.of(other))));
    }

    @Test
    void aBridgeFullOfPortsIsProgrammedSwitchedAndRemoved() throws IOException {
        Duration programmed = reconcile();
        assertThat(portsOnBridge()).isEqualTo(PORTS);
        lab.untilConnected(client, first, second);

        assertThat(reached())
                .containsExactlyElementsOf(
                        others.stream().map(NetworkInterface::privateIpAddress).toList());

        Duration compared = reconcile();
        assertThat(plane.driftRepaired()).isZero();

        own(first);
        assertThat(client.ask(KEY.address())).contains(first.instanceId);
        Duration switched = own(second);
        assertThat(client.ask(KEY.address())).contains(second.instanceId);
        assertThat(first.datagramArrives(client, KEY.address())).isFalse();

        long start = System.nanoTime();
        plane.removeAll();
        Duration removed = Duration.ofNanos(System.nanoTime() - start);
        assertThat(lab.commands.run("nft", "list", "ruleset")).isEmpty();
        assertThat(lab.commands.run("ip", "-br", "link")).doesNotContain("hvb").doesNotContain("hvs");
        assertThat(lab.commands.run("ip", "-o", "link", "show"))
                .contains("many%04d".formatted(PORTS - WITH_INSTANCES))
                .doesNotContain(" master ");

        LOG.infof(
                "many ports measured ports=%d programmedMillis=%d comparedMillis=%d switchedMicros=%d removedMillis=%d",
                PORTS, programmed.toMillis(), compared.toMillis(), switched.toNanos() / 1000, removed.toMillis());
        assertThat(programmed).isLessThan(PROGRAMMED_WITHIN);
        assertThat(compared).isLessThan(COMPARED_WITHIN);
        assertThat(switched).isLessThan(SWITCHED_WITHIN);
        assertThat(removed).isLessThan(REMOVED_WITHIN);
    }

    /** The others' addresses at which a datagram of the client's arrives, in the order that they were sent in. */
    private List<String> reached() throws IOException {
        List<String> reached = new ArrayList<>();
        try (DatagramSocket in = elsewhere.call(() -> new DatagramSocket(0));
                DatagramSocket out = client.namespace.call(() -> new DatagramSocket())) {
            in.setSoTimeout((int) DELIVERED_WITHIN.toMillis());
            for (NetworkInterface other : others) {
                byte[] text = other.privateIpAddress().getBytes(StandardCharsets.US_ASCII);
                InetAddress address = InetAddress.getByName(other.privateIpAddress());
                out.send(new DatagramPacket(text, text.length, address, in.getLocalPort()));
                DatagramPacket heard = new DatagramPacket(new byte[64], 64);
                in.receive(heard);
                reached.add(new String(heard.getData(), 0, heard.getLength(), StandardCharsets.US_ASCII));
            }
        } catch (SocketTimeoutException e) {
            LOG.warnf("datagram %d of %d did not arrive", reached.size() + 1, others.size());
        }
        return reached;
    }

    private Duration reconcile() {
        plane.reconcile();
        assertThat(plane.lastReconciliation().failure()).isEmpty();
        assertThat(plane.lastReconciliation().problems()).isEmpty();
        return Duration.ofMillis(plane.lastReconciliation().millis());
    }

    private Duration own(LabInstance owner) {
        assertThat(lab.facts.put(new OwnershipState(
                        VSWITCH,
                        KEY.address(),
                        Lab.HAVIP,
                        ++epoch,
                        Optional.of(new Owner(owner.networkInterfaceId, owner.instanceId, owner.mac, Lab.HOST, 1)))))
                .isTrue();
        long start = System.nanoTime();
        assertThat(plane.switched(KEY, Instant.now(), Instant.now())).isPresent();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Those of instances; the bridge has helpers of its own too. */
    private long portsOnBridge() throws IOException {
        return lab.commands
                .run("ip", "-o", "link", "show", "master", BRIDGE)
                .lines()
                .filter(line -> line.matches("\\d+: hv0000(many\\d{4}|0{6}\\d\\d)@.*"))
                .count();
    }
}
