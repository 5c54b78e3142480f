package io.openhavip.eip.domain;

import static io.openhavip.eip.domain.Histories.ACCOUNT;
import static io.openhavip.eip.domain.Histories.ADDRESS;
import static io.openhavip.eip.domain.Histories.EIP;
import static io.openhavip.eip.domain.Histories.REGION;
import static io.openhavip.eip.domain.Histories.STRANGER;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.eip.EipEvent;
import io.openhavip.contracts.eip.EipEvent.EipModified;
import io.openhavip.contracts.eip.EipEvent.EipMovedToResourceGroup;
import io.openhavip.contracts.eip.EipEvent.EipReleased;
import io.openhavip.contracts.eip.EipEvent.EipTagged;
import io.openhavip.contracts.eip.EipEvent.EipUntagged;
import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.eip.domain.EipRequest.AllocateEip;
import io.openhavip.eip.domain.EipRequest.AssociateEip;
import io.openhavip.eip.domain.EipRequest.ClearTags;
import io.openhavip.eip.domain.EipRequest.ModifyEip;
import io.openhavip.eip.domain.EipRequest.MoveEipToResourceGroup;
import io.openhavip.eip.domain.EipRequest.ReleaseEip;
import io.openhavip.eip.domain.EipRequest.TagEip;
import io.openhavip.eip.domain.EipRequest.UnassociateEip;
import io.openhavip.eip.domain.EipRequest.UntagEip;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an EIP is, apart from what it is associated with. */
class EipTest {

    private final FixtureConfiguration<Eip> eip = new AggregateTestFixture<>(Eip.class);

    static List<List<EipEvent>> busy() {
        return List.of(Histories.associating(1), Histories.inUse(1), Histories.unassociating(1));
    }

    static List<EipRequest> givenByCallers() {
        return List.of(
                new ModifyEip(EIP, STRANGER, Optional.of("mine"), Optional.empty(), Optional.empty()),
                new TagEip(EIP, STRANGER, Map.of("owner", "me")),
                new UntagEip(EIP, STRANGER, List.of("env")),
                new ClearTags(EIP, STRANGER),
                new MoveEipToResourceGroup(EIP, STRANGER, "rg-2"),
                new AssociateEip(EIP, STRANGER, "i-1", EipInstanceType.EcsInstance, "EcsInstance", "try-1"),
                new UnassociateEip(EIP, STRANGER, Optional.empty()),
                new ReleaseEip(EIP, STRANGER));
    }

    private static AllocateEip allocate(InternetChargeType type, int bandwidth, Map<String, String> tags) {
        return new AllocateEip(EIP, ACCOUNT, REGION, ADDRESS, bandwidth, type, "BGP", "web", "the shop", "rg-1", tags);
    }

    private static ModifyEip bandwidth(int bandwidth) {
        return new ModifyEip(EIP, ACCOUNT, Optional.empty(), Optional.empty(), Optional.of(bandwidth));
    }

    @Test
    void allocationKeepsWhatItWasGiven() {
        eip.givenNoPriorActivity()
                .when(allocate(InternetChargeType.PayByTraffic, 5, Map.of("env", "prod")))
                .expectEvents(Histories.allocated("PayByTraffic", Map.of("env", "prod")));
    }

    @ParameterizedTest
    @CsvSource({"PayByBandwidth, 0", "PayByBandwidth, 501", "PayByTraffic, 0", "PayByTraffic, 201"})
    void bandwidthBeyondWhatItsChargeTypeAllowsIsRefused(InternetChargeType type, int bandwidth) {
        eip.givenNoPriorActivity()
                .when(allocate(type, bandwidth, Map.of()))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INVALID_PARAMETER));
        eip.given(Histories.allocated(type.name(), Map.of()))
                .when(bandwidth(bandwidth))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INVALID_PARAMETER));
    }

    @ParameterizedTest
    @CsvSource({"PayByBandwidth, 1", "PayByBandwidth, 500", "PayByTraffic, 1", "PayByTraffic, 200"})
    void bandwidthAtTheBoundsIsAllowed(InternetChargeType type, int bandwidth) {
        eip.given(Histories.allocated(type.name(), Map.of()))
                .when(bandwidth(bandwidth))
                .expectEvents(new EipModified(EIP, "web", "the shop", bandwidth));
    }

    @Test
    void modificationLeavesWhatItDoesNotName() {
        eip.given(Histories.available())
                .when(new ModifyEip(EIP, ACCOUNT, Optional.of(""), Optional.empty(), Optional.empty()))
                .expectEvents(new EipModified(EIP, "", "the shop", 5));
        eip.given(Histories.after(Histories.inUse(1), new EipModified(EIP, "api", "", 9)))
                .when(new ModifyEip(EIP, ACCOUNT, Optional.empty(), Optional.of("new"), Optional.empty()))
                .expectEvents(new EipModified(EIP, "api", "new", 9));
    }

    @Test
    void tagsAreAddedAndTakenAway() {
        eip.given(Histories.available())
                .when(new TagEip(EIP, ACCOUNT, Map.of("env", "test")))
                .expectEvents(new EipTagged(EIP, Map.of("env", "test")));
        eip.given(Histories.available())
                .when(new UntagEip(EIP, ACCOUNT, List.of("env", "none")))
                .expectEvents(new EipUntagged(EIP, List.of("env", "none")));
        eip.given(Histories.after(Histories.available(), new EipTagged(EIP, Map.of("app", "shop"))))
                .when(new ClearTags(EIP, ACCOUNT))
                .expectEvents(new EipUntagged(EIP, List.of("app", "env")));
    }

    @Test
    void twentyFirstTagIsRefusedUntilOneIsTakenAway() {
        Map<String, String> nineteen =
                IntStream.range(0, 19).boxed().collect(Collectors.toMap(number -> "key-" + number, number -> ""));
        List<EipEvent> full = Histories.after(Histories.available(), new EipTagged(EIP, nineteen));
        eip.given(full)
                .when(new TagEip(EIP, ACCOUNT, Map.of("more", "")))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.TAGS_EXCEEDED));
        eip.given(Histories.after(full, new EipUntagged(EIP, List.of("env"))))
                .when(new TagEip(EIP, ACCOUNT, Map.of("more", "")))
                .expectEvents(new EipTagged(EIP, Map.of("more", "")));
    }

    @Test
    void moveNamesTheNewResourceGroup() {
        eip.given(Histories.available())
                .when(new MoveEipToResourceGroup(EIP, ACCOUNT, "rg-2"))
                .expectEvents(new EipMovedToResourceGroup(EIP, "rg-2"));
    }

    @Test
    void releaseGivesTheAddressBack() {
        eip.given(Histories.available())
                .when(new ReleaseEip(EIP, ACCOUNT))
                .expectEvents(new EipReleased(EIP, ACCOUNT, ADDRESS))
                .expectMarkedDeleted();
    }

    @ParameterizedTest
    @MethodSource("busy")
    void releaseOfOneThatIsNotAvailableIsRefused(List<EipEvent> history) {
        eip.given(history)
                .when(new ReleaseEip(EIP, ACCOUNT))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INCORRECT_EIP_STATUS));
    }

    @ParameterizedTest
    @MethodSource("givenByCallers")
    void itDoesNotExistForAnotherAccount(EipRequest command) {
        eip.given(Histories.available())
                .when(command)
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INVALID_ALLOCATION_NOT_FOUND));
    }
}
