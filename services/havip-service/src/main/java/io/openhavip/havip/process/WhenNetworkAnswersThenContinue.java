package io.openhavip.havip.process;

import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.AssociationEvent.HaVipAttached;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.NetworkCommand;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.RecordHandler;
import io.openhavip.havip.domain.HaVipRequest;
import io.openhavip.havip.domain.HaVipRequest.ConfirmAddress;
import io.openhavip.havip.domain.HaVipRequest.ConfirmAssociation;
import io.openhavip.havip.domain.HaVipRequest.ConfirmRelease;
import io.openhavip.havip.domain.HaVipRequest.ConfirmUnassociation;
import io.openhavip.havip.domain.HaVipRequest.RefuseAssociation;
import io.openhavip.havip.domain.HaVipRequest.RefuseCreation;
import io.openhavip.havip.domain.HaVipRequest.RefuseRelease;
import io.openhavip.messaging.CloudEvent;
import java.sql.Connection;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Brings network-service's answers, and what it does to HAVIPs by itself (an instance is deleted), to the HAVIP. */
public final class WhenNetworkAnswersThenContinue implements RecordHandler {

    private static final String RESERVE = MessageTypes.nameOf(NetworkCommand.ReserveHaVipAddress.class);
    private static final String RELEASE = MessageTypes.nameOf(NetworkCommand.ReleaseHaVipAddress.class);
    private static final String ATTACH = MessageTypes.nameOf(NetworkCommand.AttachHaVip.class);
    private static final Logger LOG = Logger.getLogger(WhenNetworkAnswersThenContinue.class);

    private final EventSourcing eventSourcing;

    public WhenNetworkAnswersThenContinue(EventSourcing eventSourcing) {
        this.eventSourcing = eventSourcing;
    }

    @Override
    public void handle(Connection connection, CloudEvent attributes, Message message) {
        Optional<HaVipRequest> next = next(attributes, message);
        if (next.isEmpty()) {
            return;
        }
        try {
            eventSourcing.send(next.get(), Cause.message(attributes));
        } catch (Refusal refusal) {
            // The HAVIP was given up or deleted meanwhile; its compensation is under way.
            LOG.debugf("answer came late haVipId=%s reason=%s", next.get().haVipId(), refusal.getMessage());
        }
    }

    static Optional<HaVipRequest> next(CloudEvent attributes, Message message) {
        return Optional.ofNullable(
                switch (message) {
                    case AddressReserved e
                    when e.holder() == AddressHolder.HaVip -> new ConfirmAddress(e.holderId(), e.vpcId(), e.address());
                    case AddressReleased e when e.holder() == AddressHolder.HaVip -> new ConfirmRelease(e.holderId());
                    case HaVipAttached e -> new ConfirmAssociation(e.haVipId(), e.instanceId(), e.associationId());
                    case HaVipDetached e -> new ConfirmUnassociation(e.haVipId(), e.instanceId(), e.associationId());
                    case CommandRefused e
                    when e.commandType().equals(RESERVE) -> new RefuseCreation(e.requesterId(), e.code(), e.message());
                    case CommandRefused e
                    when e.commandType().equals(ATTACH) ->
                        new RefuseAssociation(
                                e.requesterId(), e.targetId(), operationOf(attributes), e.code(), e.message());
                    case CommandRefused e
                    when e.commandType().equals(RELEASE) ->
                        new RefuseRelease(e.requesterId(), operationOf(attributes), e.code(), e.message());
                    default -> null;
                });
    }

    /** A try to associate or delete is named by the operation that asked for it, which every consequence carries on. */
    private static String operationOf(CloudEvent attributes) {
        return attributes.correlationId().orElse("");
    }
}
