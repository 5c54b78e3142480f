package io.openhavip.agent.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.capture.ArpFrame;
import io.openhavip.agent.capture.CapturedFrame;
import io.openhavip.agent.dataplane.Port;
import io.openhavip.contracts.arp.Announcement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncementIntakeTest {

    private static final Port PORT = new Port("eni-1", "i-1", "vsw-1", "hv1", "hvb1", "00:16:3e:00:00:01", "10.0.0.11");
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456789Z");

    private final AnnouncementBuffer buffer = new AnnouncementBuffer();
    private final FixedPorts ports = new FixedPorts().with(5, PORT);
    private final AnnouncementIntake intake = new AnnouncementIntake("host-1", ports, buffer);

    @Test
    void announcementCarriesPortAndBothMacs() throws InterruptedException {
        intake.captured(new CapturedFrame(
                5,
                AT,
                new ArpFrame(
                        ArpFrame.BROADCAST,
                        "00:16:3e:00:00:01",
                        ArpFrame.REPLY,
                        "00:16:3e:00:00:99",
                        "10.0.0.88",
                        "10.0.0.88")));

        assertThat(buffer.take(Duration.ZERO))
                .contains(new Announcement(
                        "host-1",
                        "eni-1",
                        "vsw-1",
                        "10.0.0.88",
                        "00:16:3e:00:00:99",
                        "00:16:3e:00:00:01",
                        Announcement.Operation.REPLY,
                        Announcement.Source.CAPTURED,
                        AT,
                        1));
    }

    @Test
    void addressThatIsNotTheVSwitchsIsNoClaim() {
        intake.captured(new CapturedFrame(5, AT, ArpFrame.announcement("00:16:3e:00:00:01", "10.0.1.88")));

        assertThat(buffer.counts().pending()).isZero();
        assertThat(intake.foreignAddress()).isEqualTo(1);
    }

    @Test
    void announcementThatComesBeforeTheFactsWaitsForThem() {
        ports.expect(7);
        ArpFrame claim = ArpFrame.announcement("00:16:3e:00:00:02", "10.0.0.88");
        intake.captured(new CapturedFrame(7, Instant.now(), claim));
        intake.captured(new CapturedFrame(7, Instant.now(), claim));
        intake.portsChanged();
        assertThat(buffer.counts().pending()).isZero();
        assertThat(intake.unplaced()).isEqualTo(1);

        ports.with(7, PORT);
        intake.portsChanged();

        assertThat(buffer.counts().pending()).isEqualTo(1);
        assertThat(intake.unplaced()).isZero();
        assertThat(intake.unknownPort()).isEqualTo(1);
    }

    @Test
    void announcementWhosePortIsNamedMeanwhileDoesNotWait() {
        AnnouncementIntake meanwhile = new AnnouncementIntake(
                "host-1",
                new AnnouncementIntake.Ports() {
                    @Override
                    public Optional<Port> port(int deviceIndex) {
                        return ports.port(deviceIndex);
                    }

                    @Override
                    public boolean mayBePort(int deviceIndex) {
                        ports.with(deviceIndex, PORT);
                        return true;
                    }

                    @Override
                    public boolean isInVSwitch(Port port, String address) {
                        return ports.isInVSwitch(port, address);
                    }
                },
                buffer);
        meanwhile.captured(
                new CapturedFrame(7, Instant.now(), ArpFrame.announcement("00:16:3e:00:00:02", "10.0.0.88")));

        assertThat(buffer.counts().pending()).isEqualTo(1);
        assertThat(meanwhile.unplaced()).isZero();
    }

    @Test
    void announcementThatWaitsTooLongIsGivenUp() {
        ports.expect(7);
        intake.captured(new CapturedFrame(7, AT, ArpFrame.announcement("00:16:3e:00:00:02", "10.0.0.88")));

        ports.with(7, PORT);
        intake.portsChanged();

        assertThat(buffer.counts().pending()).isZero();
        assertThat(intake.unknownPort()).isEqualTo(1);
    }

    @Test
    void devicesThatComeAndGoTakeBoundedMemory() {
        for (int index = 100; index < 100 + 2 * UnplacedFrames.LIMIT; index++) {
            ports.expect(index);
            intake.captured(
                    new CapturedFrame(index, Instant.now(), ArpFrame.announcement("00:16:3e:00:00:02", "10.0.0.88")));
        }

        assertThat(intake.unplaced()).isEqualTo(UnplacedFrames.LIMIT);
        assertThat(intake.unknownPort()).isEqualTo(UnplacedFrames.LIMIT);
    }

    @Test
    void unknownPortAndOwnAddressAreFilteredAndCounted() {
        intake.captured(new CapturedFrame(6, AT, ArpFrame.announcement("00:16:3e:00:00:01", "10.0.0.88")));
        intake.captured(new CapturedFrame(5, AT, ArpFrame.announcement("00:16:3e:00:00:01", "10.0.0.11")));

        assertThat(intake.unknownPort()).isEqualTo(1);
        assertThat(intake.ownAddress()).isEqualTo(1);
        assertThat(buffer.counts().pending()).isZero();
    }
}
