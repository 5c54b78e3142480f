package io.openhavip.havip.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipEvent;
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
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.havip.projection.HaVipRow.Association;
import io.openhavip.havip.projection.HaVipRow.CarriedEip;
import io.openhavip.havip.projection.HaVipRow.Labels;
import io.openhavip.havip.projection.HaVipRow.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HaVipRowTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final Optional<String> OPERATION = Optional.of("op");
    private static final AssociatedInstanceType ECS = AssociatedInstanceType.EcsInstance;
    private static final HaVipEvent REQUESTED = new HaVipCreationRequested(
            "havip-1",
            "1",
            "cn-hangzhou",
            "vsw-1",
            Optional.empty(),
            "web",
            "front",
            "rg-1",
            Map.of("team", "a", "tier", "1"));
    private static final HaVipEvent CREATED = new HaVipCreated("havip-1", "vpc-1", "vsw-1", "192.168.0.88");

    private static Optional<HaVipRow> after(HaVipEvent... events) {
        Optional<HaVipRow> row = Optional.empty();
        for (HaVipEvent event : events) {
            row = HaVipRow.after(row, event, AT, OPERATION);
        }
        return row;
    }

    private static HaVipRow available(HaVipEvent... more) {
        Optional<HaVipRow> row = after(REQUESTED, CREATED);
        for (HaVipEvent event : more) {
            row = HaVipRow.after(row, event, AT, OPERATION);
        }
        return row.orElseThrow();
    }

    private static HaVipEvent requested(String instanceId) {
        return new HaVipAssociationRequested("havip-1", "1", "vsw-1", instanceId, ECS, "try-" + instanceId);
    }

    private static HaVipEvent associated(String instanceId) {
        return new HaVipAssociated("havip-1", instanceId, ECS, "try-" + instanceId);
    }

    private static HaVipEvent leaving(String instanceId) {
        return new HaVipUnassociationRequested("havip-1", instanceId, ECS, "try-" + instanceId);
    }

    private static HaVipEvent unassociated(String instanceId) {
        return new HaVipUnassociated("havip-1", instanceId, "try-" + instanceId);
    }

    private static Association association(String instanceId, boolean leaving) {
        return new Association(instanceId, ECS, "try-" + instanceId, AT, leaving);
    }

    @Test
    void creationIsShownBeforeItHasAnAddressAndPublishesNoState() {
        HaVipRow row = after(REQUESTED).orElseThrow();

        assertThat(row)
                .isEqualTo(new HaVipRow(
                        "havip-1",
                        "1",
                        AT,
                        new Place("cn-hangzhou", "", "vsw-1", ""),
                        new Labels("web", "front", "rg-1", Map.of("team", "a", "tier", "1")),
                        HaVipStatus.Creating,
                        OPERATION,
                        List.of(),
                        Optional.empty()));
        assertThat(row.state()).isEmpty();
    }

    @Test
    void createdHaVipIsAvailableAtItsAddress() {
        assertThat(available().place()).isEqualTo(new Place("cn-hangzhou", "vpc-1", "vsw-1", "192.168.0.88"));
        assertThat(available().state())
                .contains(new HaVipState(
                        "havip-1", "vpc-1", "vsw-1", "192.168.0.88", HaVipStatus.Available, ECS, List.of()));
    }

    @Test
    void refusedCreationAndDeletionLeaveNoRow() {
        assertThat(after(
                        REQUESTED,
                        new HaVipCreationRefused("havip-1", "1", "vsw-1", ErrorCode.INVALID_IP_ALREADY_USED, "")))
                .isEmpty();
        assertThat(after(
                        REQUESTED,
                        CREATED,
                        new HaVipDeletionRequested("havip-1", "vsw-1", "192.168.0.88", "op-delete"),
                        new HaVipDeleted("havip-1", "1")))
                .isEmpty();
    }

    @Test
    void eventAfterTheLastMakesNoRow() {
        assertThat(after(unassociated("i-1"))).isEmpty();
    }

    @Test
    void labelsChangeOneByOne() {
        Labels labels = available(
                        new HaVipModified("havip-1", "web-2", "back"),
                        new HaVipTagged("havip-1", Map.of("team", "b", "cost", "9")),
                        new HaVipUntagged("havip-1", List.of("tier", "unknown")),
                        new HaVipMovedToResourceGroup("havip-1", "rg-2"))
                .labels();

        assertThat(labels).isEqualTo(new Labels("web-2", "back", "rg-2", Map.of("cost", "9", "team", "b")));
    }

    @Test
    void associationTakesItsStates() {
        assertThat(available(requested("i-1")).status()).isEqualTo(HaVipStatus.Associating);
        assertThat(available(requested("i-1"), associated("i-1")).status()).isEqualTo(HaVipStatus.InUse);
        assertThat(available(requested("i-1"), associated("i-1"), leaving("i-1"))
                        .status())
                .isEqualTo(HaVipStatus.Unassociating);
        assertThat(available(requested("i-1"), associated("i-1"), leaving("i-1"), unassociated("i-1"))
                        .status())
                .isEqualTo(HaVipStatus.Available);
    }

    @Test
    void refusedAssociationLeavesWhatWasThere() {
        HaVipEvent refused = new HaVipAssociationRefused(
                "havip-1", "i-2", ECS, "try-i-2", ErrorCode.INVALID_INSTANCE_NOT_FOUND, "gone");

        HaVipRow row = available(requested("i-1"), associated("i-1"), requested("i-2"), refused);

        assertThat(row.status()).isEqualTo(HaVipStatus.InUse);
        assertThat(row.associations()).containsExactly(association("i-1", false));
    }

    @Test
    void leavingInstanceIsShownButIsNoClaimantAnyMore() {
        HaVipRow row =
                available(requested("i-1"), associated("i-1"), requested("i-2"), associated("i-2"), leaving("i-1"));

        assertThat(row.associations()).containsExactly(association("i-1", true), association("i-2", false));
        assertThat(row.state().orElseThrow().associatedInstances()).containsExactly("i-2");
    }

    @Test
    void instanceThatVanishesDoesNotEndWhatAnotherIsBusyWith() {
        HaVipRow row = available(requested("i-1"), associated("i-1"), requested("i-2"), unassociated("i-1"));

        assertThat(row.status()).isEqualTo(HaVipStatus.Associating);
        assertThat(row.operationId()).isEqualTo(OPERATION);
        assertThat(row.associations()).isEmpty();
    }

    @Test
    void operationIsKnownUntilItEndedHoweverItEnded() {
        HaVipEvent refused = new HaVipAssociationRefused(
                "havip-1", "i-1", ECS, "try-i-1", ErrorCode.INVALID_INSTANCE_NOT_FOUND, "gone");
        HaVipEvent deleting = new HaVipDeletionRequested("havip-1", "vsw-1", "192.168.0.88", "op");

        assertThat(available().operationId()).isEmpty();
        assertThat(available(requested("i-1")).operationId()).isEqualTo(OPERATION);
        assertThat(available(requested("i-1"), refused).operationId()).isEmpty();
        assertThat(available(requested("i-1"), associated("i-1")).operationId()).isEmpty();
        assertThat(available(requested("i-1"), associated("i-1"), leaving("i-1"))
                        .operationId())
                .isEqualTo(OPERATION);
        assertThat(available(requested("i-1"), associated("i-1"), leaving("i-1"), unassociated("i-1"))
                        .operationId())
                .isEmpty();
        assertThat(available(deleting).operationId()).isEqualTo(OPERATION);
    }

    @Test
    void unassociatingLastsUntilTheLastLeavingInstanceIsGone() {
        HaVipRow both = available(
                requested("i-1"),
                associated("i-1"),
                requested("i-2"),
                associated("i-2"),
                leaving("i-1"),
                leaving("i-2"));

        HaVipRow one = HaVipRow.after(Optional.of(both), unassociated("i-1"), AT, OPERATION)
                .orElseThrow();

        assertThat(one.status()).isEqualTo(HaVipStatus.Unassociating);
        assertThat(HaVipRow.after(Optional.of(one), unassociated("i-2"), AT, OPERATION)
                        .orElseThrow()
                        .status())
                .isEqualTo(HaVipStatus.Available);
    }

    @Test
    void eipIsCarriedUntilItsOwnAssociationEnds() {
        HaVipEvent attached =
                new EipAttached("havip-1", "eip-1", "203.0.113.9", "eip-try-1", "192.168.0.88", "vsw-1", "vpc-1");

        assertThat(available(attached).eip()).contains(new CarriedEip("eip-1", "203.0.113.9", "eip-try-1"));
        assertThat(available(attached).status()).isEqualTo(HaVipStatus.Available);
        assertThat(available(attached, new EipDetached("havip-1", "eip-1", "eip-try-0"))
                        .eip())
                .isPresent();
        assertThat(available(attached, new EipDetached("havip-1", "eip-1", "eip-try-1"))
                        .eip())
                .isEmpty();
    }

    @Test
    void refusedDeletionMakesItAvailableAgain() {
        HaVipEvent deleting = new HaVipDeletionRequested("havip-1", "vsw-1", "192.168.0.88", "op-delete");

        assertThat(available(deleting).status()).isEqualTo(HaVipStatus.Deleting);
        assertThat(available(deleting, new HaVipDeletionRefused("havip-1", ErrorCode.VSWITCH_DEPENDENCY, "route"))
                        .status())
                .isEqualTo(HaVipStatus.Available);
    }
}
