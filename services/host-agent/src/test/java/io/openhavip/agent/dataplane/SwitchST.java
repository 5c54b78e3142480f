package io.openhavip.agent.dataplane;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static io.openhavip.agent.lab.Lab.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Privileged
class SwitchST {

    private Lab lab;
    private DataPlane plane;
    private LabInstance first;
    private LabInstance second;
    private LabInstance client;

    @BeforeEach
    void setUp() throws IOException {
        lab = new Lab();
        first = lab.instance(1).serve();
        second = lab.instance(2).serve();
        client = lab.instance(3).serve();
        lab.haVip(first, second);
        first.hold(ADDRESS);
        second.hold(ADDRESS);
        plane = lab.closing(new DataPlane(Lab.HOST, lab.agent, lab.facts, Duration.ofHours(1)));
        plane.reconcile();
        lab.untilConnected(client, first, second);
    }

    @AfterEach
    void tearDown() throws IOException {
        lab.close();
    }

    @Test
    void instancesReachEachOther() throws IOException {
        assertThat(plane.lastReconciliation().failure()).isEmpty();
        assertThat(client.ask(first.address)).contains(first.instanceId);
        assertThat(first.ask(second.address)).contains(second.instanceId);
    }

    @Test
    void addressWithoutOwnerIsDead() throws IOException {
        assertThat(client.ask(ADDRESS)).isEmpty();
        assertThat(client.neighbour(ADDRESS)).contains("lladdr 02:a1:c0:a8:00:58");
    }

    @Test
    void switchMovesTrafficAndFencesTheOldOwner() throws IOException {
        own(first);
        assertThat(client.ask(ADDRESS)).contains(first.instanceId);
        assertThat(first.askFrom(ADDRESS, client.address)).contains(client.instanceId);

        own(second);

        assertThat(client.ask(ADDRESS)).contains(second.instanceId);
        assertThat(first.askFrom(ADDRESS, client.address)).isEmpty();
        assertThat(second.askFrom(ADDRESS, client.address)).contains(client.instanceId);
        assertThat(plane.lastSwitches()).extracting(AppliedSwitch::epoch).containsExactly(1L, 2L);
    }

    @Test
    void releasedAddressIsDead() throws IOException {
        own(first);

        lab.facts.put(lab.nextOwner(Optional.empty()));
        plane.switched(KEY, Instant.now(), Instant.now());

        assertThat(client.ask(ADDRESS)).isEmpty();
        assertThat(first.askFrom(ADDRESS, client.address)).isEmpty();
    }

    @Test
    void lowerEpochIsNeverApplied() throws IOException {
        own(first);
        own(second);

        assertThat(lab.facts.put(lab.ownership(1, Optional.of(first)))).isFalse();
        assertThat(lab.facts.put(lab.ownership(2, Optional.of(first)))).isFalse();
        plane.switched(KEY, Instant.now(), Instant.now());

        assertThat(client.ask(ADDRESS)).contains(second.instanceId);
    }

    @Test
    void announcementIsNotAnsweredAsAConflict() throws IOException {
        own(first);

        // arping -D ends with 0 when nobody answered for the address.
        first.run("arping", "-c", "1", "-D", "-I", "eth0", ADDRESS);
        first.run("arping", "-c", "1", "-D", "-I", "eth0", first.address);
        assertThat(first.run("arping", "-c", "2", "-w", "1", "-U", "-I", "eth0", ADDRESS))
                .contains("Received 0 response(s)");
    }

    private void own(LabInstance owner) {
        assertThat(lab.facts.put(lab.nextOwner(Optional.of(owner)))).isTrue();
        assertThat(plane.switched(KEY, Instant.now(), Instant.now())).isPresent();
    }
}
