package io.openhavip.arp.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.SwitchCause;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** DESIGN section 4: a claim from a port whose association is not known yet is kept and decided when it arrives. */
class EarlyClaimTest {

    private final Scenario scenario = new Scenario();

    @BeforeEach
    void ecsBIsNotAssociatedYet() {
        scenario.associated.remove("i-b");
    }

    @Test
    void earlyClaimIsDecidedWhenTheAssociationArrives() {
        scenario.claim("b");
        scenario.passMillis(59_999);

        scenario.associate("b");

        assertThat(scenario.owner()).contains("i-b");
        assertThat(((OwnershipSwitched) scenario.events.getLast()).cause()).isEqualTo(SwitchCause.EARLY_CLAIM);
    }

    @Test
    void earlyClaimIsForgottenAfterSixtySeconds() {
        scenario.claim("b");
        scenario.passMillis(60_000);

        scenario.associate("b");

        assertThat(scenario.owner()).isEmpty();
    }

    @Test
    void earlyClaimForAHaVipThatIsNotKnownYetIsKept() {
        scenario.haVipId = Optional.empty();
        scenario.claim("a");

        scenario.haVip(Optional.of("havip-1"));

        assertThat(scenario.owner()).contains("i-a");
    }

    @Test
    void laterClaimOfAnotherPortWins() {
        scenario.claim("b");
        scenario.claim("a");

        scenario.associate("b");

        assertThat(scenario.owner()).contains("i-a");
        assertThat(scenario.epoch()).isEqualTo(1);
    }

    @Test
    void laterRepetitionByTheOwnerWins() {
        scenario.claim("a");
        scenario.claim("b");
        scenario.claim("a");

        scenario.associate("b");

        assertThat(scenario.owner()).contains("i-a");
    }

    @Test
    void claimThatTheOwnerEndedStaysEndedWhenBothAreReadAgainAfterItsRelease() {
        Claim owners = scenario.announcement("a");
        scenario.read(owners);
        Claim early = scenario.announcement("b");
        Claim repetition = scenario.announcement("a");
        scenario.read(early);
        scenario.read(repetition);
        scenario.unassociate("a");

        scenario.restart(Optional.of(owners.position()));
        scenario.read(early);
        scenario.read(repetition);
        scenario.associate("b");

        assertThat(scenario.owner()).isEmpty();
    }

    /**
     * Accepted: what the owner repeats writes nothing, so the store does not tell whether the two were judged before the association
     * or by nobody yet. The owner is the same in the end; docs/adr, 7.
     */
    @Test
    void claimThatTheOwnerEndedComesBackForAMomentAfterACrash() {
        Claim owners = scenario.announcement("a");
        scenario.read(owners);
        Claim early = scenario.announcement("b");
        Claim repetition = scenario.announcement("a");
        scenario.read(early);
        scenario.read(repetition);
        scenario.associate("b");
        assertThat(scenario.epoch()).isEqualTo(1);

        scenario.restart(Optional.of(owners.position()));
        scenario.read(early);
        assertThat(scenario.owner()).contains("i-b");
        scenario.read(repetition);

        assertThat(scenario.owner()).contains("i-a");
        assertThat(scenario.epoch()).isEqualTo(3);
    }

    @Test
    void latestOfTwoEarlyClaimsWins() {
        scenario.associated.remove("i-c");
        scenario.claim("b");
        scenario.claim("c");
        scenario.associated.add("i-b");
        scenario.associated.add("i-c");

        scenario.factsChanged();

        assertThat(scenario.owner()).contains("i-c");
    }

    @Test
    void earlyClaimSurvivesARestart() {
        scenario.claim("a");
        Claim early = scenario.announcement("b");
        scenario.read(early);

        scenario.restart(Optional.of(early.position()));
        scenario.watch = scenario.watch.recall(early, scenario.facts(), scenario.now);
        scenario.associate("b");

        assertThat(scenario.owner()).contains("i-b");
    }

    @Test
    void forgedAnnouncementDoesNotDisplaceThePortsOwn() {
        scenario.ports.remove("eni-b");
        scenario.claim("b");
        scenario.read(scenario.announcement("b", "host-a", Scenario.mac("a"), Scenario.mac("a"), scenario.now));
        scenario.ports.put("eni-b", Scenario.port("b", io.openhavip.contracts.network.InstanceStatus.Running, 1));

        scenario.associate("b");

        assertThat(scenario.owner()).contains("i-b");
    }

    @Test
    void onlySixteenSendersAreRememberedForAnAddress() {
        for (int i = 0; i < EarlyClaims.MAX_KEPT + 5; i++) {
            scenario.claim("x" + i);
        }

        assertThat(scenario.watch.early().claims())
                .hasSize(EarlyClaims.MAX_KEPT)
                .first()
                .extracting(Claim::networkInterfaceId)
                .isEqualTo("eni-x5");
    }
}
