package io.openhavip.havip.domain;

import io.openhavip.contracts.TagRules;
import io.openhavip.contracts.havip.HaVipEvent.EipAttached;
import io.openhavip.contracts.havip.HaVipEvent.EipDetached;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociationRefused;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeletionRefused;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeletionRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipModified;
import io.openhavip.contracts.havip.HaVipEvent.HaVipMovedToResourceGroup;
import io.openhavip.contracts.havip.HaVipEvent.HaVipTagged;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUntagged;
import io.openhavip.contracts.havip.HaVipStatus;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcingHandler;

/** What a HAVIP is now, as its events say: what {@link HaVip} decides on, and nothing that it decides. */
final class HaVipCondition {

    String accountId = "";
    String regionId = "";
    String vpcId = "";
    String vSwitchId = "";
    String ipAddress = "";
    String name = "";
    String description = "";
    String resourceGroupId = "";
    Map<String, String> tags = Map.of();
    Pending pending = new Pending.Nothing();
    Optional<CarriedEip> eip = Optional.empty();
    final Associations associations = new Associations();

    HaVipStatus status() {
        return switch (pending) {
            case Pending.Creation ignored -> HaVipStatus.Creating;
            case Pending.Association ignored -> HaVipStatus.Associating;
            case Pending.Unassociation ignored -> HaVipStatus.Unassociating;
            case Pending.Deletion ignored -> HaVipStatus.Deleting;
            case Pending.Nothing ignored -> associations.isEmpty() ? HaVipStatus.Available : HaVipStatus.InUse;
        };
    }

    @EventSourcingHandler
    void on(HaVipCreationRequested event) {
        accountId = event.accountId();
        regionId = event.regionId();
        vSwitchId = event.vSwitchId();
        name = event.name();
        description = event.description();
        resourceGroupId = event.resourceGroupId();
        tags = event.tags();
        pending = new Pending.Creation();
    }

    @EventSourcingHandler
    void on(HaVipCreated event) {
        vpcId = event.vpcId();
        ipAddress = event.ipAddress();
        pending = new Pending.Nothing();
    }

    @EventSourcingHandler
    void on(HaVipModified event) {
        name = event.name();
        description = event.description();
    }

    @EventSourcingHandler
    void on(HaVipTagged event) {
        tags = TagRules.with(tags, event.tags());
    }

    @EventSourcingHandler
    void on(HaVipUntagged event) {
        tags = TagRules.without(tags, event.tagKeys());
    }

    @EventSourcingHandler
    void on(HaVipMovedToResourceGroup event) {
        resourceGroupId = event.resourceGroupId();
    }

    @EventSourcingHandler
    void on(HaVipAssociationRequested event) {
        pending = new Pending.Association(event.instanceId(), event.instanceType(), event.associationId());
    }

    @EventSourcingHandler
    void on(HaVipAssociated event) {
        associations.add(event.instanceId(), event.instanceType(), event.associationId());
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
        associations.remove(event.instanceId());
        if (pending instanceof Pending.Unassociation(String instanceId) && instanceId.equals(event.instanceId())) {
            pending = new Pending.Nothing();
        }
    }

    @EventSourcingHandler
    void on(EipAttached event) {
        eip = Optional.of(new CarriedEip(event.eipId(), event.associationId()));
    }

    @EventSourcingHandler
    void on(EipDetached event) {
        eip = Optional.empty();
    }

    @EventSourcingHandler
    void on(HaVipDeletionRequested event) {
        pending = new Pending.Deletion(event.deletionId());
    }

    @EventSourcingHandler
    void on(HaVipDeletionRefused event) {
        pending = new Pending.Nothing();
    }
}
