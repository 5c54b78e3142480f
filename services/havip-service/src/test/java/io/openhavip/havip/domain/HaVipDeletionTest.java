package io.openhavip.havip.domain;

import static io.openhavip.havip.domain.Histories.ACCOUNT;
import static io.openhavip.havip.domain.Histories.DELETION;
import static io.openhavip.havip.domain.Histories.HAVIP;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipEvent.EipDetached;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeleted;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeletionRefused;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeletionRequested;
import io.openhavip.havip.domain.HaVipRequest.ConfirmRelease;
import io.openhavip.havip.domain.HaVipRequest.DeleteHaVip;
import io.openhavip.havip.domain.HaVipRequest.RefuseRelease;
import java.util.List;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a HAVIP may go, and how it goes. */
class HaVipDeletionTest {

    private static final DeleteHaVip DELETE = new DeleteHaVip(HAVIP, ACCOUNT, DELETION);
    private static final RefuseRelease ROUTE_LEADS_TO_IT =
            new RefuseRelease(HAVIP, DELETION, ErrorCode.HAVIP_REFERRED_BY_ROUTE_ENTRY, "A route entry leads to it.");
    private static final HaVipDeletionRefused WAS_REFUSED =
            new HaVipDeletionRefused(HAVIP, ErrorCode.HAVIP_REFERRED_BY_ROUTE_ENTRY, "A route entry leads to it.");

    private final FixtureConfiguration<HaVip> haVip = new AggregateTestFixture<>(HaVip.class);

    static List<List<HaVipEvent>> notAvailable() {
        return List.of(
                Histories.creating(),
                Histories.associating(1),
                Histories.inUse(1),
                Histories.unassociating(1),
                Histories.deleting());
    }

    @Test
    void availableHaVipCanBeDeleted() {
        haVip.given(Histories.available()).when(DELETE).expectEvents(Histories.deletionRequested());
    }

    @Test
    void haVipWhoseLastInstanceIsGoneCanBeDeleted() {
        haVip.given(Histories.after(Histories.inUse(1), Histories.unassociated(1)))
                .when(DELETE)
                .expectEvents(Histories.deletionRequested());
    }

    @ParameterizedTest
    @MethodSource("notAvailable")
    void deletionInAnyOtherStateIsRefusedWithACodeThatTerraformTriesAgain(List<HaVipEvent> history) {
        haVip.given(history).when(DELETE).expectNoEvents().expectException(Refused.with(ErrorCode.INCORRECT_STATUS));
    }

    @Test
    void haVipWithAnEipIsRefusedAndDeletedWithoutIt() {
        List<HaVipEvent> withEip = Histories.after(Histories.available(), Histories.eipAttached());
        haVip.given(withEip)
                .when(DELETE)
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.HAVIP_ASSOCIATED_WITH_EIP));
        haVip.given(Histories.after(withEip, new EipDetached(HAVIP, "eip-1", "eip-try-1")))
                .when(DELETE)
                .expectEvents(Histories.deletionRequested());
    }

    @Test
    void haVipOfAnotherAccountIsNotThere() {
        haVip.given(Histories.available())
                .when(new DeleteHaVip(HAVIP, "2", DELETION))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INVALID_HAVIP_NOT_FOUND));
    }

    @Test
    void releasedAddressEndsIt() {
        haVip.given(Histories.deleting())
                .when(new ConfirmRelease(HAVIP))
                .expectEvents(new HaVipDeleted(HAVIP, ACCOUNT))
                .expectMarkedDeleted();
    }

    @Test
    void releaseThatNobodyAskedForDoesNothing() {
        haVip.given(Histories.inUse(1))
                .when(new ConfirmRelease(HAVIP))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void refusedReleaseMakesItAvailableAgain() {
        haVip.given(Histories.deleting()).when(ROUTE_LEADS_TO_IT).expectEvents(WAS_REFUSED);
        haVip.given(Histories.after(Histories.deleting(), WAS_REFUSED))
                .when(new DeleteHaVip(HAVIP, ACCOUNT, "deletion-2"))
                .expectEvents(new HaVipDeletionRequested(HAVIP, Histories.VSWITCH, Histories.ADDRESS, "deletion-2"));
    }

    @Test
    void refusalOfAnEarlierDeletionDoesNothing() {
        List<HaVipEvent> secondDeletion = Histories.after(
                Histories.deleting(),
                WAS_REFUSED,
                new HaVipDeletionRequested(HAVIP, Histories.VSWITCH, Histories.ADDRESS, "deletion-2"));
        haVip.given(secondDeletion).when(ROUTE_LEADS_TO_IT).expectNoEvents().expectSuccessfulHandlerExecution();
        haVip.given(Histories.available())
                .when(ROUTE_LEADS_TO_IT)
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void deletedHaVipIsNotThere() {
        haVip.given(Histories.after(Histories.deleting(), new HaVipDeleted(HAVIP, ACCOUNT)))
                .when(DELETE)
                .expectNoEvents()
                .expectException(AggregateDeletedException.class);
    }
}
