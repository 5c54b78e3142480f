package io.openhavip.havip.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.TagRules;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipEvent.EipAttached;
import io.openhavip.contracts.havip.HaVipEvent.EipDetached;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociationRefused;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreationRefused;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeleted;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeletionRefused;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeletionRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipModified;
import io.openhavip.contracts.havip.HaVipEvent.HaVipMovedToResourceGroup;
import io.openhavip.contracts.havip.HaVipEvent.HaVipTagged;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUntagged;
import io.openhavip.contracts.havip.HaVipStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateMember;

/**
 * A HAVIP: a private address of a vSwitch as a resource of its own, with the instances or network interfaces that may announce it. Its
 * address is reserved in network-service and its instances agree there, so such a change is asked for here, answered from there, and
 * ended by the answer or by a deadline; one at a time. Names, tags and the EIP that it carries are its own to decide and change at once.
 */
public class HaVip {

    @AggregateIdentifier
    private String haVipId;

    @AggregateMember
    private final HaVipCondition now = new HaVipCondition();

    protected HaVip() {}

    /** The refusal for a HAVIP that does not exist, or not for the caller's account. */
    public static Refusal notFound(String haVipId) {
        return new Refusal(ErrorCode.INVALID_HAVIP_NOT_FOUND, "The specified HaVip " + haVipId + " does not exist.");
    }

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
                command.resourceGroupId(),
                TagRules.with(Map.of(), command.tags())));
    }

    @CommandHandler
    void confirm(HaVipRequest.ConfirmAddress command) {
        if (now.pending instanceof Pending.Creation) {
            apply(new HaVipCreated(haVipId, command.vpcId(), now.vSwitchId, command.ipAddress()));
        }
    }

    @CommandHandler
    void refuse(HaVipRequest.RefuseCreation command) {
        if (now.pending instanceof Pending.Creation) {
            apply(new HaVipCreationRefused(haVipId, now.accountId, now.vSwitchId, command.code(), command.message()));
        }
    }

    @CommandHandler
    void expire(HaVipRequest.ExpireCreation command) {
        if (now.pending instanceof Pending.Creation) {
            apply(new HaVipCreationRefused(
                    haVipId,
                    now.accountId,
                    now.vSwitchId,
                    ErrorCode.OPERATION_TIMED_OUT,
                    "No address was reserved for " + haVipId + " in time; it was given up."));
        }
    }

    @CommandHandler
    void modify(HaVipRequest.ModifyHaVip command) {
        requireAccount(command.accountId());
        if (!isIdle()) {
            throw new Refusal(
                    ErrorCode.INCORRECT_STATUS,
                    haVipId + " is " + status() + "; it can be modified when it is Available or InUse.");
        }
        HaVipModified modified = new HaVipModified(
                haVipId, command.name().orElse(now.name), command.description().orElse(now.description));
        if (!modified.equals(new HaVipModified(haVipId, now.name, now.description))) {
            apply(modified);
        }
    }

    @CommandHandler
    void tag(HaVipRequest.TagHaVip command) {
        requireAccount(command.accountId());
        TagRules.with(now.tags, command.tags());
        Map<String, String> changed = new TreeMap<>(command.tags());
        changed.entrySet().removeAll(now.tags.entrySet());
        if (!changed.isEmpty()) {
            apply(new HaVipTagged(haVipId, changed));
        }
    }

    @CommandHandler
    void untag(HaVipRequest.UntagHaVip command) {
        requireAccount(command.accountId());
        untag(command.tagKeys().stream()
                .distinct()
                .filter(now.tags::containsKey)
                .sorted()
                .toList());
    }

    @CommandHandler
    void untag(HaVipRequest.ClearTags command) {
        requireAccount(command.accountId());
        untag(List.copyOf(now.tags.keySet()));
    }

    private void untag(List<String> keys) {
        if (!keys.isEmpty()) {
            apply(new HaVipUntagged(haVipId, keys));
        }
    }

    @CommandHandler
    void move(HaVipRequest.MoveToResourceGroup command) {
        requireAccount(command.accountId());
        if (!command.resourceGroupId().equals(now.resourceGroupId)) {
            apply(new HaVipMovedToResourceGroup(haVipId, command.resourceGroupId()));
        }
    }

    @CommandHandler
    void associate(HaVipRequest.AssociateHaVip command) {
        requireAccount(command.accountId());
        requireIdle();
        now.associations.requireRoomFor(command.instanceId(), command.instanceType());
        apply(new HaVipAssociationRequested(
                haVipId,
                now.accountId,
                now.vSwitchId,
                command.instanceId(),
                command.instanceType(),
                command.associationId()));
    }

    @CommandHandler
    void confirm(HaVipRequest.ConfirmAssociation command) {
        if (now.pending
                        instanceof
                        Pending.Association(String instanceId, AssociatedInstanceType type, String associationId)
                && associationId.equals(command.associationId())) {
            apply(new HaVipAssociated(haVipId, instanceId, type, associationId));
        }
    }

    @CommandHandler
    void refuse(HaVipRequest.RefuseAssociation command) {
        if (now.pending instanceof Pending.Association association
                && association.associationId().equals(command.associationId())) {
            refuseAssociation(association, command.code(), command.message());
        }
    }

    @CommandHandler
    void expire(HaVipRequest.ExpireAssociation command) {
        if (now.pending instanceof Pending.Association association
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
        requireAccount(command.accountId());
        requireIdle();
        String instanceId = command.instanceId();
        Associations.Association association = now.associations
                .with(instanceId)
                .orElseThrow(() -> new Refusal(
                        ErrorCode.RESOURCE_NOT_ASSOCIATED, instanceId + " is not associated with " + haVipId + "."));
        boolean isMaster = command.master().filter(m -> m.isBehind(instanceId)).isPresent();
        if (isMaster && !command.force() && now.associations.areThereOthersThan(instanceId)) {
            throw new Refusal(
                    ErrorCode.UNASSOCIATE_MASTER_FORBIDDEN,
                    instanceId + " has the address of " + haVipId
                            + " now; it can be unassociated with Force, or when no other is associated.");
        }
        apply(new HaVipUnassociationRequested(
                haVipId, instanceId, association.instanceType(), association.associationId()));
    }

    @CommandHandler
    void confirm(HaVipRequest.ConfirmUnassociation command) {
        if (now.pending instanceof Pending.Association asked
                && asked.associationId().equals(command.associationId())) {
            // The instance agreed and was deleted before its agreement was read here.
            refuseAssociation(
                    asked,
                    ErrorCode.INVALID_INSTANCE_NOT_FOUND,
                    "The specified " + command.instanceId() + " does not exist.");
        } else if (now.associations
                .with(command.instanceId())
                .filter(association -> association.associationId().equals(command.associationId()))
                .isPresent()) {
            apply(new HaVipUnassociated(haVipId, command.instanceId(), command.associationId()));
        }
    }

    @CommandHandler
    void attach(HaVipRequest.AttachEip command) {
        requireAccount(command.accountId());
        if (!command.regionId().equals(now.regionId)) {
            throw notFound(haVipId);
        }
        if (carries(command.associationId())) {
            return;
        }
        if (now.pending instanceof Pending.Creation || now.pending instanceof Pending.Deletion) {
            throw new Refusal(
                    ErrorCode.INCORRECT_HAVIP_STATUS,
                    haVipId + " is " + status() + "; it can be associated with an EIP before and after that.");
        }
        now.eip.ifPresent(carried -> {
            throw new Refusal(
                    ErrorCode.INSTANCE_ALREADY_ASSOCIATED,
                    haVipId + " is already associated with the EIP " + carried.eipId() + ".");
        });
        apply(new EipAttached(
                haVipId,
                command.eipId(),
                command.eipAddress(),
                command.associationId(),
                now.ipAddress,
                now.vSwitchId,
                now.vpcId));
    }

    @CommandHandler
    void detach(HaVipRequest.DetachEip command) {
        if (carries(command.associationId())) {
            apply(new EipDetached(haVipId, command.eipId(), command.associationId()));
        }
    }

    private boolean carries(String associationId) {
        return now.eip
                .filter(carried -> carried.associationId().equals(associationId))
                .isPresent();
    }

    @CommandHandler
    void delete(HaVipRequest.DeleteHaVip command) {
        requireAccount(command.accountId());
        if (status() != HaVipStatus.Available) {
            // Not IncorrectHaVipStatus: Terraform deletes while the last association is still ending, and tries this
            // one again.
            throw new Refusal(
                    ErrorCode.INCORRECT_STATUS,
                    haVipId + " is " + status() + "; it can be deleted only when it is Available, without instances.");
        }
        now.eip.ifPresent(carried -> {
            throw new Refusal(
                    ErrorCode.HAVIP_ASSOCIATED_WITH_EIP,
                    haVipId + " is associated with the EIP " + carried.eipId() + "; unassociate it first.");
        });
        apply(new HaVipDeletionRequested(haVipId, now.vSwitchId, now.ipAddress, command.deletionId()));
    }

    @CommandHandler
    void confirm(HaVipRequest.ConfirmRelease command) {
        if (now.pending instanceof Pending.Deletion) {
            apply(new HaVipDeleted(haVipId, now.accountId));
        }
    }

    @CommandHandler
    void refuse(HaVipRequest.RefuseRelease command) {
        if (now.pending instanceof Pending.Deletion(String deletionId) && deletionId.equals(command.deletionId())) {
            apply(new HaVipDeletionRefused(haVipId, command.code(), command.message()));
        }
    }

    private void requireAccount(String callersAccountId) {
        if (!callersAccountId.equals(now.accountId)) {
            throw notFound(haVipId);
        }
    }

    private void requireIdle() {
        if (!isIdle()) {
            throw new Refusal(
                    ErrorCode.INCORRECT_HAVIP_STATUS, haVipId + " is " + status() + "; it must be Available or InUse.");
        }
    }

    private boolean isIdle() {
        return now.pending instanceof Pending.Nothing;
    }

    private HaVipStatus status() {
        return now.status();
    }

    @EventSourcingHandler
    void on(HaVipCreationRequested event) {
        haVipId = event.haVipId();
    }

    @EventSourcingHandler
    void on(HaVipCreationRefused event) {
        markDeleted();
    }

    @EventSourcingHandler
    void on(HaVipDeleted event) {
        markDeleted();
    }
}
