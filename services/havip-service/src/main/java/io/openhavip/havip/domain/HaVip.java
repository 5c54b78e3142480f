package io.openhavip.havip.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociationRefused;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreationRefused;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeleted;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeletionRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociationRequested;
import io.openhavip.contracts.havip.HaVipStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/**
 * A HAVIP: a private address of a vSwitch as a resource of its own, with the instances that may announce it. Its address is reserved
 * in network-service and its instances agree there, so each of its changes is asked for here, answered from there, and ended by the
 * answer or by a deadline.
 */
public class HaVip {

    /** Instances that one HAVIP can be associated with (HAVIP guide, limits). */
    static final int MOST_INSTANCES = 10;

    @AggregateIdentifier
    private String haVipId;

    private String accountId;
    private String vSwitchId;
    private String ipAddress = "";
    private Pending pending = new Pending.Nothing();
    private final Map<String, String> associationIds = new LinkedHashMap<>();

    protected HaVip() {}

    @CommandHandler
    HaVip(HaVipRequest.CreateHaVip command) {
        apply(new HaVipCreationRequested(
                command.haVipId(),
                command.accountId(),
                command.regionId(),
                command.vSwitchId(),
                command.ipAddress(),
                command.name(),
                command.description(),
                "",
                Map.of()));
    }

    @CommandHandler
    void confirm(HaVipRequest.ConfirmAddress command) {
        if (pending instanceof Pending.Creation) {
            apply(new HaVipCreated(haVipId, command.vpcId(), vSwitchId, command.ipAddress()));
        }
    }

    @CommandHandler
    void refuse(HaVipRequest.RefuseCreation command) {
        if (pending instanceof Pending.Creation) {
            apply(new HaVipCreationRefused(haVipId, accountId, vSwitchId, command.code(), command.message()));
        }
    }

    @CommandHandler
    void expire(HaVipRequest.ExpireCreation command) {
        if (pending instanceof Pending.Creation) {
            apply(new HaVipCreationRefused(
                    haVipId,
                    accountId,
                    vSwitchId,
                    ErrorCode.OPERATION_TIMED_OUT,
                    "No address was reserved for " + haVipId + " in time; it was given up."));
        }
    }

    @CommandHandler
    void associate(HaVipRequest.AssociateHaVip command) {
        requireIdle();
        if (associationIds.containsKey(command.instanceId())) {
            throw new Refusal(
                    ErrorCode.INSTANCE_ALREADY_ASSOCIATED,
                    command.instanceId() + " is already associated with " + haVipId + ".");
        }
        if (associationIds.size() >= MOST_INSTANCES) {
            throw new Refusal(
                    ErrorCode.INSTANCES_ON_HAVIP_EXCEEDED,
                    haVipId + " is associated with " + MOST_INSTANCES + " instances already.");
        }
        apply(new HaVipAssociationRequested(
                haVipId, accountId, vSwitchId, command.instanceId(), command.instanceType(), command.associationId()));
    }

    @CommandHandler
    void confirm(HaVipRequest.ConfirmAssociation command) {
        if (pending instanceof Pending.Association(String instanceId, AssociatedInstanceType type, String associationId)
                && associationId.equals(command.associationId())) {
            apply(new HaVipAssociated(haVipId, instanceId, type, associationId));
        }
    }

    @CommandHandler
    void refuse(HaVipRequest.RefuseAssociation command) {
        if (pending instanceof Pending.Association association
                && association.associationId().equals(command.associationId())) {
            refuseAssociation(association, command.code(), command.message());
        }
    }

    @CommandHandler
    void expire(HaVipRequest.ExpireAssociation command) {
        if (pending instanceof Pending.Association association
                && association.associationId().equals(command.associationId())) {
            refuseAssociation(
                    association,
                    ErrorCode.OPERATION_TIMED_OUT,
                    command.instanceId() + " did not answer in time; the association was given up.");
        }
    }

    private void refuseAssociation(Pending.Association association, ErrorCode code, String message) {
        apply(new HaVipAssociationRefused(
                haVipId,
                association.instanceId(),
                association.instanceType(),
                association.associationId(),
                code,
                message));
    }

    @CommandHandler
    void unassociate(HaVipRequest.UnassociateHaVip command) {
        requireIdle();
        String associationId = associationIds.get(command.instanceId());
        if (associationId == null) {
            throw new Refusal(
                    ErrorCode.RESOURCE_NOT_ASSOCIATED,
                    command.instanceId() + " is not associated with " + haVipId + ".");
        }
        apply(new HaVipUnassociationRequested(
                haVipId, command.instanceId(), AssociatedInstanceType.EcsInstance, associationId));
    }

    @CommandHandler
    void confirm(HaVipRequest.ConfirmUnassociation command) {
        if (pending instanceof Pending.Association association
                && association.associationId().equals(command.associationId())) {
            // The instance agreed and was deleted before its agreement was read here.
            refuseAssociation(
                    association,
                    ErrorCode.INVALID_INSTANCE_NOT_FOUND,
                    "The specified " + command.instanceId() + " does not exist.");
        } else if (command.associationId().equals(associationIds.get(command.instanceId()))) {
            apply(new HaVipUnassociated(haVipId, command.instanceId(), command.associationId()));
        }
    }

    @CommandHandler
    void delete(HaVipRequest.DeleteHaVip command) {
        if (status() != HaVipStatus.Available) {
            throw new Refusal(
                    ErrorCode.INCORRECT_HAVIP_STATUS,
                    haVipId + " is " + status() + "; it can be deleted only when it is Available, without instances.");
        }
        apply(new HaVipDeletionRequested(haVipId, vSwitchId, ipAddress));
    }

    @CommandHandler
    void confirm(HaVipRequest.ConfirmRelease command) {
        if (pending instanceof Pending.Deletion) {
            apply(new HaVipDeleted(haVipId, accountId));
        }
    }

    private void requireIdle() {
        HaVipStatus status = status();
        if (status != HaVipStatus.Available && status != HaVipStatus.InUse) {
            throw new Refusal(
                    ErrorCode.INCORRECT_HAVIP_STATUS, haVipId + " is " + status + "; it must be Available or InUse.");
        }
    }

    private HaVipStatus status() {
        return switch (pending) {
            case Pending.Creation ignored -> HaVipStatus.Creating;
            case Pending.Association ignored -> HaVipStatus.Associating;
            case Pending.Unassociation ignored -> HaVipStatus.Unassociating;
            case Pending.Deletion ignored -> HaVipStatus.Deleting;
            case Pending.Nothing ignored -> associationIds.isEmpty() ? HaVipStatus.Available : HaVipStatus.InUse;
        };
    }

    @EventSourcingHandler
    void on(HaVipCreationRequested event) {
        haVipId = event.haVipId();
        accountId = event.accountId();
        vSwitchId = event.vSwitchId();
        pending = new Pending.Creation();
    }

    @EventSourcingHandler
    void on(HaVipCreated event) {
        ipAddress = event.ipAddress();
        pending = new Pending.Nothing();
    }

    @EventSourcingHandler
    void on(HaVipCreationRefused event) {
        markDeleted();
    }

    @EventSourcingHandler
    void on(HaVipAssociationRequested event) {
        pending = new Pending.Association(event.instanceId(), event.instanceType(), event.associationId());
    }

    @EventSourcingHandler
    void on(HaVipAssociated event) {
        associationIds.put(event.instanceId(), event.associationId());
        pending = new Pending.Nothing();
    }

    @EventSourcingHandler
    void on(HaVipAssociationRefused event) {
        pending = new Pending.Nothing();
    }

    @EventSourcingHandler
    void on(HaVipUnassociationRequested event) {
        pending = new Pending.Unassociation(event.instanceId());
    }

    @EventSourcingHandler
    void on(HaVipUnassociated event) {
        associationIds.remove(event.instanceId());
        if (pending instanceof Pending.Unassociation(String instanceId) && instanceId.equals(event.instanceId())) {
            pending = new Pending.Nothing();
        }
    }

    @EventSourcingHandler
    void on(HaVipDeletionRequested event) {
        pending = new Pending.Deletion();
    }

    @EventSourcingHandler
    void on(HaVipDeleted event) {
        markDeleted();
    }
}
