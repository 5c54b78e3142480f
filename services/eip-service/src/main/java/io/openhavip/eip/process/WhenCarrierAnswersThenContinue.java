package io.openhavip.eip.process;

import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.havip.HaVipCommand;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.network.AssociationEvent;
import io.openhavip.contracts.network.NetworkCommand;
import io.openhavip.eip.domain.EipRequest;
import io.openhavip.eip.domain.EipRequest.ConfirmAbsence;
import io.openhavip.eip.domain.EipRequest.ConfirmAssociation;
import io.openhavip.eip.domain.EipRequest.ConfirmUnassociation;
import io.openhavip.eip.domain.EipRequest.RefuseAssociation;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.RecordHandler;
import io.openhavip.messaging.CloudEvent;
import java.sql.Connection;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Brings what carriers answer, and what they do to EIPs by themselves (an instance is deleted), to the EIP. */
public final class WhenCarrierAnswersThenContinue implements RecordHandler {

    private static final Set<String> ATTACH = Set.of(
            MessageTypes.nameOf(HaVipCommand.AttachEip.class), MessageTypes.nameOf(NetworkCommand.AttachEip.class));
    private static final Set<String> DETACH = Set.of(
            MessageTypes.nameOf(HaVipCommand.DetachEip.class), MessageTypes.nameOf(NetworkCommand.DetachEip.class));
    private static final int NOT_FOUND = 404;
    private static final Logger LOG = Logger.getLogger(WhenCarrierAnswersThenContinue.class);

    private final EventSourcing eventSourcing;

    public WhenCarrierAnswersThenContinue(EventSourcing eventSourcing) {
        this.eventSourcing = eventSourcing;
    }

    @Override
    public void handle(Connection connection, CloudEvent attributes, Message message) {
        Optional<EipRequest> next = next(attributes, message);
        if (next.isEmpty()) {
            return;
        }
        try {
            eventSourcing.send(next.get(), Cause.message(attributes));
        } catch (Refusal refusal) {
            // The EIP was given up by its caller and released meanwhile; its compensation is under way.
            LOG.debugf("answer came late eipId=%s reason=%s", next.get().eipId(), refusal.getMessage());
        }
    }

    static Optional<EipRequest> next(CloudEvent attributes, Message message) {
        return Optional.ofNullable(
                switch (message) {
                    case HaVipEvent.EipAttached e ->
                        new ConfirmAssociation(
                                e.eipId(), e.associationId(), e.privateIpAddress(), e.vSwitchId(), e.vpcId());
                    case AssociationEvent.EipAttached e ->
                        new ConfirmAssociation(
                                e.eipId(), e.associationId(), e.privateIpAddress(), e.vSwitchId(), e.vpcId());
                    case HaVipEvent.EipDetached e -> new ConfirmUnassociation(e.eipId(), e.associationId());
                    case AssociationEvent.EipDetached e -> new ConfirmUnassociation(e.eipId(), e.associationId());
                    case CommandRefused e
                    when ATTACH.contains(e.commandType()) ->
                        new RefuseAssociation(
                                e.requesterId(), associationOf(attributes), codeOf(e.code()), e.message());
                    // Only what does not exist refuses to be freed.
                    case CommandRefused e
                    when DETACH.contains(e.commandType()) -> new ConfirmAbsence(e.requesterId(), e.targetId());
                    default -> null;
                });
    }

    /** An association is named by the operation that asked for it, which every consequence carries on. */
    private static String associationOf(CloudEvent attributes) {
        return attributes.correlationId().orElse("");
    }

    /**
     * The code that AssociateEipAddress has for a carrier's refusal. Terraform's provider tries again after {@code TaskConflict} but not
     * after {@code IncorrectHaVipStatus}, which a HAVIP answers while it is being associated with instances.
     */
    private static ErrorCode codeOf(ErrorCode carriers) {
        return switch (carriers) {
            case INCORRECT_HAVIP_STATUS -> ErrorCode.TASK_CONFLICT;
            case INVALID_REGION_NOT_FOUND -> carriers;
            default -> carriers.httpStatus() == NOT_FOUND ? ErrorCode.EIP_INSTANCE_NOT_FOUND : carriers;
        };
    }
}
