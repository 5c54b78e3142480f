package io.openhavip.arp.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.arp.domain.Verdict.Judged;
import io.openhavip.contracts.arp.AnnouncementRejected.Reason;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.ClaimPosition;
import io.openhavip.contracts.arp.SwitchCause;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.network.InstanceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** DESIGN section 4, the claim itself: who counts, who repeats, what is a duplicate, what is stale. */
class OwnershipRulesTest {

    private final Scenario scenario = new Scenario();

    @Test
    void firstClaimGivesTheAddressAtEpochOne() {
        Claim claim = scenario.announcement("a");

        assertThat(scenario.read(claim)).isEqualTo(Judged.APPLIED);

        assertThat(scenario.events)
                .containsExactly(new OwnershipSwitched(
                        "vsw-1",
                        "192.168.0.88",
                        "havip-1",
                        1,
                        Optional.empty(),
                        Optional.of(scenario.ports.get("eni-a").asOwner()),
                        SwitchCause.CLAIM,
                        Optional.of(new ClaimPosition("topic-1", 0, 0)),
                        Scenario.START.minus(Scenario.TRAVEL),
                        Scenario.START,
                        Scenario.START));
    }

    @Test
    void laterClaimMovesOwnershipAndRaisesTheEpoch() {
        scenario.claim("a");
        scenario.passMillis(3960);

        assertThat(scenario.claim("b")).isEqualTo(Judged.APPLIED);

        assertThat(scenario.owner()).contains("i-b");
        assertThat(scenario.epoch()).isEqualTo(2);
    }

    @Test
    void reannouncementByOwnerIsNoOp() {
        scenario.claim("a");
        scenario.passMillis(5000);

        assertThat(scenario.claim("a")).isEqualTo(Judged.REPEATED);

        assertThat(scenario.events).hasSize(1);
    }

    @Test
    void claimAtOrBelowTheLastAppliedPositionIsDuplicate() {
        Claim first = scenario.announcement("a");
        Claim second = scenario.announcement("b");
        scenario.read(first);
        scenario.read(second);

        assertThat(scenario.read(first)).isEqualTo(Judged.DUPLICATE);
        assertThat(scenario.read(second)).isEqualTo(Judged.DUPLICATE);

        assertThat(scenario.owner()).contains("i-b");
        assertThat(scenario.epoch()).isEqualTo(2);
    }

    @Test
    void lowOffsetOfATopicCreatedAnewIsNewer() {
        scenario.passMillis(0);
        scenario.nextOffset = 500;
        scenario.claim("a");
        scenario.nextOffset = 3;
        Claim onNewTopic = scenario.announcement("b");

        assertThat(scenario.read(new Claim(
                        onNewTopic.announcement(), new ClaimPosition("topic-2", 0, 3), onNewTopic.appendedAt())))
                .isEqualTo(Judged.APPLIED);
        assertThat(scenario.owner()).contains("i-b");
    }

    @Test
    void claimFromUnassociatedPortIsRefused() {
        scenario.unassociate("a");

        assertThat(scenario.claim("a")).isEqualTo(new Verdict.Refused(Reason.NOT_ASSOCIATED, true));
        assertThat(scenario.events).isEmpty();
    }

    @Test
    void associationOfAnInterfaceCountsForThatInterfaceOnly() {
        scenario.kind = AssociatedInstanceType.NetworkInterface;
        scenario.associated.clear();
        scenario.associated.add("eni-a");

        assertThat(scenario.claim("a")).isEqualTo(Judged.APPLIED);
        assertThat(scenario.claim("b")).isEqualTo(new Verdict.Refused(Reason.NOT_ASSOCIATED, true));
    }

    @Test
    void forgedSenderMacIsRefused() {
        Claim forged = scenario.announcement("a", "host-a", Scenario.mac("b"), Scenario.mac("a"), scenario.now);

        assertThat(scenario.read(forged)).isEqualTo(new Verdict.Refused(Reason.FOREIGN_MAC, false));
    }

    @Test
    void forgedEthernetSourceIsRefused() {
        Claim forged = scenario.announcement("a", "host-a", Scenario.mac("a"), Scenario.mac("b"), scenario.now);

        assertThat(scenario.read(forged)).isEqualTo(new Verdict.Refused(Reason.FOREIGN_MAC, false));
    }

    @Test
    void anotherHostCannotClaimForAPort() {
        Claim forged = scenario.announcement("a", "host-b", Scenario.mac("a"), Scenario.mac("a"), scenario.now);

        assertThat(scenario.read(forged)).isEqualTo(new Verdict.Refused(Reason.NOT_ON_HOST, false));
    }

    @Test
    void unknownAddressAndUnknownPortAreRefusedButKept() {
        scenario.haVipId = Optional.empty();
        assertThat(scenario.claim("a")).isEqualTo(new Verdict.Refused(Reason.UNKNOWN_ADDRESS, true));

        scenario.haVipId = Optional.of("havip-1");
        assertThat(scenario.claim("z")).isEqualTo(new Verdict.Refused(Reason.UNKNOWN_PORT, true));
    }

    @Test
    void portInAnotherVSwitchIsUnknown() {
        Port port = scenario.ports.get("eni-a");
        var elsewhere = new io.openhavip.contracts.network.NetworkInterface(
                "eni-a", "vsw-2", port.networkInterface().macAddress(), "10.0.0.1");
        scenario.ports.put("eni-a", new Port(elsewhere, port.instanceId(), port.hostId(), port.status(), port.run()));

        assertThat(scenario.claim("a")).isEqualTo(new Verdict.Refused(Reason.UNKNOWN_PORT, true));
    }

    @Test
    void stoppedInstanceCannotClaim() {
        scenario.status("a", InstanceStatus.Stopped, 1);

        assertThat(scenario.claim("a")).isEqualTo(new Verdict.Refused(Reason.NOT_RUNNING, false));
    }

    @Test
    void startingInstancesClaimWaitsForRunning() {
        scenario.status("a", InstanceStatus.Starting, 1);
        assertThat(scenario.claim("a")).isEqualTo(new Verdict.Refused(Reason.NOT_RUNNING, true));

        scenario.status("a", InstanceStatus.Running, 1);

        assertThat(scenario.owner()).contains("i-a");
    }

    @Test
    void claimThatTookLongerThanTenSecondsIsStale() {
        Claim tenSeconds = scenario.announcement("a", scenario.now.minusSeconds(10));
        Claim longer = scenario.announcement("b", scenario.now.minusSeconds(10).minusMillis(1));

        assertThat(scenario.read(longer)).isEqualTo(new Verdict.Refused(Reason.STALE, false));
        assertThat(scenario.read(tenSeconds)).isEqualTo(Judged.APPLIED);
    }

    @Test
    void backlogIsJudgedByTheBrokersClockNotByNow() {
        Claim claim = scenario.announcement("a");
        scenario.pass(Duration.ofMinutes(30));

        assertThat(scenario.read(claim)).isEqualTo(Judged.APPLIED);
    }

    @Test
    void claimCapturedBeforeTheOwnersIsStale() {
        scenario.claim("a");
        Claim heldBack = scenario.announcement(
                "b",
                scenario.now
                        .minus(Scenario.TRAVEL)
                        .minus(ClaimRules.ALLOWED_CLOCK_SKEW)
                        .minusMillis(1));

        assertThat(scenario.read(heldBack)).isEqualTo(new Verdict.Refused(Reason.STALE, false));
        assertThat(scenario.owner()).contains("i-a");
    }

    @Test
    void failoverToAHostWhoseClockIsBehindIsNotLost() {
        scenario.claim("a");
        scenario.passMillis(970);
        Claim clockBehind = scenario.announcement("b", scenario.now.minusMillis(2900));

        assertThat(scenario.read(clockBehind)).isEqualTo(Judged.APPLIED);
    }

    @Test
    void hostWhoseClockRunsAheadCannotKeepOthersFromClaiming() {
        scenario.read(scenario.announcement("a", scenario.now.plus(Duration.ofHours(1))));
        scenario.passMillis(4000);

        assertThat(scenario.claim("b")).isEqualTo(Judged.APPLIED);
    }

    @Test
    void answerToAProbeIsAClaimWhereThereIsNoOwner() {
        assertThat(scenario.read(scenario.probed("a", scenario.now))).isEqualTo(Judged.APPLIED);
        assertThat(scenario.owner()).contains("i-a");
    }

    @Test
    void answerToAProbeDoesNotTakeTheAddressFromAnotherHost() {
        scenario.claim("b");
        scenario.passMillis(30_000);

        assertThat(scenario.read(scenario.probed("a", scenario.now))).isEqualTo(Judged.HOLDER);

        assertThat(scenario.owner()).contains("i-b");
        assertThat(scenario.epoch()).isEqualTo(1);
    }

    @Test
    void answerToAProbeTakesTheAddressFromAnOwnerOnItsHostThatWasSilent() {
        scenario.place("b", "host-a");
        scenario.read(scenario.announcement("b", "host-a", Scenario.mac("b"), Scenario.mac("b"), scenario.now));
        scenario.passMillis(30_000);

        assertThat(scenario.read(scenario.probed("a", scenario.now))).isEqualTo(Judged.APPLIED);
        assertThat(scenario.owner()).contains("i-a");
    }

    @Test
    void answerToAProbeThatCameBeforeTheOwnersClaimDoesNotCount() {
        scenario.place("b", "host-a");
        Instant before = scenario.now.minusMillis(100);
        scenario.read(scenario.announcement("b", "host-a", Scenario.mac("b"), Scenario.mac("b"), scenario.now));

        assertThat(scenario.read(scenario.probed("a", before))).isEqualTo(Judged.HOLDER);
        assertThat(scenario.owner()).contains("i-b");
    }

    @Test
    void announcementTakesTheAddressFromAnOwnerThatOnlyAnsweredAProbe() {
        scenario.read(scenario.probed("a", scenario.now));
        assertThat(scenario.read(scenario.probed("b", scenario.now))).isEqualTo(Judged.HOLDER);

        assertThat(scenario.claim("b")).isEqualTo(Judged.APPLIED);
        assertThat(scenario.owner()).contains("i-b");
    }

    @Test
    void holderGetsTheAddressWhenTheOwnerGoes() {
        scenario.claim("b");
        scenario.read(scenario.probed("a", scenario.now));

        scenario.status("b", InstanceStatus.Stopped, 1);

        assertThat(scenario.owner()).contains("i-a");
    }

    @Test
    void holderIsForgottenWhenTheOwnerAnnouncesAgain() {
        scenario.claim("b");
        scenario.read(scenario.probed("a", scenario.now));
        scenario.claim("b");

        scenario.status("b", InstanceStatus.Stopped, 1);

        assertThat(scenario.owner()).isEmpty();
    }

    @Test
    void ownershipIsWhatItsEventsMakeIt() {
        for (String name : List.of("a", "b", "a", "b", "c", "a")) {
            scenario.claim(name);
            scenario.passMillis(700);
        }
        scenario.unassociate("b");

        assertThat(scenario.rebuilt()).isEqualTo(scenario.watch.ownership());
    }
}
