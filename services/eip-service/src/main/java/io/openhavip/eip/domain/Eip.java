package io.openhavip.eip.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.TagRules;
import io.openhavip.contracts.eip.EipEvent.EipAllocated;
import io.openhavip.contracts.eip.EipEvent.EipAssociated;
import io.openhavip.contracts.eip.EipEvent.EipAssociationRefused;
import io.openhavip.contracts.eip.EipEvent.EipAssociationRequested;
import io.openhavip.contracts.eip.EipEvent.EipModified;
import io.openhavip.contracts.eip.EipEvent.EipMovedToResourceGroup;
import io.openhavip.contracts.eip.EipEvent.EipReleased;
import io.openhavip.contracts.eip.EipEvent.EipTagged;
import io.openhavip.contracts.eip.EipEvent.EipUnassociated;
import io.openhavip.contracts.eip.EipEvent.EipUnassociationRequested;
import io.openhavip.contracts.eip.EipEvent.EipUntagged;
import io.openhavip.eip.domain.Association.Ending;
import io.openhavip.eip.domain.Association.Established;
import io.openhavip.eip.domain.Association.None;
import io.openhavip.eip.domain.Association.Requested;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/**
 * An EIP: a public address of an account, and the instance, network interface or HAVIP (its <em>carrier</em>) that it is translated to.
 * The carrier lives in another service and agrees there, so that an association is asked for here, answered from there, and ended by the
 * answer or by a deadline.
 */
public class Eip {

    @AggregateIdentifier
    private String eipId;

    private String accountId = "";
    private String regionId = "";
    private String ipAddress = "";
    private InternetChargeType internetChargeType = InternetChargeType.PayByBandwidth;
    private int bandwidth;
    private String name = "";
    private String description = "";
    private Map<String, String> tags = Map.of();
    private Association association = new None();

    protected Eip() {}

    @CommandHandler
    Eip(EipRequest.AllocateEip command) {
        apply(new EipAllocated(
                command.eipId(),
                command.accountId(),
                command.regionId(),
                command.ipAddress(),
                command.internetChargeType().allow(command.bandwidth()),
                command.internetChargeType().name(),
                command.isp(),
                command.name(),
                command.description(),
                command.resourceGroupId(),
                TagRules.with(Map.of(), command.tags())));
    }

    @CommandHandler
    void modify(EipRequest.ModifyEip command) {
        requireAccount(command.accountId());
        apply(new EipModified(
                eipId,
                command.name().orElse(name),
                command.description().orElse(description),
                command.bandwidth().map(internetChargeType::allow).orElse(bandwidth)));
    }

    @CommandHandler
    void tag(EipRequest.TagEip command) {
        requireAccount(command.accountId());
        TagRules.with(tags, command.tags());
        apply(new EipTagged(eipId, command.tags()));
    }

    @CommandHandler
    void untag(EipRequest.UntagEip command) {
        requireAccount(command.accountId());
        apply(new EipUntagged(eipId, command.tagKeys()));
    }

    @CommandHandler
    void untag(EipRequest.ClearTags command) {
        requireAccount(command.accountId());
        apply(new EipUntagged(eipId, List.copyOf(tags.keySet())));
    }

    @CommandHandler
    void move(EipRequest.MoveEipToResourceGroup command) {
        requireAccount(command.accountId());
        apply(new EipMovedToResourceGroup(eipId, command.resourceGroupId()));
    }

    @CommandHandler
    void associate(EipRequest.AssociateEip command) {
        requireAccount(command.accountId());
        if (association instanceof Established established
                && established.instanceId().equals(command.instanceId())) {
            throw new Refusal(
                    ErrorCode.INSTANCE_ALREADY_ASSOCIATED,
                    eipId + " is already associated with " + command.instanceId() + ".");
        }
        if (!(association instanceof None)) {
            throw incorrectStatus("associated only when it is Available");
        }
        apply(new EipAssociationRequested(
                eipId,
                accountId,
                regionId,
                ipAddress,
                command.instanceId(),
                command.instanceType(),
                command.givenInstanceType(),
                command.associationId()));
    }

    @CommandHandler
    void confirm(EipRequest.ConfirmAssociation command) {
        if (association instanceof Requested(var instanceId, var instanceType, var id)
                && id.equals(command.associationId())) {
            apply(new EipAssociated(
                    eipId,
                    instanceId,
                    instanceType,
                    id,
                    command.privateIpAddress(),
                    command.vSwitchId(),
                    command.vpcId()));
        }
    }

    @CommandHandler
    void refuse(EipRequest.RefuseAssociation command) {
        if (association instanceof Requested requested && requested.id().equals(command.associationId())) {
            refuse(requested, command.code(), command.message());
        }
    }

    @CommandHandler
    void expire(EipRequest.ExpireAssociation command) {
        if (association instanceof Requested requested && requested.id().equals(command.associationId())) {
            refuse(
                    requested,
                    ErrorCode.OPERATION_TIMED_OUT,
                    requested.instanceId() + " did not answer in time; the association was given up.");
        }
    }

    private void refuse(Requested requested, ErrorCode code, String message) {
        apply(new EipAssociationRefused(
                eipId, requested.instanceId(), requested.instanceType(), requested.id(), code, message));
    }

    @CommandHandler
    void unassociate(EipRequest.UnassociateEip command) {
        requireAccount(command.accountId());
        if (!(association instanceof Established(var instanceId, var instanceType, var id))) {
            throw incorrectStatus("disassociated only when it is InUse");
        }
        if (command.instanceId().isPresent() && !command.instanceId().get().equals(instanceId)) {
            throw new Refusal(
                    ErrorCode.INVALID_INSTANCE_NOT_FOUND,
                    eipId + " is not associated with " + command.instanceId().get() + ".");
        }
        apply(new EipUnassociationRequested(eipId, instanceId, instanceType, id));
    }

    @CommandHandler
    void confirm(EipRequest.ConfirmUnassociation command) {
        switch (association) {
            case Requested requested
            when requested.id().equals(command.associationId()) ->
                // The carrier agreed and was deleted before its agreement was read here.
                refuse(
                        requested,
                        ErrorCode.EIP_INSTANCE_NOT_FOUND,
                        "The specified instance " + requested.instanceId() + " does not exist.");
            case Established established
            when established.id().equals(command.associationId()) ->
                apply(new EipUnassociated(eipId, established.instanceId(), established.id()));
            case Ending ending
            when ending.id().equals(command.associationId()) ->
                apply(new EipUnassociated(eipId, ending.instanceId(), ending.id()));
            case None ignored -> {}
            case Requested ofAnother -> {}
            case Established ofAnother -> {}
            case Ending ofAnother -> {}
        }
    }

    @CommandHandler
    void confirm(EipRequest.ConfirmAbsence command) {
        if (association instanceof Ending ending && ending.instanceId().equals(command.instanceId())) {
            apply(new EipUnassociated(eipId, ending.instanceId(), ending.id()));
        }
    }

    @CommandHandler
    boolean check(EipRequest.CheckAssociation command) {
        return association.isHeldAs(command.associationId());
    }

    @CommandHandler
    void release(EipRequest.ReleaseEip command) {
        requireAccount(command.accountId());
        if (!(association instanceof None)) {
            throw incorrectStatus("released only when it is Available");
        }
        apply(new EipReleased(eipId, accountId, ipAddress));
    }

    private void requireAccount(String caller) {
        if (!accountId.equals(caller)) {
            throw notFound(eipId);
        }
    }

    /** The refusal for an EIP that does not exist, or not for its caller. */
    public static Refusal notFound(String eipId) {
        return new Refusal(
                ErrorCode.INVALID_ALLOCATION_NOT_FOUND, "The specified allocation " + eipId + " does not exist.");
    }

    private Refusal incorrectStatus(String rule) {
        return new Refusal(
                ErrorCode.INCORRECT_EIP_STATUS, eipId + " is " + association.status() + "; it can be " + rule + ".");
    }

    @EventSourcingHandler
    void on(EipAllocated event) {
        eipId = event.eipId();
        accountId = event.accountId();
        regionId = event.regionId();
        ipAddress = event.ipAddress();
        internetChargeType = InternetChargeType.valueOf(event.internetChargeType());
        bandwidth = event.bandwidth();
        name = event.name();
        description = event.description();
        tags = event.tags();
    }

    @EventSourcingHandler
    void on(EipModified event) {
        name = event.name();
        description = event.description();
        bandwidth = event.bandwidth();
    }

    @EventSourcingHandler
    void on(EipTagged event) {
        Map<String, String> all = new TreeMap<>(tags);
        all.putAll(event.tags());
        tags = all;
    }

    @EventSourcingHandler
    void on(EipUntagged event) {
        tags = TagRules.without(tags, event.tagKeys());
    }

    @EventSourcingHandler
    void on(EipAssociationRequested event) {
        association = new Requested(event.instanceId(), event.instanceType(), event.associationId());
    }

    @EventSourcingHandler
    void on(EipAssociated event) {
        association = new Established(event.instanceId(), event.instanceType(), event.associationId());
    }

    @EventSourcingHandler
    void on(EipAssociationRefused event) {
        association = new None();
    }

    @EventSourcingHandler
    void on(EipUnassociationRequested event) {
        association = new Ending(event.instanceId(), event.instanceType(), event.associationId());
    }

    @EventSourcingHandler
    void on(EipUnassociated event) {
        association = new None();
    }

    @EventSourcingHandler
    void on(EipReleased event) {
        markDeleted();
    }
}
