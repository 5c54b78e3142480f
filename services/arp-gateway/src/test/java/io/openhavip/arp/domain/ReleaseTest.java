package io.openhavip.arp.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.arp.domain.Verdict.Judged;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.SwitchCause;
import io.openhavip.contracts.network.InstanceStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** DESIGN section 4: what releases an address, and that silence doesn't. */
class ReleaseTest {

    private final Scenario scenario = new Scenario();

    @BeforeEach
    void ecsAOwnsTheAddress() {
        scenario.claim("a");
    }

    private SwitchCause lastCause() {
        return ((OwnershipSwitched) scenario.events.getLast()).cause();
    }

    @Test
    void silenceDoesNotRelease() {
        scenario.pass(Duration.ofDays(30));
        scenario.factsChanged();

        assertThat(scenario.owner()).contains("i-a");
        assertThat(scenario.events).hasSize(1);
    }

    @Test
    void stoppingTheOwnerReleases() {
        scenario.status("a", InstanceStatus.Stopped, 1);

        assertThat(scenario.owner()).isEmpty();
        assertThat(scenario.epoch()).isEqualTo(2);
        assertThat(lastCause()).isEqualTo(SwitchCause.INSTANCE_STOPPED);
    }

    @Test
    void missedStopIsSeenByAHigherRun() {
        scenario.status("a", InstanceStatus.Running, 2);

        assertThat(scenario.owner()).isEmpty();
        assertThat(lastCause()).isEqualTo(SwitchCause.INSTANCE_STOPPED);
        assertThat(scenario.claim("a")).isEqualTo(Judged.APPLIED);
        assertThat(scenario.epoch()).isEqualTo(3);
    }

    @Test
    void deletedInterfaceReleases() {
        scenario.ports.remove("eni-a");
        scenario.factsChanged();

        assertThat(scenario.owner()).isEmpty();
        assertThat(lastCause()).isEqualTo(SwitchCause.INTERFACE_GONE);
    }

    @Test
    void interfaceAttachedToAnotherInstanceReleases() {
        Port port = scenario.ports.get("eni-a");
        scenario.ports.put("eni-a", new Port(port.networkInterface(), "i-b", "host-b", port.status(), port.run()));
        scenario.factsChanged();

        assertThat(scenario.owner()).isEmpty();
        assertThat(lastCause()).isEqualTo(SwitchCause.INTERFACE_GONE);
    }

    @Test
    void removedAssociationReleases() {
        scenario.unassociate("a");

        assertThat(scenario.owner()).isEmpty();
        assertThat(lastCause()).isEqualTo(SwitchCause.UNASSOCIATED);
    }

    @Test
    void removingAnotherAssociationDoesNot() {
        scenario.unassociate("b");

        assertThat(scenario.owner()).contains("i-a");
    }

    @Test
    void deletedHaVipReleasesAndItsSuccessorContinuesTheEpoch() {
        scenario.haVip(Optional.empty());
        assertThat(scenario.owner()).isEmpty();
        assertThat(lastCause()).isEqualTo(SwitchCause.HAVIP_DELETED);

        scenario.haVip(Optional.of("havip-2"));
        scenario.claim("b");

        assertThat(scenario.epoch()).isEqualTo(3);
        assertThat(scenario.watch.ownership().haVipId()).contains("havip-2");
    }

    @Test
    void missedDeletionIsSeenByAnotherHaVip() {
        scenario.haVip(Optional.of("havip-2"));

        assertThat(scenario.owner()).isEmpty();
        assertThat(lastCause()).isEqualTo(SwitchCause.HAVIP_DELETED);
    }

    @Test
    void repetitionReadAgainAfterACrashCannotUndoARelease() {
        Claim repetition = scenario.announcement("a");
        assertThat(scenario.read(repetition)).isEqualTo(Judged.REPEATED);
        scenario.unassociate("a");
        scenario.associate("a");
        assertThat(scenario.owner()).isEmpty();

        scenario.restart(Optional.empty());

        assertThat(scenario.read(repetition)).isEqualTo(Judged.DUPLICATE);
        assertThat(scenario.owner()).isEmpty();
    }

    @Test
    void releaseOfOnePortDoesNotShadowTheClaimOfAnother() {
        scenario.unassociate("b");
        scenario.claim("b");
        scenario.unassociate("a");

        scenario.associate("b");

        assertThat(scenario.owner()).contains("i-b");
        assertThat(lastCause()).isEqualTo(SwitchCause.EARLY_CLAIM);
    }

    @Test
    void claimByAnotherPortFindsTheAddressReleasedFirst() {
        scenario.ports.put("eni-a", Scenario.port("a", InstanceStatus.Stopped, 1));

        assertThat(scenario.claim("b")).isEqualTo(Judged.APPLIED);

        assertThat(scenario.events)
                .map(event -> ((OwnershipSwitched) event).cause())
                .containsExactly(SwitchCause.CLAIM, SwitchCause.INSTANCE_STOPPED, SwitchCause.CLAIM);
        assertThat(scenario.epoch()).isEqualTo(3);
    }
}
