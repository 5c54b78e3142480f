package io.openhavip.eip.domain;

import static io.openhavip.eip.domain.Histories.ACCOUNT;
import static io.openhavip.eip.domain.Histories.EIP;
import static io.openhavip.eip.domain.Histories.PRIVATE;
import static io.openhavip.eip.domain.Histories.VPC;
import static io.openhavip.eip.domain.Histories.VSWITCH;
import static io.openhavip.eip.domain.Histories.haVip;
import static io.openhavip.eip.domain.Histories.tryOf;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.eip.EipEvent;
import io.openhavip.contracts.eip.EipEvent.EipAssociationRefused;
import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.eip.domain.EipRequest.AssociateEip;
import io.openhavip.eip.domain.EipRequest.CheckAssociation;
import io.openhavip.eip.domain.EipRequest.ConfirmAbsence;
import io.openhavip.eip.domain.EipRequest.ConfirmAssociation;
import io.openhavip.eip.domain.EipRequest.ConfirmUnassociation;
import io.openhavip.eip.domain.EipRequest.ExpireAssociation;
import io.openhavip.eip.domain.EipRequest.RefuseAssociation;
import io.openhavip.eip.domain.EipRequest.UnassociateEip;
import java.util.List;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an EIP is associated with. */
class EipAssociationTest {

    private final FixtureConfiguration<Eip> eip = new AggregateTestFixture<>(Eip.class);

    static List<List<EipEvent>> busy() {
        return List.of(Histories.associating(1), Histories.inUse(1), Histories.unassociating(1));
    }

    static List<List<EipEvent>> notInUse() {
        return List.of(Histories.available(), Histories.associating(1), Histories.unassociating(1));
    }

    private static AssociateEip associate(int number) {
        return new AssociateEip(EIP, ACCOUNT, haVip(number), EipInstanceType.HaVip, "HAVIP", tryOf(number));
    }

    private static ConfirmAssociation agreed(int number) {
        return new ConfirmAssociation(EIP, tryOf(number), PRIVATE, VSWITCH, VPC);
    }

    private static ConfirmUnassociation freed(int number) {
        return new ConfirmUnassociation(EIP, tryOf(number));
    }

    private static EipAssociationRefused refused(int number, ErrorCode code, String message) {
        return new EipAssociationRefused(EIP, haVip(number), EipInstanceType.HaVip, tryOf(number), code, message);
    }

    private void changesNothing(List<EipEvent> history, EipRequest command) {
        eip.given(history).when(command).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    private void isHeld(List<EipEvent> history, boolean held) {
        eip.given(history)
                .when(new CheckAssociation(EIP, tryOf(1)))
                .expectNoEvents()
                .expectResultMessagePayload(held);
    }

    @Test
    void associationIsAskedForFirstAndKeepsTheCallersSpelling() {
        eip.given(Histories.available()).when(associate(1)).expectEvents(Histories.requested(1));
    }

    @ParameterizedTest
    @MethodSource("busy")
    void associationOfOneThatIsNotAvailableIsRefused(List<EipEvent> history) {
        eip.given(history)
                .when(associate(2))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INCORRECT_EIP_STATUS));
    }

    @Test
    void secondAssociationWithTheSameInstanceIsRefusedAsADuplicate() {
        eip.given(Histories.inUse(1))
                .when(associate(1))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INSTANCE_ALREADY_ASSOCIATED));
    }

    @Test
    void agreementEndsTheTryThatItNames() {
        eip.given(Histories.associating(1)).when(agreed(1)).expectEvents(Histories.associated(1));
        changesNothing(Histories.associating(1), agreed(2));
    }

    @Test
    void lateOrRepeatedAgreementChangesNothing() {
        changesNothing(Histories.available(), agreed(1));
        changesNothing(Histories.inUse(1), agreed(1));
        changesNothing(Histories.unassociating(1), agreed(1));
    }

    @Test
    void refusalEndsTheTryThatItNames() {
        RefuseAssociation refusal = new RefuseAssociation(
                EIP, tryOf(1), ErrorCode.INCORRECT_INSTANCE_STATUS_TO_ASSOCIATE, "It is starting.");
        eip.given(Histories.associating(1))
                .when(refusal)
                .expectEvents(refused(1, ErrorCode.INCORRECT_INSTANCE_STATUS_TO_ASSOCIATE, "It is starting."));
        changesNothing(Histories.associating(2), refusal);
        changesNothing(Histories.inUse(1), refusal);
    }

    @Test
    void deadlineGivesUpTheTryThatItWasSetFor() {
        eip.given(Histories.associating(1))
                .when(new ExpireAssociation(EIP, tryOf(1)))
                .expectEvents(refused(
                        1,
                        ErrorCode.OPERATION_TIMED_OUT,
                        "havip-1 did not answer in time; the association was given up."));
        changesNothing(Histories.inUse(1), new ExpireAssociation(EIP, tryOf(1)));
        changesNothing(Histories.associating(2), new ExpireAssociation(EIP, tryOf(1)));
    }

    @Test
    void refusedAssociationLeavesItAvailable() {
        eip.given(Histories.after(
                        Histories.associating(1), refused(1, ErrorCode.OPERATION_TIMED_OUT, "It did not answer.")))
                .when(associate(2))
                .expectEvents(Histories.requested(2));
    }

    @Test
    void unassociationIsAskedForFirst() {
        eip.given(Histories.inUse(1))
                .when(new UnassociateEip(EIP, ACCOUNT, Optional.empty()))
                .expectEvents(Histories.leaving(1));
        eip.given(Histories.inUse(1))
                .when(new UnassociateEip(EIP, ACCOUNT, Optional.of("havip-1")))
                .expectEvents(Histories.leaving(1));
    }

    @Test
    void unassociationFromAnotherInstanceIsRefused() {
        eip.given(Histories.inUse(1))
                .when(new UnassociateEip(EIP, ACCOUNT, Optional.of("havip-2")))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INVALID_INSTANCE_NOT_FOUND));
    }

    @ParameterizedTest
    @MethodSource("notInUse")
    void unassociationOfOneThatIsNotInUseIsRefused(List<EipEvent> history) {
        eip.given(history)
                .when(new UnassociateEip(EIP, ACCOUNT, Optional.empty()))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INCORRECT_EIP_STATUS));
    }

    @Test
    void carrierThatIsFreeEndsTheAssociationThatItNames() {
        eip.given(Histories.unassociating(1)).when(freed(1)).expectEvents(Histories.unassociated(1));
        changesNothing(Histories.unassociating(2), freed(1));
        changesNothing(Histories.available(), freed(1));
    }

    @Test
    void carrierThatGoesFreesItByItself() {
        eip.given(Histories.inUse(1)).when(freed(1)).expectEvents(Histories.unassociated(1));
        changesNothing(Histories.inUse(2), freed(1));
    }

    @Test
    void carrierThatAgreedAndWentBeforeItsAgreementWasReadDoesNotExist() {
        eip.given(Histories.associating(1))
                .when(freed(1))
                .expectEvents(
                        refused(1, ErrorCode.EIP_INSTANCE_NOT_FOUND, "The specified instance havip-1 does not exist."));
        changesNothing(Histories.associating(2), freed(1));
    }

    @Test
    void carrierThatDoesNotExistHoldsNothing() {
        eip.given(Histories.unassociating(1))
                .when(new ConfirmAbsence(EIP, haVip(1)))
                .expectEvents(Histories.unassociated(1));
        changesNothing(Histories.unassociating(1), new ConfirmAbsence(EIP, haVip(2)));
        changesNothing(Histories.inUse(1), new ConfirmAbsence(EIP, haVip(1)));
    }

    @Test
    void carrierMayHoldItFromTheRequestUntilItIsAskedToLetGo() {
        isHeld(Histories.available(), false);
        isHeld(Histories.associating(1), true);
        isHeld(Histories.inUse(1), true);
        isHeld(Histories.inUse(2), false);
        isHeld(Histories.unassociating(1), false);
    }
}
