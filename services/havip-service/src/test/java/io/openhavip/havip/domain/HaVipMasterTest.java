package io.openhavip.havip.domain;

import static io.openhavip.havip.domain.Histories.ACCOUNT;
import static io.openhavip.havip.domain.Histories.HAVIP;
import static io.openhavip.havip.domain.Histories.tryOf;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociationRequested;
import io.openhavip.havip.domain.HaVipRequest.UnassociateHaVip;
import java.util.List;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

/** Who has the address is not taken away from it unforced while others are associated (UnassociateHaVip, Force). */
class HaVipMasterTest {

    private static final Optional<Master> FIRST = Optional.of(new Master("i-1", "eni-1"));

    private final FixtureConfiguration<HaVip> haVip = new AggregateTestFixture<>(HaVip.class);

    private static UnassociateHaVip unassociate(String instanceId, boolean force, Optional<Master> master) {
        return new UnassociateHaVip(HAVIP, ACCOUNT, instanceId, force, master);
    }

    private void isAllowed(List<HaVipEvent> history, UnassociateHaVip command, HaVipUnassociationRequested expected) {
        haVip.given(history).when(command).expectEvents(expected);
    }

    private void isForbidden(List<HaVipEvent> history, UnassociateHaVip command) {
        haVip.given(history)
                .when(command)
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.UNASSOCIATE_MASTER_FORBIDDEN));
    }

    @Test
    void masterWithOthersBesideItIsRefused() {
        isForbidden(Histories.inUse(2), unassociate("i-1", false, FIRST));
        isForbidden(Histories.inUse(10), unassociate("i-1", false, FIRST));
    }

    @Test
    void interfaceThatHasTheAddressIsRefusedLikewise() {
        isForbidden(Histories.inUseByInterfaces(2), unassociate("eni-1", false, FIRST));
    }

    @Test
    void forceTakesTheAddressAway() {
        isAllowed(Histories.inUse(2), unassociate("i-1", true, FIRST), Histories.unassociationRequested(1));
    }

    @Test
    void lastOneMayGo() {
        isAllowed(Histories.inUse(1), unassociate("i-1", false, FIRST), Histories.unassociationRequested(1));
        isAllowed(
                Histories.inUseByInterfaces(1),
                unassociate("eni-1", false, FIRST),
                new HaVipUnassociationRequested(HAVIP, "eni-1", AssociatedInstanceType.NetworkInterface, tryOf(1)));
    }

    @Test
    void anyButTheMasterMayGo() {
        isAllowed(Histories.inUse(2), unassociate("i-2", false, FIRST), Histories.unassociationRequested(2));
    }

    @Test
    void anyMayGoWhileNobodyHasTheAddress() {
        isAllowed(Histories.inUse(2), unassociate("i-1", false, Optional.empty()), Histories.unassociationRequested(1));
    }
}
