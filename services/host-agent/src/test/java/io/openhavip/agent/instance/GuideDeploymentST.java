package io.openhavip.agent.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.capture.ArpCapture;
import io.openhavip.agent.capture.CapturedFrame;
import io.openhavip.agent.dataplane.DeviceNames;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's quick deployment, its user data unchanged, in real instances; who announces gets the address. */
@Privileged
class GuideDeploymentST {

    private static final Logger LOG = Logger.getLogger(GuideDeploymentST.class);
    private static final int CONNECT_MILLIS = 300;

    @TempDir
    Path directory;

    private final Map<String, AtomicLong> announcements = new ConcurrentHashMap<>();
    private final AtomicLong epoch = new AtomicLong();
    private volatile String owner = "";
    private GuestLab guests;

    @Test
    void addressFollowsTheInstanceThatStillRuns() throws IOException {
        try (GuestLab opened = new GuestLab(directory)) {
            guests = opened;
            InstanceSpec first = guests.spec(1, 1, userData(1));
            InstanceSpec second = guests.spec(2, 1, userData(2));
            haVip();
            LabInstance client = guests.lab.instance(3);
            guests.lab.closing(ArpCapture.start(guests.lab.agent, this::captured));

            guests.driver.start(first);
            guests.driver.start(second);

            Await.until(() -> assertThat(get(client, Lab.ADDRESS)).isEqualTo("ecs1"));
            assertThat(announcements.get(
                            DeviceNames.port(GuestLab.networkInterface(1).networkInterfaceId())))
                    .hasPositiveValue();
            assertThat(guests.inside(1, "ip", "addr", "show", "eth0")).contains(Lab.ADDRESS);
            assertThat(guests.inside(2, "ip", "addr", "show", "eth0")).doesNotContain(Lab.ADDRESS);
            assertThat(guests.inside(1, "hostname")).isEqualTo("ecs1\n");
            assertThat(guests.console(1))
                    .contains("keepalived is installed (the host's)", "user data ended with status 0");

            long stopping = System.nanoTime();
            guests.driver.stop(guests.id(1), Duration.ofSeconds(20));
            LOG.infof("instance with keepalived and nginx stopped millis=%d", millisSince(stopping));
            Await.until(() -> assertThat(get(client, Lab.ADDRESS)).isEqualTo("ecs2"));
            LOG.infof("backup answered millisAfterStopBegan=%d", millisSince(stopping));

            guests.driver.start(guests.spec(1, 2, userData(1)));
            Await.until(() -> assertThat(get(client, Lab.ADDRESS)).isEqualTo("ecs1"));
        }
    }

    private void captured(CapturedFrame captured) {
        Optional<String> device = guests.devices.name(captured.deviceIndex());
        if (device.isEmpty() || !captured.frame().senderAddress().equals(Lab.ADDRESS)) {
            return;
        }
        announcements.computeIfAbsent(device.get(), name -> new AtomicLong()).incrementAndGet();
        if (device.get().equals(owner)) {
            return;
        }
        owner = device.get();
        int number = owner.equals(DeviceNames.port(GuestLab.networkInterface(1).networkInterfaceId())) ? 1 : 2;
        NetworkInterface networkInterface = GuestLab.networkInterface(number);
        guests.lab.facts.put(new OwnershipState(
                Lab.VSWITCH,
                Lab.ADDRESS,
                Lab.HAVIP,
                epoch.incrementAndGet(),
                Optional.of(new Owner(
                        networkInterface.networkInterfaceId(),
                        guests.id(number),
                        networkInterface.macAddress(),
                        Lab.HOST,
                        1))));
        guests.plane.switched(Lab.KEY, captured.capturedAt(), Instant.now());
    }

    private void haVip() {
        guests.lab.facts.put(new HaVipState(
                Lab.HAVIP,
                "vpc-lab000000000000001",
                Lab.VSWITCH,
                Lab.ADDRESS,
                HaVipStatus.InUse,
                AssociatedInstanceType.EcsInstance,
                List.of(guests.id(1), guests.id(2)).stream()
                        .sorted(Comparator.naturalOrder())
                        .toList()));
    }

    /** The page at an address, as the client sees it; empty: nobody answers. */
    private static String get(LabInstance client, String address) throws IOException {
        return client.namespace.call(() -> {
            try (Socket socket = new Socket()) {
                socket.setSoTimeout(CONNECT_MILLIS);
                socket.connect(new InetSocketAddress(address, 80), CONNECT_MILLIS);
                socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                return answer.substring(answer.indexOf("\r\n\r\n") + 4).strip();
            } catch (IOException e) {
                return "";
            }
        });
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static String userData(int number) throws IOException {
        try (InputStream stream = GuideDeploymentST.class.getResourceAsStream("/guest/guide-" + number + ".sh")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
