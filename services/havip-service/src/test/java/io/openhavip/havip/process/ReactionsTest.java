package io.openhavip.havip.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.MessageTypes;
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
import io.openhavip.contracts.network.NetworkCommand;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import io.openhavip.havip.domain.HaVipRequest.ExpireAssociation;
import io.openhavip.havip.domain.HaVipRequest.ExpireCreation;
import io.openhavip.messaging.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** All of havip-service's reactions together: what follows from each of its events, and nothing else does. */
class ReactionsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final List<Reaction> REACTIONS = List.of(
            new WhenHaVipCreationRequestedThenReserveAddress(DEADLINE),
            new WhenHaVipCreationRefusedThenReleaseAddress(),
            new WhenHaVipDeletionRequestedThenReleaseAddress(),
            new WhenHaVipAssociationRequestedThenAttachInstance(DEADLINE),
            new WhenHaVipAssociationRefusedThenDetachInstance(),
            new WhenHaVipUnassociationRequestedThenDetachInstance(),
            new WhenHaVipEndsThenFreeItsPlace());
    private static final Outgoing PLACE_FREED = new Outgoing.FreeQuota("havips/account/1");

    private static List<Outgoing> to(HaVipEvent event) {
        CloudEvent attributes = CloudEvent.of(
                "event-1", MessageTypes.nameOf(event.getClass()), "havip-service", event.subject(), Instant.EPOCH);
        return REACTIONS.stream()
                .flatMap(reaction -> reaction.to(new AppendedEvent(event, attributes)).stream())
                .toList();
    }

    private static Outgoing command(NetworkCommand command) {
        return Outgoing.Publish.command("network.commands", command);
    }

    @Test
    void creationAsksForTheAddressAndSetsADeadline() {
        Optional<String> wanted = Optional.of("192.168.0.88");
        assertThat(to(new HaVipCreationRequested("havip-1", "1", "cn-hangzhou", "vsw-1", wanted, "", "", "", Map.of())))
                .containsExactly(
                        command(new ReserveHaVipAddress("vsw-1", "havip-1", wanted, "1", "cn-hangzhou")),
                        new Outgoing.Schedule(DEADLINE, new ExpireCreation("havip-1")));
    }

    @Test
    void creationGivenUpReleasesWhatMayStillBeReserved() {
        assertThat(to(new HaVipCreationRefused("havip-1", "1", "vsw-1", ErrorCode.OPERATION_TIMED_OUT, "late")))
                .containsExactly(command(new ReleaseHaVipAddress("vsw-1", "havip-1")), PLACE_FREED);
    }

    @Test
    void creationRefusedByTheNetworkLeavesNothingToRelease() {
        assertThat(to(new HaVipCreationRefused("havip-1", "1", "vsw-1", ErrorCode.INVALID_IP_ALREADY_USED, "taken")))
                .containsExactly(PLACE_FREED);
    }

    @Test
    void deletionReleasesTheAddress() {
        assertThat(to(new HaVipDeletionRequested("havip-1", "vsw-1", "192.168.0.88", "deletion-1")))
                .containsExactly(command(new ReleaseHaVipAddress("vsw-1", "havip-1")));
    }

    @Test
    void associationAsksTheInstanceAndSetsADeadline() {
        assertThat(to(new HaVipAssociationRequested(
                        "havip-1", "1", "vsw-1", "eni-1", AssociatedInstanceType.NetworkInterface, "try-1")))
                .containsExactly(
                        command(new AttachHaVip(
                                "eni-1", AssociatedInstanceType.NetworkInterface, "havip-1", "try-1", "vsw-1", "1")),
                        new Outgoing.Schedule(DEADLINE, new ExpireAssociation("havip-1", "eni-1", "try-1")));
    }

    @Test
    void associationGivenUpDetachesWhatMayStillBeAttached() {
        assertThat(to(new HaVipAssociationRefused(
                        "havip-1",
                        "i-1",
                        AssociatedInstanceType.EcsInstance,
                        "try-1",
                        ErrorCode.OPERATION_TIMED_OUT,
                        "late")))
                .containsExactly(
                        command(new DetachHaVip("i-1", AssociatedInstanceType.EcsInstance, "havip-1", "try-1")));
    }

    @Test
    void associationRefusedByTheInstanceLeavesNothingToDetach() {
        assertThat(to(new HaVipAssociationRefused(
                        "havip-1",
                        "i-1",
                        AssociatedInstanceType.EcsInstance,
                        "try-1",
                        ErrorCode.INSTANCE_VSWITCH_MISMATCH,
                        "elsewhere")))
                .isEmpty();
    }

    @Test
    void unassociationDetachesTheInstance() {
        assertThat(to(new HaVipUnassociationRequested("havip-1", "i-1", AssociatedInstanceType.EcsInstance, "try-1")))
                .containsExactly(
                        command(new DetachHaVip("i-1", AssociatedInstanceType.EcsInstance, "havip-1", "try-1")));
    }

    @Test
    void endsOfOperationsLeadToNothing() {
        assertThat(to(new HaVipCreated("havip-1", "vpc-1", "vsw-1", "192.168.0.88")))
                .isEmpty();
        assertThat(to(new HaVipAssociated("havip-1", "i-1", AssociatedInstanceType.EcsInstance, "try-1")))
                .isEmpty();
        assertThat(to(new HaVipUnassociated("havip-1", "i-1", "try-1"))).isEmpty();
        assertThat(to(new HaVipDeletionRefused("havip-1", ErrorCode.HAVIP_REFERRED_BY_ROUTE_ENTRY, "routed")))
                .isEmpty();
    }

    @Test
    void deletedHaVipFreesItsPlace() {
        assertThat(to(new HaVipDeleted("havip-1", "1"))).containsExactly(PLACE_FREED);
    }

    @Test
    void whatTheHaVipDecidesAloneLeadsToNothing() {
        assertThat(to(new HaVipModified("havip-1", "web", ""))).isEmpty();
        assertThat(to(new HaVipTagged("havip-1", Map.of("team", "shop")))).isEmpty();
        assertThat(to(new HaVipUntagged("havip-1", List.of("team")))).isEmpty();
        assertThat(to(new HaVipMovedToResourceGroup("havip-1", "rg-1"))).isEmpty();
        assertThat(to(new EipAttached("havip-1", "eip-1", "203.0.113.7", "try-1", "192.168.0.88", "vsw-1", "vpc-1")))
                .isEmpty();
        assertThat(to(new EipDetached("havip-1", "eip-1", "try-1"))).isEmpty();
    }
}
