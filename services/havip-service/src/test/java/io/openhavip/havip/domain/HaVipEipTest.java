package io.openhavip.havip.domain;

import static io.openhavip.havip.domain.Histories.ACCOUNT;
import static io.openhavip.havip.domain.Histories.HAVIP;
import static io.openhavip.havip.domain.Histories.REGION;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipEvent.EipDetached;
import io.openhavip.havip.domain.HaVipRequest.AssociateHaVip;
import io.openhavip.havip.domain.HaVipRequest.AttachEip;
import io.openhavip.havip.domain.HaVipRequest.ConfirmAssociation;
import io.openhavip.havip.domain.HaVipRequest.DetachEip;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The EIP that a HAVIP carries: beside everything else that happens to it. */
class HaVipEipTest {

    private static final AttachEip ATTACH = new AttachEip(HAVIP, ACCOUNT, REGION, "eip-1", "203.0.113.7", "eip-try-1");
    private static final DetachEip DETACH = new DetachEip(HAVIP, "eip-1", "eip-try-1");
    private static final EipDetached DETACHED = new EipDetached(HAVIP, "eip-1", "eip-try-1");

    private final FixtureConfiguration<HaVip> haVip = new AggregateTestFixture<>(HaVip.class);

    static List<List<HaVipEvent>> withAnAddress() {
        return List.of(Histories.available(), Histories.associating(1), Histories.inUse(1), Histories.unassociating(1));
    }

    static List<List<HaVipEvent>> comingOrGoing() {
        return List.of(Histories.creating(), Histories.deleting());
    }

    @ParameterizedTest
    @MethodSource("withAnAddress")
    void eipIsAttachedAndDetachedWhateverElseIsUnderWay(List<HaVipEvent> history) {
        haVip.given(history).when(ATTACH).expectEvents(Histories.eipAttached());
        haVip.given(Histories.after(history, Histories.eipAttached()))
                .when(DETACH)
                .expectEvents(DETACHED);
    }

    @ParameterizedTest
    @MethodSource("comingOrGoing")
    void eipIsRefusedWhileTheHaVipComesOrGoes(List<HaVipEvent> history) {
        haVip.given(history)
                .when(ATTACH)
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INCORRECT_HAVIP_STATUS));
    }

    @Test
    void secondEipIsRefusedAndAFreedPlaceIsTaken() {
        AttachEip second = new AttachEip(HAVIP, ACCOUNT, REGION, "eip-2", "203.0.113.8", "eip-try-2");
        haVip.given(Histories.after(Histories.available(), Histories.eipAttached()))
                .when(second)
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INSTANCE_ALREADY_ASSOCIATED));
        haVip.given(Histories.after(Histories.available(), Histories.eipAttached(), DETACHED))
                .when(ATTACH)
                .expectEvents(Histories.eipAttached());
    }

    @Test
    void eipOfAnotherAccountOrRegionFindsNoHaVip() {
        haVip.given(Histories.available())
                .when(new AttachEip(HAVIP, "2", REGION, "eip-1", "203.0.113.7", "eip-try-1"))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INVALID_HAVIP_NOT_FOUND));
        haVip.given(Histories.available())
                .when(new AttachEip(HAVIP, ACCOUNT, "cn-beijing", "eip-1", "203.0.113.7", "eip-try-1"))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INVALID_HAVIP_NOT_FOUND));
    }

    @Test
    void sameTryTwiceIsDoneOnce() {
        haVip.given(Histories.after(Histories.available(), Histories.eipAttached()))
                .when(ATTACH)
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
        haVip.given(Histories.after(Histories.available(), Histories.eipAttached(), DETACHED))
                .when(DETACH)
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void detachingByAnotherTryDoesNothing() {
        haVip.given(Histories.after(Histories.available(), Histories.eipAttached()))
                .when(new DetachEip(HAVIP, "eip-1", "eip-try-0"))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void eipBlocksNoOtherOperation() {
        haVip.given(Histories.after(Histories.available(), Histories.eipAttached()))
                .when(new AssociateHaVip(HAVIP, ACCOUNT, "i-1", AssociatedInstanceType.EcsInstance, Histories.tryOf(1)))
                .expectEvents(Histories.requested(1));
        haVip.given(Histories.after(Histories.associating(1), Histories.eipAttached()))
                .when(new ConfirmAssociation(HAVIP, "i-1", Histories.tryOf(1)))
                .expectEvents(Histories.associated(1));
    }
}
