package io.openhavip.arp.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.openhavip.contracts.arp.ArpEvent;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** For any history: faults of arp-gateway change neither who owns the address nor how often it moved. */
class OwnershipProperties {

    private static final int HISTORIES_TO_REJECT = 300;
    private static final OwnershipDecider RULES = new OwnershipRules();

    @Provide
    Arbitrary<History> histories() {
        return History.any();
    }

    @Property(tries = 20_000)
    void ownersByEpochAreThoseOfTheRunWithoutFaults(@ForAll("histories") History history) {
        faultsChangeNothing(RULES, history);
    }

    @Property(tries = 1000)
    void epochsRiseByOneAndEachSwitchStartsFromTheOwnerBefore(@ForAll("histories") History history) {
        long epoch = 0;
        Optional<?> owner = Optional.empty();
        for (ArpEvent event : Simulation.play(RULES, history)) {
            if (event instanceof OwnershipSwitched switched) {
                assertThat(switched.epoch()).isEqualTo(++epoch);
                assertThat(switched.previousOwner()).isEqualTo(owner);
                owner = switched.newOwner();
            }
        }
    }

    @Example
    void deciderThatForgetsTheClaimsOffsetIsRejected() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> History.any()
                        .sampleStream()
                        .limit(HISTORIES_TO_REJECT)
                        .forEach(
                                history -> faultsChangeNothing(OwnershipProperties::decideForgettingOffsets, history)));
    }

    private static void faultsChangeNothing(OwnershipDecider decider, History history) {
        List<ArpEvent> withFaults = Simulation.play(decider, history);
        List<ArpEvent> without = Simulation.play(decider, history.withoutFaults());
        assertThat(Simulation.owners(withFaults)).isEqualTo(Simulation.owners(without));
    }

    private static Decision decideForgettingOffsets(
            Ownership known, Facts facts, Trigger trigger, java.time.Instant now) {
        Ownership forgetful = new Ownership(
                known.key(),
                known.haVipId(),
                known.epoch(),
                known.owner(),
                Optional.empty(),
                known.claimedAt(),
                known.losses(),
                List.of(),
                known.contest(),
                known.postponed());
        return RULES.decide(forgetful, facts, trigger, now);
    }
}
