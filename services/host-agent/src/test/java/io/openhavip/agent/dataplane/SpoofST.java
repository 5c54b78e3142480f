package io.openhavip.agent.dataplane;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static io.openhavip.agent.lab.Lab.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.capture.ArpCapture;
import io.openhavip.agent.capture.ArpFrame;
import io.openhavip.agent.capture.FrameSender;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What data-plane.md section 3 refuses. First owns the HAVIP, the attacker is in the same vSwitch and associated with nothing. */
@Privileged
class SpoofST {

    private Lab lab;
    private DataPlane plane;
    private LabInstance owner;
    private LabInstance victim;
    private LabInstance attacker;

    @BeforeEach
    void setUp() throws IOException {
        lab = new Lab();
        owner = lab.instance(1).serve();
        victim = lab.instance(2).serve();
        attacker = lab.instance(3).serve();
        lab.haVip(owner);
        owner.hold(ADDRESS);
        plane = lab.closing(new DataPlane(Lab.HOST, lab.agent, lab.facts, Duration.ofHours(1)));
        lab.facts.put(lab.nextOwner(Optional.of(owner)));
        plane.reconcile();
        lab.untilConnected(attacker, owner, victim);
        lab.untilConnected(victim, owner);
    }

    @AfterEach
    void tearDown() throws IOException {
        lab.close();
    }

    @Test
    void announcementFromAnotherPortChangesNothing() throws IOException {
        assertIgnored(ArpFrame.announcement(attacker.mac, ADDRESS));
    }

    @Test
    void announcementWithTheOwnersMacChangesNothing() throws IOException {
        assertIgnored(ArpFrame.announcement(owner.mac, ADDRESS));
        assertIgnored(new ArpFrame(ArpFrame.BROADCAST, attacker.mac, ArpFrame.REQUEST, owner.mac, ADDRESS, ADDRESS));
    }

    @Test
    void arpReplyChangesNothing() throws IOException {
        assertIgnored(new ArpFrame(victim.mac, attacker.mac, ArpFrame.REPLY, attacker.mac, ADDRESS, victim.address));
    }

    @Test
    void claimOfAnotherInstancesAddressChangesNothing() throws IOException {
        assertIgnored(ArpFrame.announcement(attacker.mac, owner.address));
        assertIgnored(
                new ArpFrame(victim.mac, attacker.mac, ArpFrame.REQUEST, attacker.mac, owner.address, victim.address));
    }

    @Test
    void packetFromOwnAddressArrivesAndSpoofedOnesDoNot() throws IOException {
        assertThat(attacker.datagramArrives(victim, attacker.address)).isTrue();

        attacker.hold(owner.address);
        assertThat(attacker.datagramArrives(victim, owner.address)).isFalse();
        attacker.hold(ADDRESS);
        assertThat(attacker.datagramArrives(victim, ADDRESS)).isFalse();
    }

    @Test
    void ownerMaySpeakFromTheAddressUntilItLosesIt() throws IOException {
        assertThat(owner.datagramArrives(victim, ADDRESS)).isTrue();

        lab.facts.put(lab.nextOwner(Optional.empty()));
        plane.switched(KEY, Instant.now(), Instant.now());

        assertThat(owner.datagramArrives(victim, ADDRESS)).isFalse();
        assertThat(owner.datagramArrives(victim, owner.address)).isTrue();
    }

    @Test
    void packetFromAnotherMacIsDropped() throws IOException {
        attacker.run("ip", "link", "set", "eth0", "address", "00:16:3e:00:00:77");

        assertThat(attacker.datagramArrives(victim, attacker.address)).isFalse();
    }

    @Test
    void nothingPassesWhileTheTableIsMadeAnew() throws IOException {
        plane.close();

        new RulesetProgrammer(lab.commands).create(List.of(attacker.device(), victim.device(), owner.device()));

        attacker.hold(owner.address);
        assertThat(attacker.datagramArrives(victim, owner.address)).isFalse();
        assertThat(attacker.datagramArrives(victim, attacker.address)).isFalse();
    }

    private void assertIgnored(ArpFrame forged) throws IOException {
        victim.run("ip", "neigh", "flush", "dev", "eth0");
        assertThat(victim.ask(ADDRESS)).contains(owner.instanceId);
        String before = table();
        try (ArpCapture atVictim = ArpCapture.start(victim.namespace, frame -> {});
                FrameSender sender = new FrameSender(attacker)) {
            sender.send(forged);
            assertThat(attacker.datagramArrives(victim, attacker.address)).isTrue();
            assertThat(atVictim.received()).isZero();
        }
        assertThat(victim.ask(ADDRESS)).contains(owner.instanceId);
        assertThat(victim.ask(owner.address)).contains(owner.instanceId);
        assertThat(victim.neighbour(ADDRESS)).contains("lladdr 02:a1:c0:a8:00:58");
        assertThat(victim.neighbour(owner.address)).contains("lladdr " + owner.mac);
        assertThat(table()).isEqualTo(before);
    }

    private String table() throws IOException {
        return DropsST.withoutCounters(lab.commands.run("nft", "-a", "list", "table", "bridge", Ruleset.TABLE));
    }
}
