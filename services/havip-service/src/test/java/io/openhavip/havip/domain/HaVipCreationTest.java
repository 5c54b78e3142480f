package io.openhavip.havip.domain;

import static io.openhavip.havip.domain.Histories.HAVIP;
import static io.openhavip.havip.domain.Histories.VSWITCH;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreationRefused;
import io.openhavip.havip.domain.HaVipRequest.ConfirmAddress;
import io.openhavip.havip.domain.HaVipRequest.CreateHaVip;
import io.openhavip.havip.domain.HaVipRequest.ExpireCreation;
import io.openhavip.havip.domain.HaVipRequest.RefuseCreation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From the wish for a HAVIP to its first state, or to its end before it. */
class HaVipCreationTest {

    private static final ConfirmAddress ADDRESS_CAME = new ConfirmAddress(HAVIP, Histories.VPC, Histories.ADDRESS);
    private static final RefuseCreation REFUSED =
            new RefuseCreation(HAVIP, ErrorCode.INVALID_IP_ALREADY_USED, "The address is in use.");
    private static final HaVipCreationRefused WAS_REFUSED = new HaVipCreationRefused(
            HAVIP, Histories.ACCOUNT, VSWITCH, ErrorCode.INVALID_IP_ALREADY_USED, "The address is in use.");

    private final FixtureConfiguration<HaVip> haVip = new AggregateTestFixture<>(HaVip.class);

    /** Every state but Creating. */
    static List<List<HaVipEvent>> created() {
        return List.of(
                Histories.available(),
                Histories.associating(1),
                Histories.inUse(1),
                Histories.unassociating(1),
                Histories.deleting());
    }

    @Test
    void creationIsAskedForFirst() {
        haVip.givenNoPriorActivity()
                .when(new CreateHaVip(
                        HAVIP,
                        Histories.ACCOUNT,
                        Histories.REGION,
                        VSWITCH,
                        Optional.of(Histories.ADDRESS),
                        "web",
                        "",
                        "rg-1",
                        Map.of("team", "shop")))
                .expectEvents(Histories.creating().toArray());
    }

    @Test
    void reservedAddressMakesItAvailable() {
        haVip.given(Histories.creating())
                .when(ADDRESS_CAME)
                .expectEvents(new HaVipCreated(HAVIP, Histories.VPC, VSWITCH, Histories.ADDRESS));
    }

    @Test
    void refusedAddressEndsItWithTheCode() {
        haVip.given(Histories.creating())
                .when(REFUSED)
                .expectEvents(WAS_REFUSED)
                .expectMarkedDeleted();
    }

    @Test
    void creationWithoutAnAnswerIsGivenUpAtItsDeadline() {
        haVip.given(Histories.creating())
                .when(new ExpireCreation(HAVIP))
                .expectEvents(new HaVipCreationRefused(
                        HAVIP,
                        Histories.ACCOUNT,
                        VSWITCH,
                        ErrorCode.OPERATION_TIMED_OUT,
                        "No address was reserved for havip-1 in time; it was given up."))
                .expectMarkedDeleted();
    }

    @ParameterizedTest
    @MethodSource("created")
    void deadlineOfACreationThatEndedWellDoesNothing(List<HaVipEvent> history) {
        haVip.given(history).when(new ExpireCreation(HAVIP)).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @ParameterizedTest
    @MethodSource("created")
    void secondAnswerToTheCreationDoesNothing(List<HaVipEvent> history) {
        haVip.given(history).when(ADDRESS_CAME).expectNoEvents().expectSuccessfulHandlerExecution();
        haVip.given(history).when(REFUSED).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void answerAfterTheCreationWasGivenUpFindsNoHaVip() {
        haVip.given(Histories.after(Histories.creating(), WAS_REFUSED))
                .when(ADDRESS_CAME)
                .expectNoEvents()
                .expectException(AggregateDeletedException.class);
    }

    @Test
    void tagThatIsNotAllowedIsRefused() {
        haVip.givenNoPriorActivity()
                .when(new CreateHaVip(
                        HAVIP,
                        Histories.ACCOUNT,
                        Histories.REGION,
                        VSWITCH,
                        Optional.empty(),
                        "web",
                        "",
                        "",
                        Map.of("acs:team", "shop")))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INVALID_TAG_KEY_MALFORMED));
    }
}
