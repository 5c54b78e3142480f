package io.openhavip.arp.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.arp.domain.Verdict.Judged;
import io.openhavip.contracts.arp.ArpEvent.ClaimPostponed;
import io.openhavip.contracts.arp.ArpEvent.OwnershipContested;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.ArpEvent.PostponedClaimCancelled;
import io.openhavip.contracts.arp.ClaimPosition;
import io.openhavip.contracts.arp.SwitchCause;
import io.openhavip.contracts.network.InstanceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** DESIGN section 4, contest: what damps two ports that pull at one address, and what it must not delay. */
class ContestTest {

    private final Scenario scenario = new Scenario();

    /** a, b, a within a second: contested, and ecs-a is the owner. */
    private void contest() {
        scenario.claim("a");
        scenario.passMillis(500);
        scenario.claim("b");
        scenario.passMillis(500);
        scenario.claim("a");
    }

    @Test
    void firstMoveIsNeverDelayed() {
        scenario.claim("a");

        assertThat(scenario.claim("b")).isEqualTo(Judged.APPLIED);
        assertThat(scenario.events).hasOnlyElementsOfType(OwnershipSwitched.class);
    }

    @Test
    void moveBackWithinThreeSecondsMakesItContested() {
        scenario.claim("a");
        scenario.claim("b");
        scenario.passMillis(3000);
        scenario.claim("a");

        assertThat(scenario.owner()).contains("i-a");
        assertThat(scenario.events.getLast())
                .isEqualTo(new OwnershipContested(
                        "vsw-1", "192.168.0.88", "havip-1", "eni-b", "eni-a", 1, 1000, scenario.now));
    }

    @Test
    void moveBackAfterThreeSecondsDoesNot() {
        scenario.claim("a");
        scenario.claim("b");
        scenario.passMillis(3001);
        scenario.claim("a");

        assertThat(scenario.events).hasSize(3).hasOnlyElementsOfType(OwnershipSwitched.class);
    }

    @Test
    void failBackAfterAFailoverIsNoContest() {
        scenario.claim("a");
        scenario.passMillis(60_000);
        scenario.claim("b");
        scenario.passMillis(10_000);

        assertThat(scenario.claim("a")).isEqualTo(Judged.APPLIED);
        assertThat(scenario.watch.ownership().contest()).isEmpty();
    }

    @Test
    void claimOfAContestedAddressIsPostponedAndAppliedWhenTheBackOffEnds() {
        contest();
        scenario.passMillis(200);

        assertThat(scenario.claim("b")).isEqualTo(Judged.POSTPONED);
        assertThat(scenario.owner()).contains("i-a");
        scenario.passMillis(799);
        assertThat(scenario.owner()).contains("i-a");
        scenario.passMillis(1);

        assertThat(scenario.owner()).contains("i-b");
        assertThat(scenario.events).element(scenario.events.size() - 2).satisfies(event -> {
            OwnershipSwitched switched = (OwnershipSwitched) event;
            assertThat(switched.cause()).isEqualTo(SwitchCause.POSTPONED_CLAIM);
            assertThat(switched.claim()).contains(new ClaimPosition("topic-1", 0, 3));
        });
    }

    @Test
    void backOffGrowsBySecondsUpToTen() {
        contest();
        for (int move = 0; move < 12; move++) {
            scenario.claim(move % 2 == 0 ? "b" : "a");
            scenario.passMillis(10_000);
        }

        List<Long> backOffs = scenario.events.stream()
                .filter(OwnershipContested.class::isInstance)
                .map(event -> ((OwnershipContested) event).backOffMillis())
                .toList();
        assertThat(backOffs)
                .isEqualTo(LongStream.concat(LongStream.rangeClosed(1, 10), LongStream.of(10, 10, 10))
                        .mapToObj(seconds -> seconds * 1000)
                        .toList());
    }

    @Test
    void contestEndsAfterThirtyQuietSeconds() {
        contest();
        scenario.pass(Duration.ofSeconds(30));

        assertThat(scenario.claim("b")).isEqualTo(Judged.APPLIED);

        assertThat(scenario.events.getLast()).isInstanceOf(OwnershipSwitched.class);
        assertThat(scenario.watch.ownership().contest()).isEmpty();
    }

    @Test
    void latestPostponedClaimReplacesTheOneBefore() {
        contest();
        scenario.claim("b");
        scenario.claim("c");
        scenario.passMillis(1000);

        assertThat(scenario.owner()).contains("i-c");
        assertThat(scenario.epoch()).isEqualTo(4);
    }

    @Test
    void burstOfThePostponedClaimantWritesOneEvent() {
        contest();
        scenario.claim("b");
        int events = scenario.events.size();

        assertThat(scenario.claim("b")).isEqualTo(Judged.ALREADY_POSTPONED);
        assertThat(scenario.events).hasSize(events);
    }

    @Test
    void repeatByTheOwnerCancelsThePostponedClaim() {
        contest();
        scenario.claim("b");
        Claim repetition = scenario.announcement("a");

        assertThat(scenario.read(repetition)).isEqualTo(Judged.REPEATED);

        assertThat(scenario.events.getLast())
                .isEqualTo(new PostponedClaimCancelled(
                        "vsw-1", "192.168.0.88", "havip-1", Optional.of(repetition.position()), scenario.now));
        scenario.passMillis(5000);
        assertThat(scenario.owner()).contains("i-a");
    }

    @Test
    void cancelledClaimReadAgainStaysCancelled() {
        contest();
        Claim waiting = scenario.announcement("b");
        scenario.read(waiting);
        scenario.claim("a");

        assertThat(scenario.read(waiting)).isEqualTo(Judged.DUPLICATE);
        scenario.passMillis(5000);
        assertThat(scenario.owner()).contains("i-a");
    }

    @Test
    void repetitionReadAgainDoesNotCancelALaterPostponedClaim() {
        contest();
        Claim repetition = scenario.announcement("a");
        scenario.read(repetition);
        scenario.claim("b");

        assertThat(scenario.read(repetition)).isEqualTo(Judged.DUPLICATE);
        scenario.passMillis(1000);
        assertThat(scenario.owner()).contains("i-b");
    }

    @Test
    void postponedClaimSurvivesARestart() {
        contest();
        Claim waiting = scenario.announcement("b");
        scenario.read(waiting);

        scenario.restart(Optional.of(waiting.position()));
        scenario.passMillis(1000);

        assertThat(scenario.owner()).contains("i-b");
    }

    @Test
    void postponedClaimIsValidatedAgain() {
        contest();
        scenario.claim("b");
        scenario.unassociate("b");
        scenario.passMillis(1000);

        assertThat(scenario.owner()).contains("i-a");
        assertThat(scenario.events.getLast()).isInstanceOf(PostponedClaimCancelled.class);
    }

    @Test
    void releaseOfTheOwnerAppliesThePostponedClaimAtOnce() {
        contest();
        scenario.claim("b");

        scenario.status("a", InstanceStatus.Stopped, 1);

        assertThat(scenario.owner()).contains("i-b");
        assertThat(scenario.epoch()).isEqualTo(5);
    }

    @Test
    void deletionOfTheHaVipDropsThePostponedClaim() {
        contest();
        scenario.claim("b");

        scenario.haVip(Optional.empty());

        assertThat(scenario.owner()).isEmpty();
        assertThat(scenario.watch.ownership().postponed()).isEmpty();
        assertThat(scenario.watch.ownership().contest()).isEmpty();
    }

    @Test
    void claimForAnAddressWithoutOwnerIsNotDelayed() {
        contest();
        scenario.unassociate("a");

        assertThat(scenario.claim("b")).isEqualTo(Judged.APPLIED);
    }

    @Test
    void backlogOfSlowMovesIsNoContest() {
        List<Claim> backlog = List.of("a", "b", "a", "b").stream()
                .map(name -> {
                    scenario.now = scenario.now.plusSeconds(20);
                    return scenario.announcement(name);
                })
                .toList();

        backlog.forEach(scenario::read);

        assertThat(scenario.epoch()).isEqualTo(4);
        assertThat(scenario.watch.ownership().contest()).isEmpty();
    }

    /** OVN's test of the same name: three hosts claim in turn, ten rounds, 0.2 s apart. */
    @Test
    void threeHostsInTenRoundsEndWithTheLastClaimant() {
        for (int round = 0; round < 10; round++) {
            for (String name : List.of("a", "b", "c")) {
                scenario.claim(name);
                scenario.passMillis(200);
            }
        }
        long postponed = scenario.events.stream()
                .filter(ClaimPostponed.class::isInstance)
                .count();
        scenario.passMillis(10_000);

        assertThat(postponed).isPositive();
        assertThat(scenario.owner()).contains("i-c");
        assertThat(scenario.watch.ownership().postponed()).isEmpty();
    }
}
