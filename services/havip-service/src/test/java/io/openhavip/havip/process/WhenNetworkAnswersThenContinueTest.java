package io.openhavip.havip.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.AssociationEvent.EipDetached;
import io.openhavip.contracts.network.AssociationEvent.HaVipAttached;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.InstanceEvent.InstanceDeleted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopped;
import io.openhavip.contracts.network.NetworkCommand;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.contracts.network.VpcEvent.VpcDeleted;
import io.openhavip.havip.domain.HaVipRequest;
import io.openhavip.havip.domain.HaVipRequest.ConfirmAddress;
import io.openhavip.havip.domain.HaVipRequest.ConfirmAssociation;
import io.openhavip.havip.domain.HaVipRequest.ConfirmRelease;
import io.openhavip.havip.domain.HaVipRequest.ConfirmUnassociation;
import io.openhavip.havip.domain.HaVipRequest.RefuseAssociation;
import io.openhavip.havip.domain.HaVipRequest.RefuseCreation;
import io.openhavip.havip.domain.HaVipRequest.RefuseRelease;
import io.openhavip.messaging.CloudEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WhenNetworkAnswersThenContinueTest {

    private static Optional<HaVipRequest> next(Message message) {
        CloudEvent attributes = new CloudEvent(
                "event-1",
                MessageTypes.nameOf(message.getClass()),
                "network-service",
                message.subject(),
                Instant.EPOCH,
                OptionalLong.empty(),
                Optional.of("operation-1"),
                Optional.empty(),
                Optional.empty());
        return WhenNetworkAnswersThenContinue.next(attributes, message);
    }

    private static CommandRefused refused(Class<? extends NetworkCommand> command, String targetId) {
        return new CommandRefused(
                "command-1",
                MessageTypes.nameOf(command),
                targetId,
                "havip-1",
                ErrorCode.INVALID_INSTANCE_NOT_FOUND,
                "gone");
    }

    @Test
    void addressOfAHaVipConfirmsOrEndsIt() {
        assertThat(next(new AddressReserved("vsw-1", "vpc-1", "192.168.0.88", AddressHolder.HaVip, "havip-1")))
                .contains(new ConfirmAddress("havip-1", "vpc-1", "192.168.0.88"));
        assertThat(next(new AddressReleased("vsw-1", "192.168.0.88", AddressHolder.HaVip, "havip-1")))
                .contains(new ConfirmRelease("havip-1"));
    }

    @Test
    void addressesOfInterfacesAreNoConcern() {
        assertThat(next(new AddressReserved("vsw-1", "vpc-1", "192.168.0.1", AddressHolder.NetworkInterface, "eni-1")))
                .isEmpty();
        assertThat(next(new AddressReleased("vsw-1", "192.168.0.1", AddressHolder.NetworkInterface, "eni-1")))
                .isEmpty();
    }

    @Test
    void attachingAndDetachingConfirmTheirTry() {
        assertThat(next(new HaVipAttached("i-1", "havip-1", "try-1", "vsw-1")))
                .contains(new ConfirmAssociation("havip-1", "i-1", "try-1"));
        assertThat(next(new HaVipDetached("i-1", "havip-1", "try-1")))
                .contains(new ConfirmUnassociation("havip-1", "i-1", "try-1"));
    }

    @Test
    void refusedReservationRefusesTheCreation() {
        assertThat(next(refused(ReserveHaVipAddress.class, "vsw-1")))
                .contains(new RefuseCreation("havip-1", ErrorCode.INVALID_INSTANCE_NOT_FOUND, "gone"));
    }

    @Test
    void refusedAttachmentRefusesTheTryThatItsOperationNames() {
        assertThat(next(refused(AttachHaVip.class, "i-1")))
                .contains(new RefuseAssociation(
                        "havip-1", "i-1", "operation-1", ErrorCode.INVALID_INSTANCE_NOT_FOUND, "gone"));
    }

    @Test
    void refusedReleaseRefusesTheDeletionThatItsOperationNames() {
        assertThat(next(refused(ReleaseHaVipAddress.class, "vsw-1")))
                .contains(new RefuseRelease("havip-1", "operation-1", ErrorCode.INVALID_INSTANCE_NOT_FOUND, "gone"));
    }

    @Test
    void refusedCompensationHasNothingToUndo() {
        assertThat(next(refused(DetachHaVip.class, "i-1"))).isEmpty();
    }

    @Test
    void whatElseTheNetworkSaysIsNoConcern() {
        assertThat(next(new InstanceStopped("i-1"))).isEmpty();
        assertThat(next(new InstanceDeleted("i-1"))).isEmpty();
        assertThat(next(new VpcDeleted("vpc-1", "1", "cn-hangzhou"))).isEmpty();
        assertThat(next(new EipDetached("i-1", "eip-1", "try-1"))).isEmpty();
    }
}
