package io.openhavip.eip.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.Command;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.eip.EipEvent;
import io.openhavip.contracts.eip.EipEvent.EipAllocated;
import io.openhavip.contracts.eip.EipEvent.EipAssociated;
import io.openhavip.contracts.eip.EipEvent.EipAssociationRefused;
import io.openhavip.contracts.eip.EipEvent.EipAssociationRequested;
import io.openhavip.contracts.eip.EipEvent.EipModified;
import io.openhavip.contracts.eip.EipEvent.EipReleased;
import io.openhavip.contracts.eip.EipEvent.EipUnassociated;
import io.openhavip.contracts.eip.EipEvent.EipUnassociationRequested;
import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipCommand;
import io.openhavip.contracts.network.NetworkCommand;
import io.openhavip.eip.domain.EipRequest.ExpireAssociation;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import io.openhavip.messaging.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All of eip-service's reactions together: what follows from each of its events, and nothing else does. */
class ReactionsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final List<Reaction> REACTIONS = List.of(
            new WhenEipAssociationRequestedThenAttachIt(DEADLINE),
            new WhenEipAssociationRefusedThenDetachIt(),
            new WhenEipUnassociationRequestedThenDetachIt(),
            new WhenEipReleasedThenFreeQuota());
    private static final Outgoing EXPIRY = new Outgoing.Schedule(DEADLINE, new ExpireAssociation("eip-1", "try-1"));

    private static List<Outgoing> to(EipEvent event) {
        CloudEvent attributes = CloudEvent.of(
                "event-1", MessageTypes.nameOf(event.getClass()), "eip-service", event.subject(), Instant.EPOCH);
        return REACTIONS.stream()
                .flatMap(reaction -> reaction.to(new AppendedEvent(event, attributes)).stream())
                .toList();
    }

    private static List<Outgoing> toRequest(String instanceId, EipInstanceType type) {
        return to(new EipAssociationRequested(
                "eip-1", "1", "cn-hangzhou", "203.0.113.7", instanceId, type, type.name(), "try-1"));
    }

    private static List<Outgoing> toEnding(String instanceId, EipInstanceType type) {
        return to(new EipUnassociationRequested("eip-1", instanceId, type, "try-1"));
    }

    private static List<Outgoing> toRefusal(ErrorCode code) {
        return to(new EipAssociationRefused("eip-1", "havip-1", EipInstanceType.HaVip, "try-1", code, "no"));
    }

    private static Outgoing toNetwork(Command command) {
        return Outgoing.Publish.command("network.commands", command);
    }

    private static Outgoing toHaVip(Command command) {
        return Outgoing.Publish.command("havip.commands", command);
    }

    @Test
    void associationAsksTheHaVipAndSetsADeadline() {
        assertThat(toRequest("havip-1", EipInstanceType.HaVip))
                .containsExactly(
                        toHaVip(new HaVipCommand.AttachEip(
                                "havip-1", "1", "cn-hangzhou", "eip-1", "203.0.113.7", "try-1")),
                        EXPIRY);
    }

    @Test
    void associationAsksTheInstanceOrTheInterfaceAndSetsADeadline() {
        assertThat(toRequest("i-1", EipInstanceType.EcsInstance))
                .containsExactly(toNetwork(attach("i-1", AssociatedInstanceType.EcsInstance)), EXPIRY);
        assertThat(toRequest("eni-1", EipInstanceType.NetworkInterface))
                .containsExactly(toNetwork(attach("eni-1", AssociatedInstanceType.NetworkInterface)), EXPIRY);
    }

    private static Command attach(String instanceId, AssociatedInstanceType type) {
        return new NetworkCommand.AttachEip(instanceId, type, "1", "cn-hangzhou", "eip-1", "203.0.113.7", "try-1");
    }

    @Test
    void associationGivenUpDetachesWhatMayStillBeAttached() {
        assertThat(toRefusal(ErrorCode.OPERATION_TIMED_OUT))
                .containsExactly(toHaVip(new HaVipCommand.DetachEip("havip-1", "eip-1", "try-1")));
    }

    @Test
    void associationRefusedByTheCarrierLeavesNothingToDetach() {
        assertThat(toRefusal(ErrorCode.TASK_CONFLICT)).isEmpty();
    }

    @Test
    void unassociationDetachesTheCarrier() {
        assertThat(toEnding("havip-1", EipInstanceType.HaVip))
                .containsExactly(toHaVip(new HaVipCommand.DetachEip("havip-1", "eip-1", "try-1")));
        assertThat(toEnding("i-1", EipInstanceType.EcsInstance))
                .containsExactly(toNetwork(
                        new NetworkCommand.DetachEip("i-1", AssociatedInstanceType.EcsInstance, "eip-1", "try-1")));
        assertThat(toEnding("eni-1", EipInstanceType.NetworkInterface))
                .containsExactly(toNetwork(new NetworkCommand.DetachEip(
                        "eni-1", AssociatedInstanceType.NetworkInterface, "eip-1", "try-1")));
    }

    @Test
    void releaseFreesAPlaceOfTheAccount() {
        assertThat(to(new EipReleased("eip-1", "1", "203.0.113.7")))
                .containsExactly(new Outgoing.FreeQuota("eips/account/1"));
    }

    @Test
    void whatElseHappensLeadsToNothing() {
        assertThat(to(new EipAllocated(
                        "eip-1", "1", "r", "203.0.113.7", 5, "PayByTraffic", "BGP", "", "", "", Map.of())))
                .isEmpty();
        assertThat(to(new EipModified("eip-1", "", "", 5))).isEmpty();
        assertThat(to(new EipAssociated(
                        "eip-1", "i-1", EipInstanceType.EcsInstance, "try-1", "10.0.0.1", "vsw-1", "vpc-1")))
                .isEmpty();
        assertThat(to(new EipUnassociated("eip-1", "i-1", "try-1"))).isEmpty();
    }
}
