package io.openhavip.eip.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.Command;
import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.havip.HaVipCommand;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.network.AssociationEvent;
import io.openhavip.contracts.network.InstanceEvent.InstanceDeleted;
import io.openhavip.contracts.network.NetworkCommand;
import io.openhavip.eip.domain.EipRequest;
import io.openhavip.eip.domain.EipRequest.ConfirmAbsence;
import io.openhavip.eip.domain.EipRequest.ConfirmAssociation;
import io.openhavip.eip.domain.EipRequest.ConfirmUnassociation;
import io.openhavip.eip.domain.EipRequest.RefuseAssociation;
import io.openhavip.messaging.CloudEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhenCarrierAnswersThenContinueTest {

    private static Optional<EipRequest> next(Message message) {
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
        return WhenCarrierAnswersThenContinue.next(attributes, message);
    }

    private static CommandRefused refused(Class<? extends Command> command, ErrorCode code) {
        return new CommandRefused("command-1", MessageTypes.nameOf(command), "carrier-1", "eip-1", code, "no");
    }

    @Test
    void agreementConfirmsTheTryWithThePrivateAddress() {
        ConfirmAssociation confirmed = new ConfirmAssociation("eip-1", "try-1", "10.0.0.1", "vsw-1", "vpc-1");
        assertThat(next(new HaVipEvent.EipAttached(
                        "havip-1", "eip-1", "203.0.113.7", "try-1", "10.0.0.1", "vsw-1", "vpc-1")))
                .contains(confirmed);
        assertThat(next(new AssociationEvent.EipAttached(
                        "i-1", "eip-1", "203.0.113.7", "try-1", "10.0.0.1", "vsw-1", "vpc-1")))
                .contains(confirmed);
    }

    @Test
    void carrierThatIsFreeConfirmsTheEnd() {
        assertThat(next(new HaVipEvent.EipDetached("havip-1", "eip-1", "try-1")))
                .contains(new ConfirmUnassociation("eip-1", "try-1"));
        assertThat(next(new AssociationEvent.EipDetached("i-1", "eip-1", "try-1")))
                .contains(new ConfirmUnassociation("eip-1", "try-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_HAVIP_NOT_FOUND, EIP_INSTANCE_NOT_FOUND",
        "INVALID_INSTANCE_NOT_FOUND, EIP_INSTANCE_NOT_FOUND",
        "INVALID_REGION_NOT_FOUND, INVALID_REGION_NOT_FOUND",
        "INCORRECT_HAVIP_STATUS, TASK_CONFLICT",
        "INCORRECT_INSTANCE_STATUS_TO_ASSOCIATE, INCORRECT_INSTANCE_STATUS_TO_ASSOCIATE",
        "INSTANCE_ALREADY_ASSOCIATED, INSTANCE_ALREADY_ASSOCIATED"
    })
    void refusedAttachmentRefusesTheTryWithTheCodeThatAssociatingHas(ErrorCode carriers, ErrorCode shown) {
        RefuseAssociation refusal = new RefuseAssociation("eip-1", "operation-1", shown, "no");
        assertThat(next(refused(HaVipCommand.AttachEip.class, carriers))).contains(refusal);
        assertThat(next(refused(NetworkCommand.AttachEip.class, carriers))).contains(refusal);
    }

    @Test
    void carrierThatRefusesToBeFreedDoesNotExist() {
        assertThat(next(refused(HaVipCommand.DetachEip.class, ErrorCode.INVALID_HAVIP_NOT_FOUND)))
                .contains(new ConfirmAbsence("eip-1", "carrier-1"));
        assertThat(next(refused(NetworkCommand.DetachEip.class, ErrorCode.INVALID_INSTANCE_NOT_FOUND)))
                .contains(new ConfirmAbsence("eip-1", "carrier-1"));
    }

    @Test
    void whatElseTheyAreAskedAndSayIsNoConcern() {
        assertThat(next(refused(NetworkCommand.AttachHaVip.class, ErrorCode.INVALID_INSTANCE_NOT_FOUND)))
                .isEmpty();
        assertThat(next(new InstanceDeleted("i-1"))).isEmpty();
    }
}
