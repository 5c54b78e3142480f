package io.openhavip.arp.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.arp.ArpEvent;
import io.openhavip.eventing.store.SnapshotSerializer;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

/** The aggregate decides on what its own events say, and fences a sender that believes in another epoch. */
class HaVipOwnershipTest {

    private final FixtureConfiguration<HaVipOwnership> fixture = new AggregateTestFixture<>(HaVipOwnership.class);
    private final Scenario scenario = new Scenario();

    private DecideOwnership claim(String name, Ownership known) {
        return DecideOwnership.about(
                known, scenario.facts(), new Trigger.ClaimRead(scenario.announcement(name)), scenario.now);
    }

    @Test
    void firstClaimCreatesTheOwnership() {
        Ownership none = Ownership.none(Scenario.KEY);
        DecideOwnership command = claim("a", none);
        Decision expected = new OwnershipRules().decide(none, command.facts(), command.trigger(), command.now());

        fixture.givenNoPriorActivity()
                .when(command)
                .expectSuccessfulHandlerExecution()
                .expectResultMessagePayload(expected)
                .expectEvents(expected.events().toArray());
        assertThat(expected.events()).hasSize(1);
    }

    @Test
    void laterClaimMovesOwnership() {
        scenario.claim("a");
        List<ArpEvent> history = List.copyOf(scenario.events);
        Ownership known = scenario.watch.ownership();
        scenario.passMillis(4000);
        DecideOwnership command = claim("b", known);
        Decision expected = new OwnershipRules().decide(known, command.facts(), command.trigger(), command.now());

        fixture.given(history).when(command).expectEvents(expected.events().toArray());
        assertThat(expected.after().epoch()).isEqualTo(2);
    }

    /** Epochs rise for ever, and so does the history: loading begins with a copy of the aggregate's fields. */
    @Test
    void snapshotHoldsAllThatItKnows() {
        HaVipOwnership ownership = new HaVipOwnership();
        for (String name : List.of("a", "b", "a", "c", "b")) {
            scenario.claim(name);
        }
        scenario.events.forEach(ownership::on);
        SnapshotSerializer serializer = new SnapshotSerializer();
        HaVipOwnership restored = serializer.deserialize(serializer.serialize(ownership, byte[].class));

        assertThat(scenario.watch.ownership().contest()).isPresent();
        assertThat(scenario.watch.ownership().losses()).isNotEmpty();
        assertThat(restored).usingRecursiveComparison().isEqualTo(ownership);
    }

    @Test
    void repetitionAppendsNothing() {
        scenario.claim("a");
        List<ArpEvent> history = List.copyOf(scenario.events);

        fixture.given(history)
                .when(claim("a", scenario.watch.ownership()))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void senderAtAPassedEpochIsFenced() {
        scenario.claim("a");
        Ownership stale = scenario.watch.ownership();
        scenario.claim("b");
        List<ArpEvent> history = List.copyOf(scenario.events);

        fixture.given(history)
                .when(claim("c", stale))
                .expectResultMessagePayload(
                        new Decision(List.of(), scenario.watch.ownership(), Verdict.Judged.OVERTAKEN))
                .expectNoEvents();
    }

    @Test
    void refusedClaimForAnAddressWithoutHistoryAppendsNothing() {
        scenario.associated.clear();
        DecideOwnership command = claim("a", Ownership.none(Scenario.KEY));

        // The fixture takes an aggregate that was never stored for a deleted one.
        fixture.setReportIllegalStateChange(false);
        fixture.givenNoPriorActivity()
                .when(command)
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }
}
