package io.openhavip.havip.projection;

import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A HAVIP as {@code havip.events} tells it: one row of the read model, made by folding its events in order. Immutable.
 *
 * @param operationId the operation that asked for what it is busy with; empty when it is at rest
 * @param associations in the order in which they came
 */
public record HaVipRow(
        String haVipId,
        String accountId,
        Instant createdAt,
        Place place,
        Labels labels,
        HaVipStatus status,
        Optional<String> operationId,
        List<Association> associations,
        Optional<CarriedEip> eip) {

    /** Where its address is; VPC and address are empty until one was reserved. */
    public record Place(String regionId, String vpcId, String vSwitchId, String ipAddress) {}

    /** What its owner calls it by. */
    public record Labels(String name, String description, String resourceGroupId, Map<String, String> tags) {}

    /**
     * What may announce it.
     *
     * @param leaving its end was asked for
     */
    public record Association(
            String instanceId,
            AssociatedInstanceType instanceType,
            String associationId,
            Instant associatedAt,
            boolean leaving) {

        private Association onItsWay() {
            return new Association(instanceId, instanceType, associationId, associatedAt, true);
        }
    }

    /** The EIP that it carries. */
    public record CarriedEip(String eipId, String address, String associationId) {}

    /**
     * The row after an event.
     *
     * @param before empty if there is none: its first event, or one after its last
     * @param at when it happened
     * @param operation in which it happened
     */
    public static Optional<HaVipRow> after(
            Optional<HaVipRow> before, HaVipEvent event, Instant at, Optional<String> operation) {
        return switch (event) {
            case HaVipEvent.HaVipCreationRequested e -> Optional.of(requested(e, at, operation));
            case HaVipEvent.HaVipCreationRefused ignored -> Optional.empty();
            case HaVipEvent.HaVipDeleted ignored -> Optional.empty();
            case HaVipEvent.HaVipCreated e -> before.map(row -> row.created(e));
            case HaVipEvent.HaVipModified e ->
                before.map(row -> row.with(
                        new Labels(e.name(), e.description(), row.labels.resourceGroupId(), row.labels.tags())));
            case HaVipEvent.HaVipTagged e -> before.map(row -> row.tagged(e));
            case HaVipEvent.HaVipUntagged e -> before.map(row -> row.untagged(e));
            case HaVipEvent.HaVipMovedToResourceGroup e ->
                before.map(row -> row.with(new Labels(
                        row.labels.name(), row.labels.description(), e.resourceGroupId(), row.labels.tags())));
            case HaVipEvent.HaVipAssociationRequested ignored ->
                before.map(row -> row.with(HaVipStatus.Associating, operation));
            case HaVipEvent.HaVipAssociated e -> before.map(row -> row.associated(e, at));
            case HaVipEvent.HaVipAssociationRefused ignored -> before.map(row -> row.settled(HaVipStatus.Associating));
            case HaVipEvent.HaVipUnassociationRequested e -> before.map(row -> row.leaving(e, operation));
            case HaVipEvent.HaVipUnassociated e -> before.map(row -> row.unassociated(e));
            case HaVipEvent.EipAttached e ->
                before.map(row -> row.with(Optional.of(new CarriedEip(e.eipId(), e.eipAddress(), e.associationId()))));
            case HaVipEvent.EipDetached e ->
                before.map(row -> row.with(
                        row.eip.filter(carried -> !carried.associationId().equals(e.associationId()))));
            case HaVipEvent.HaVipDeletionRequested ignored ->
                before.map(row -> row.with(HaVipStatus.Deleting, operation));
            case HaVipEvent.HaVipDeletionRefused ignored -> before.map(row -> row.settled(HaVipStatus.Deleting));
        };
    }

    private static HaVipRow requested(HaVipEvent.HaVipCreationRequested event, Instant at, Optional<String> operation) {
        return new HaVipRow(
                event.haVipId(),
                event.accountId(),
                at,
                new Place(event.regionId(), "", event.vSwitchId(), ""),
                new Labels(event.name(), event.description(), event.resourceGroupId(), event.tags()),
                HaVipStatus.Creating,
                operation,
                List.of(),
                Optional.empty());
    }

    private HaVipRow created(HaVipEvent.HaVipCreated event) {
        Place reserved = new Place(place.regionId(), event.vpcId(), place.vSwitchId(), event.ipAddress());
        return new HaVipRow(haVipId, accountId, createdAt, reserved, labels, status, operationId, associations, eip)
                .settled(HaVipStatus.Creating);
    }

    private HaVipRow tagged(HaVipEvent.HaVipTagged event) {
        Map<String, String> tags = new TreeMap<>(labels.tags());
        tags.putAll(event.tags());
        return with(new Labels(labels.name(), labels.description(), labels.resourceGroupId(), tags));
    }

    private HaVipRow untagged(HaVipEvent.HaVipUntagged event) {
        Map<String, String> tags = new TreeMap<>(labels.tags());
        event.tagKeys().forEach(tags::remove);
        return with(new Labels(labels.name(), labels.description(), labels.resourceGroupId(), tags));
    }

    private HaVipRow associated(HaVipEvent.HaVipAssociated event, Instant at) {
        Association made = new Association(event.instanceId(), event.instanceType(), event.associationId(), at, false);
        return with(Stream.concat(associations.stream(), Stream.of(made)).toList())
                .settled(HaVipStatus.Associating);
    }

    private HaVipRow leaving(HaVipEvent.HaVipUnassociationRequested event, Optional<String> operation) {
        return with(associations.stream()
                        .map(it -> it.associationId().equals(event.associationId()) ? it.onItsWay() : it)
                        .toList())
                .with(HaVipStatus.Unassociating, operation);
    }

    private HaVipRow unassociated(HaVipEvent.HaVipUnassociated event) {
        HaVipRow left = with(associations.stream()
                .filter(it -> !it.associationId().equals(event.associationId()))
                .toList());
        return left.associations.stream().anyMatch(Association::leaving)
                ? left
                : left.settled(HaVipStatus.Unassociating);
    }

    /** At rest again if this is what it was busy with; busy with something else, it stays so. */
    private HaVipRow settled(HaVipStatus from) {
        boolean atRest = status == from || status == HaVipStatus.Available || status == HaVipStatus.InUse;
        return atRest
                ? with(associations.isEmpty() ? HaVipStatus.Available : HaVipStatus.InUse, Optional.empty())
                : this;
    }

    private HaVipRow with(HaVipStatus next, Optional<String> operation) {
        return new HaVipRow(haVipId, accountId, createdAt, place, labels, next, operation, associations, eip);
    }

    private HaVipRow with(Labels next) {
        return new HaVipRow(haVipId, accountId, createdAt, place, next, status, operationId, associations, eip);
    }

    private HaVipRow with(List<Association> next) {
        return new HaVipRow(haVipId, accountId, createdAt, place, labels, status, operationId, next, eip);
    }

    private HaVipRow with(Optional<CarriedEip> next) {
        return new HaVipRow(haVipId, accountId, createdAt, place, labels, status, operationId, associations, next);
    }

    /** What is published of a HAVIP that has its address; empty for others. */
    Optional<HaVipState> state() {
        if (place.ipAddress().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new HaVipState(
                haVipId,
                place.vpcId(),
                place.vSwitchId(),
                place.ipAddress(),
                status,
                associatedInstanceType().orElse(AssociatedInstanceType.EcsInstance),
                associations.stream()
                        .filter(it -> !it.leaving())
                        .map(Association::instanceId)
                        .toList()));
    }

    /** The one kind of what is associated. */
    Optional<AssociatedInstanceType> associatedInstanceType() {
        return associations.stream().findFirst().map(Association::instanceType);
    }
}
