package io.openhavip.agent.session;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.capture.ArpCapture;
import io.openhavip.agent.dataplane.DataPlane;
import io.openhavip.agent.dataplane.DeviceTable;
import io.openhavip.agent.lab.Decider;
import io.openhavip.agent.lab.Keepalived;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real keepalived, real ARP, no Kafka: a failover moves the address, and does not where it must not. */
@Privileged
class KeepalivedST {

    @TempDir
    private Path directory;

    private Lab lab;
    private DataPlane plane;
    private DeviceTable devices;
    private ArpCapture capture;
    private Decider decider;
    private LabInstance primary;
    private LabInstance backup;
    private LabInstance client;
    private Keepalived onPrimary;
    private Keepalived onBackup;

    @BeforeEach
    void setUp() throws IOException {
        lab = new Lab();
        primary = lab.instance(1).serve();
        backup = lab.instance(2).serve();
        client = lab.instance(3);
        lab.haVip(primary, backup);
        plane = lab.closing(new DataPlane(Lab.HOST, lab.agent, lab.facts, Duration.ofHours(1)));
        plane.reconcile();
        devices = lab.closing(DeviceTable.start(lab.agent, () -> {}));
        lab.untilConnected(client, primary, backup);
        decider = new Decider(lab, plane, devices, List.of(primary, backup));
        decider.associate(primary);
        decider.associate(backup);
        capture = lab.closing(ArpCapture.start(lab.agent, decider));
        onPrimary = lab.closing(Keepalived.start(primary, backup, true, directory));
        onBackup = lab.closing(Keepalived.start(backup, primary, false, directory));
        Await.until(() -> assertThat(client.ask(ADDRESS)).contains(primary.instanceId));
    }

    @AfterEach
    void tearDown() throws IOException {
        lab.close();
    }

    @Test
    void keepalivedHereIsOneThatTheGuideRecommends() throws IOException {
        assertThat(Keepalived.version()).isGreaterThanOrEqualTo(Version.parse("1.2.15"));
    }

    @Test
    void failoverMovesTheAddress() throws IOException {
        onPrimary.crash();

        Await.until(() -> assertThat(client.ask(ADDRESS)).contains(backup.instanceId));
        assertThat(decider.owner()).contains(backup);
        // The dead node still holds the address: only steering keeps it out.
        assertThat(primary.run("ip", "addr", "show", "eth0")).contains(ADDRESS);
        assertThat(primary.datagramArrives(client, primary.address)).isTrue();
        assertThat(primary.datagramArrives(client, ADDRESS)).isFalse();
    }

    @Test
    void gracefulStopHandsTheAddressOver() throws IOException {
        onPrimary.stopGracefully();

        Await.until(() -> assertThat(client.ask(ADDRESS)).contains(backup.instanceId));
        assertThat(decider.owner()).contains(backup);
        assertThat(primary.run("ip", "addr", "show", "eth0")).doesNotContain(ADDRESS);
    }

    @Test
    void addressLeavesAnInstanceWhoseLinkGoesDownAndComesBackWithIt() throws IOException {
        primary.run("ip", "link", "set", "eth0", "down");

        Await.until(() -> assertThat(client.ask(ADDRESS)).contains(backup.instanceId));
        assertThat(decider.owner()).contains(backup);

        primary.run("ip", "link", "set", "eth0", "up");

        Await.until(() -> assertThat(client.ask(ADDRESS)).contains(primary.instanceId));
        assertThat(decider.owner()).contains(primary);
    }

    @Test
    void addressDoesNotMoveToAnInstanceThatIsNotAssociated() throws IOException {
        decider.disassociate(backup);

        onPrimary.crash();
        primary.run("ip", "link", "set", "eth0", "down");

        Await.until(() -> assertThat(backup.run("ip", "addr", "show", "eth0")).contains(ADDRESS));
        Await.until(() -> assertThat(decider.announcements(backup)).isPositive());
        assertThat(decider.owner()).contains(primary);
        assertThat(client.ask(ADDRESS)).isEmpty();
        assertThat(client.ask(backup.address)).contains(backup.instanceId);
    }
}
