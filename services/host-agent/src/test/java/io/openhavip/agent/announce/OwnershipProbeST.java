package io.openhavip.agent.announce;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.capture.Prober;
import io.openhavip.agent.dataplane.DataPlane;
import io.openhavip.agent.dataplane.DeviceTable;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.Announcement.Operation;
import io.openhavip.contracts.arp.Announcement.Source;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Privileged
class OwnershipProbeST {

    private final AnnouncementBuffer buffer = new AnnouncementBuffer();
    private final AnnouncementIntake intake = new AnnouncementIntake(Lab.HOST, new FixedPorts(), buffer);
    private Lab lab;
    private LabInstance first;
    private LabInstance second;
    private LabInstance stranger;
    private DataPlane plane;
    private DeviceTable devices;

    @BeforeEach
    void setUp() throws IOException {
        lab = new Lab();
        first = lab.instance(1).serve();
        second = lab.instance(2).serve();
        stranger = lab.instance(3).serve();
        lab.haVip(first, second);
        plane = lab.closing(new DataPlane(Lab.HOST, lab.agent, lab.facts, Duration.ofHours(1)));
        plane.reconcile();
        devices = lab.closing(DeviceTable.start(lab.agent, () -> {}));
        lab.untilConnected(stranger, first, second);
        lab.untilConnected(first, stranger);
    }

    @AfterEach
    void tearDown() throws IOException {
        lab.close();
    }

    @Test
    void onlyAnswerCountsAsAClaim() throws IOException, InterruptedException {
        second.hold(ADDRESS);
        stranger.hold(ADDRESS);

        assertThat(probe()).isEqualTo(1);

        Announcement claim = buffer.take(Duration.ZERO).orElseThrow();
        assertThat(claim.networkInterfaceId()).isEqualTo(second.networkInterfaceId);
        assertThat(claim.senderMac()).isEqualTo(second.mac);
        assertThat(claim.etherSource()).isEqualTo(second.mac);
        assertThat(claim.address()).isEqualTo(ADDRESS);
        assertThat(claim.source()).isEqualTo(Source.PROBED);
        assertThat(claim.operation()).isEqualTo(Operation.REPLY);
    }

    @Test
    void twoAnswersAreNoClaim() throws IOException {
        first.hold(ADDRESS);
        second.hold(ADDRESS);

        assertThat(probe()).isZero();
        assertThat(buffer.counts().pending()).isZero();
    }

    private int probe() throws IOException {
        return new OwnershipProbe(new Prober(lab.agent), devices).probe(lab.facts.snapshot(), plane.layout(), intake);
    }
}
