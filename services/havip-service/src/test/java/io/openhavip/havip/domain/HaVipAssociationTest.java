package io.openhavip.havip.domain;

import static io.openhavip.havip.domain.Histories.HAVIP;
import static io.openhavip.havip.domain.Histories.VSWITCH;
import static io.openhavip.havip.domain.Histories.instance;
import static io.openhavip.havip.domain.Histories.tryOf;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociationRefused;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociationRequested;
import io.openhavip.havip.domain.HaVipRequest.AssociateHaVip;
import io.openhavip.havip.domain.HaVipRequest.ConfirmAssociation;
import io.openhavip.havip.domain.HaVipRequest.ConfirmUnassociation;
import io.openhavip.havip.domain.HaVipRequest.DeleteHaVip;
import io.openhavip.havip.domain.HaVipRequest.ExpireAssociation;
import io.openhavip.havip.domain.HaVipRequest.RefuseAssociation;
import io.openhavip.havip.domain.HaVipRequest.UnassociateHaVip;
import java.util.List;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which instances may announce a HAVIP. */
class HaVipAssociationTest {

    private final FixtureConfiguration<HaVip> haVip = new AggregateTestFixture<>(HaVip.class);

    static List<List<HaVipEvent>> busy() {
        return List.of(
                Histories.creating(), Histories.associating(1), Histories.unassociating(1), Histories.deleting());
    }

    private static AssociateHaVip associate(int number) {
        return new AssociateHaVip(
                HAVIP, Histories.ACCOUNT, instance(number), AssociatedInstanceType.EcsInstance, tryOf(number));
    }

    private static UnassociateHaVip unassociate(int number) {
        return new UnassociateHaVip(HAVIP, Histories.ACCOUNT, instance(number), false, Optional.empty());
    }

    private static ConfirmAssociation agreed(int number, String associationId) {
        return new ConfirmAssociation(HAVIP, instance(number), associationId);
    }

    private static ConfirmUnassociation freed(int number, String associationId) {
        return new ConfirmUnassociation(HAVIP, instance(number), associationId);
    }

    private static RefuseAssociation refused(int number, String associationId) {
        return new RefuseAssociation(
                HAVIP, instance(number), associationId, ErrorCode.INSTANCE_VSWITCH_MISMATCH, "It is elsewhere.");
    }

    private static HaVipAssociationRefused wasRefused(int number, ErrorCode code, String message) {
        return new HaVipAssociationRefused(
                HAVIP, instance(number), AssociatedInstanceType.EcsInstance, tryOf(number), code, message);
    }

    private void changesNothing(List<HaVipEvent> history, HaVipRequest command) {
        haVip.given(history).when(command).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void associationIsAskedForFirst() {
        haVip.given(Histories.available()).when(associate(1)).expectEvents(Histories.requested(1));
        haVip.given(Histories.inUse(1)).when(associate(2)).expectEvents(Histories.requested(2));
    }

    @ParameterizedTest
    @MethodSource("busy")
    void associationWhileSomethingElseIsUnderWayIsRefused(List<HaVipEvent> history) {
        haVip.given(history)
                .when(associate(2))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INCORRECT_HAVIP_STATUS));
    }

    @Test
    void secondAssociationWithTheSameInstanceIsRefused() {
        haVip.given(Histories.inUse(1))
                .when(new AssociateHaVip(
                        HAVIP, Histories.ACCOUNT, instance(1), AssociatedInstanceType.EcsInstance, "another-try"))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INSTANCE_ALREADY_ASSOCIATED));
    }

    @Test
    void eleventhInstanceIsRefusedAndAFreedPlaceIsTaken() {
        haVip.given(Histories.inUse(10))
                .when(associate(11))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INSTANCES_ON_HAVIP_EXCEEDED));
        haVip.given(Histories.after(Histories.inUse(10), Histories.unassociated(4)))
                .when(associate(11))
                .expectEvents(Histories.requested(11));
    }

    @Test
    void agreementMakesIt() {
        haVip.given(Histories.associating(1)).when(agreed(1, tryOf(1))).expectEvents(Histories.associated(1));
    }

    @Test
    void answersToAnotherTryDoNothing() {
        changesNothing(Histories.associating(1), agreed(1, "older-try"));
        changesNothing(Histories.associating(1), refused(1, "older-try"));
        changesNothing(Histories.associating(1), freed(1, "older-try"));
        changesNothing(Histories.associating(1), new ExpireAssociation(HAVIP, instance(1), "older-try"));
    }

    @Test
    void secondAnswerDoesNothing() {
        changesNothing(Histories.inUse(1), agreed(1, tryOf(1)));
        changesNothing(Histories.inUse(1), refused(1, tryOf(1)));
        changesNothing(Histories.inUse(1), new ExpireAssociation(HAVIP, instance(1), tryOf(1)));
    }

    @Test
    void refusalLeavesTheHaVipAsItWas() {
        HaVipAssociationRefused refused = wasRefused(2, ErrorCode.INSTANCE_VSWITCH_MISMATCH, "It is elsewhere.");
        List<HaVipEvent> asking = Histories.after(Histories.inUse(1), Histories.requested(2));
        haVip.given(asking).when(refused(2, tryOf(2))).expectEvents(refused);
        haVip.given(Histories.after(asking, refused))
                .when(unassociate(1))
                .expectEvents(Histories.unassociationRequested(1));
    }

    @Test
    void associationWithoutAnAnswerIsGivenUpAtItsDeadline() {
        haVip.given(Histories.associating(1))
                .when(new ExpireAssociation(HAVIP, instance(1), tryOf(1)))
                .expectEvents(wasRefused(
                        1, ErrorCode.OPERATION_TIMED_OUT, "i-1 did not answer in time; the association was given up."));
    }

    @Test
    void agreementAfterItWasGivenUpDoesNothing() {
        List<HaVipEvent> givenUp = Histories.after(
                Histories.associating(1), wasRefused(1, ErrorCode.OPERATION_TIMED_OUT, "i-1 did not answer in time."));
        changesNothing(givenUp, agreed(1, tryOf(1)));
        changesNothing(givenUp, freed(1, tryOf(1)));
        haVip.given(givenUp)
                .when(new DeleteHaVip(HAVIP, Histories.ACCOUNT, Histories.DELETION))
                .expectEvents(Histories.deletionRequested());
    }

    @Test
    void instanceDeletedWhileItIsAskedIsARefusal() {
        haVip.given(Histories.associating(1))
                .when(freed(1, tryOf(1)))
                .expectEvents(wasRefused(1, ErrorCode.INVALID_INSTANCE_NOT_FOUND, "The specified i-1 does not exist."));
    }

    @Test
    void unassociationIsAskedForFirst() {
        haVip.given(Histories.inUse(1)).when(unassociate(1)).expectEvents(Histories.unassociationRequested(1));
    }

    @ParameterizedTest
    @MethodSource("busy")
    void unassociationWhileSomethingElseIsUnderWayIsRefused(List<HaVipEvent> history) {
        haVip.given(history)
                .when(unassociate(1))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INCORRECT_HAVIP_STATUS));
    }

    @Test
    void unassociationOfAStrangerIsRefused() {
        haVip.given(Histories.inUse(1))
                .when(unassociate(2))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.RESOURCE_NOT_ASSOCIATED));
    }

    @Test
    void freedInstanceIsUnassociated() {
        haVip.given(Histories.unassociating(1)).when(freed(1, tryOf(1))).expectEvents(Histories.unassociated(1));
    }

    @Test
    void freedByAnotherTryDoesNothing() {
        changesNothing(Histories.unassociating(1), freed(1, "older-try"));
        changesNothing(Histories.inUse(1), freed(1, "older-try"));
        changesNothing(Histories.available(), freed(1, tryOf(1)));
    }

    @Test
    void deletedInstanceIsUnassociatedUnasked() {
        haVip.given(Histories.inUse(2)).when(freed(1, tryOf(1))).expectEvents(Histories.unassociated(1));
    }

    @Test
    void deletedInstanceIsUnassociatedWhileAnotherIsAssociating() {
        List<HaVipEvent> asking = Histories.after(Histories.inUse(1), Histories.requested(2));
        haVip.given(asking).when(freed(1, tryOf(1))).expectEvents(Histories.unassociated(1));
        haVip.given(Histories.after(asking, Histories.unassociated(1)))
                .when(agreed(2, tryOf(2)))
                .expectEvents(Histories.associated(2));
    }

    @Test
    void deletedInstanceDoesNotEndTheUnassociationOfAnother() {
        List<HaVipEvent> both = Histories.after(Histories.unassociating(2), Histories.unassociated(1));
        haVip.given(both)
                .when(associate(3))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INCORRECT_HAVIP_STATUS));
        haVip.given(both).when(freed(2, tryOf(2))).expectEvents(Histories.unassociated(2));
    }

    @Test
    void unassociatedInstanceCanBeAssociatedAgain() {
        haVip.given(Histories.after(Histories.inUse(1), Histories.unassociated(1)))
                .when(associate(1))
                .expectEvents(Histories.requested(1));
    }

    private static AssociateHaVip associateInterface(int number) {
        return new AssociateHaVip(
                HAVIP, Histories.ACCOUNT, "eni-" + number, AssociatedInstanceType.NetworkInterface, tryOf(number));
    }

    @Test
    void networkInterfaceIsAskedForFirst() {
        haVip.given(Histories.inUseByInterfaces(1))
                .when(associateInterface(2))
                .expectEvents(new HaVipAssociationRequested(
                        HAVIP, Histories.ACCOUNT, VSWITCH, "eni-2", AssociatedInstanceType.NetworkInterface, tryOf(2)));
    }

    @Test
    void twoKindsAtOnceAreRefused() {
        haVip.given(Histories.inUse(1))
                .when(associateInterface(2))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INSTANCE_TYPE_MISMATCH));
        haVip.given(Histories.inUseByInterfaces(1))
                .when(associate(2))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INSTANCE_TYPE_MISMATCH));
    }

    @Test
    void otherKindIsPossibleWhenTheLastOfTheFirstIsGone() {
        haVip.given(Histories.after(Histories.inUseByInterfaces(1), new HaVipUnassociated(HAVIP, "eni-1", tryOf(1))))
                .when(associate(1))
                .expectEvents(Histories.requested(1));
    }

    @Test
    void eleventhNetworkInterfaceIsRefused() {
        haVip.given(Histories.inUseByInterfaces(10))
                .when(associateInterface(11))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INTERFACES_ON_HAVIP_EXCEEDED));
    }

    @Test
    void unassociationOfANetworkInterfaceKeepsItsKind() {
        haVip.given(Histories.inUseByInterfaces(1))
                .when(new UnassociateHaVip(HAVIP, Histories.ACCOUNT, "eni-1", false, Optional.empty()))
                .expectEvents(new HaVipUnassociationRequested(
                        HAVIP, "eni-1", AssociatedInstanceType.NetworkInterface, tryOf(1)));
    }

    @Test
    void haVipOfAnotherAccountIsNotThere() {
        haVip.given(Histories.inUse(1))
                .when(new AssociateHaVip(HAVIP, "2", instance(2), AssociatedInstanceType.EcsInstance, tryOf(2)))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INVALID_HAVIP_NOT_FOUND));
        haVip.given(Histories.inUse(1))
                .when(new UnassociateHaVip(HAVIP, "2", instance(1), true, Optional.empty()))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INVALID_HAVIP_NOT_FOUND));
    }
}
