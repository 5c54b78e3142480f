package io.openhavip.agent.capture;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.dataplane.DataPlane;
import io.openhavip.agent.dataplane.DeviceTable;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Privileged
class CaptureST {

    private static final int BURST = 3000;

    /** What send_arp of resource-agents 4.12.0 put on a wire, called as Heartbeat's IPaddr2 calls it. */
    private static final List<String> HEARTBEATS_SEND_ARP = List.of(
            "ffffffffffff00163e000001" + "0806" + "0001080006040001" + "00163e000001c0a80058" + "000000000000c0a80058",
            "ffffffffffff00163e000001" + "0806" + "0001080006040002" + "00163e000001c0a80058" + "00163e000001c0a80058");

    /** Several times what the queue takes. */
    private static final int MOST_SENT = 400_000;

    private final List<CapturedFrame> captured = new CopyOnWriteArrayList<>();
    private Lab lab;
    private LabInstance first;
    private LabInstance second;
    private DataPlane plane;
    private DeviceTable devices;
    private ArpCapture capture;

    @BeforeEach
    void setUp() throws IOException {
        lab = new Lab();
        first = lab.instance(1).serve();
        second = lab.instance(2).serve();
        lab.haVip(first);
        plane = lab.closing(new DataPlane(Lab.HOST, lab.agent, lab.facts, Duration.ofHours(1)));
        plane.reconcile();
        devices = lab.closing(DeviceTable.start(lab.agent, () -> {}));
        lab.untilConnected(first, second);
        lab.untilConnected(second, first);
        capture = lab.closing(ArpCapture.start(lab.agent, captured::add));
    }

    @AfterEach
    void tearDown() throws IOException {
        lab.close();
    }

    @Test
    void announcementThatIsDroppedLaterIsSeenWithItsPortAndTime() throws IOException {
        Instant before = Instant.now();

        try (FrameSender sender = new FrameSender(second)) {
            sender.send(ArpFrame.announcement(second.mac, ADDRESS));
        }

        Await.until(() -> assertThat(captured).hasSize(1));
        assertThat(captured.getFirst().frame()).isEqualTo(ArpFrame.announcement(second.mac, ADDRESS));
        assertThat(devices.name(captured.getFirst().deviceIndex())).contains(second.device());
        assertThat(captured.getFirst().capturedAt()).isBetween(before, Instant.now());
    }

    @Test
    void ordinaryArpAndTaggedFramesAreIgnored() throws IOException {
        first.run("ip", "neigh", "flush", "dev", "eth0");
        assertThat(first.ask(second.address)).contains(second.instanceId);
        try (FrameSender sender = new FrameSender(first)) {
            sender.send(tagged(ArpFrame.announcement(first.mac, ADDRESS).toBytes()));
            sender.send(new ArpFrame(second.mac, first.mac, ArpFrame.REPLY, first.mac, ADDRESS, second.address));
            sender.send(ArpFrame.announcement(first.mac, "192.168.0.99"));
        }

        // Frames of one port arrive in order: when the last is there, those before it were ignored.
        Await.until(() -> assertThat(captured).isNotEmpty());
        assertThat(captured).extracting(each -> each.frame().senderAddress()).containsExactly("192.168.0.99");
        assertThat(capture.received()).isEqualTo(1);
    }

    @Test
    void burstLosesNothing() throws IOException {
        try (FrameSender sender = new FrameSender(first)) {
            byte[] frame = ArpFrame.announcement(first.mac, ADDRESS).toBytes();
            for (int i = 0; i < BURST; i++) {
                sender.send(frame);
            }
        }

        Await.until(() -> assertThat(capture.received()).isEqualTo(BURST));
        assertThat(capture.kernelDropped()).isZero();
        assertThat(capture.malformed()).isZero();
    }

    @Test
    void whatOverrunsTheQueueIsCountedToTheLastFrame() throws IOException {
        capture.close();
        CountDownLatch goesOn = new CountDownLatch(1);
        try (ArpCapture slow = ArpCapture.start(lab.agent, frame -> heldBy(goesOn));
                FrameSender sender = new FrameSender(first)) {
            byte[] frame = ArpFrame.announcement(first.mac, ADDRESS).toBytes();
            int sent = 0;
            while (slow.kernelDropped() < BURST && sent < MOST_SENT) {
                for (int i = 0; i < BURST; i++) {
                    sender.send(frame);
                }
                sent += BURST;
            }
            assertThat(slow.kernelDropped()).isGreaterThanOrEqualTo(BURST);
            assertThat(slow.received()).as("frames handed to the held consumer").isEqualTo(1);

            goesOn.countDown();

            long all = sent;
            Await.until(() -> assertThat(slow.received() + slow.kernelDropped()).isEqualTo(all));
            sender.send(frame);
            Await.until(() -> assertThat(slow.received() + slow.kernelDropped()).isEqualTo(all + 1));
        }
    }

    @Test
    void replyIsCapturedAndReachesNoOtherInstance() throws IOException {
        List<CapturedFrame> atSecond = new CopyOnWriteArrayList<>();
        ArpFrame reply = new ArpFrame(ArpFrame.BROADCAST, first.mac, ArpFrame.REPLY, first.mac, ADDRESS, ADDRESS);
        try (ArpCapture eavesdropper = ArpCapture.start(second.namespace, atSecond::add);
                FrameSender sender = new FrameSender(first)) {
            sender.send(reply);
            sender.send(ArpFrame.announcement(first.mac, first.address));

            Await.until(() -> assertThat(captured).hasSizeGreaterThanOrEqualTo(2));
            assertThat(second.ask(first.address)).contains(first.instanceId);
            assertThat(eavesdropper.received()).isZero();
        }
        assertThat(captured.getFirst().frame()).isEqualTo(reply);
        assertThat(atSecond).isEmpty();
    }

    @Test
    void bothFramesOfHeartbeatsSendArpAreAnnouncements() throws IOException {
        try (FrameSender sender = new FrameSender(first)) {
            for (String frame : HEARTBEATS_SEND_ARP) {
                sender.send(HexFormat.of().parseHex(frame));
            }
        }

        Await.until(() -> assertThat(captured)
                .extracting(CapturedFrame::frame)
                .containsExactly(
                        ArpFrame.announcement(first.mac, ADDRESS),
                        new ArpFrame(ArpFrame.BROADCAST, first.mac, ArpFrame.REPLY, first.mac, ADDRESS, ADDRESS)));
    }

    @Test
    void instanceThatHoldsAnAddressAnswersAProbe() throws IOException {
        first.hold(ADDRESS);
        int index = devices.index(first.device()).orElseThrow();
        int other = devices.index(second.device()).orElseThrow();

        List<CapturedFrame> answers = new Prober(lab.agent)
                .ask(List.of(
                        new Prober.Question(index, "02:a0:00:00:00:01", ADDRESS),
                        new Prober.Question(other, "02:a0:00:00:00:01", ADDRESS)));

        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst().deviceIndex()).isEqualTo(index);
        assertThat(answers.getFirst().frame().senderMac()).isEqualTo(first.mac);
    }

    private static void heldBy(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] tagged(byte[] frame) {
        return ByteBuffer.allocate(frame.length + 4)
                .put(frame, 0, 12)
                .putInt(0x81000005)
                .put(frame, 12, frame.length - 12)
                .array();
    }
}
