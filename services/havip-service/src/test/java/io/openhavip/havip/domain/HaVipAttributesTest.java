package io.openhavip.havip.domain;

import static io.openhavip.havip.domain.Histories.ACCOUNT;
import static io.openhavip.havip.domain.Histories.HAVIP;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipEvent.HaVipModified;
import io.openhavip.contracts.havip.HaVipEvent.HaVipMovedToResourceGroup;
import io.openhavip.contracts.havip.HaVipEvent.HaVipTagged;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUntagged;
import io.openhavip.havip.domain.HaVipRequest.ClearTags;
import io.openhavip.havip.domain.HaVipRequest.ModifyHaVip;
import io.openhavip.havip.domain.HaVipRequest.MoveToResourceGroup;
import io.openhavip.havip.domain.HaVipRequest.TagHaVip;
import io.openhavip.havip.domain.HaVipRequest.UntagHaVip;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A HAVIP's name, description, tags and resource group. */
class HaVipAttributesTest {

    private final FixtureConfiguration<HaVip> haVip = new AggregateTestFixture<>(HaVip.class);

    static List<List<HaVipEvent>> busy() {
        return List.of(
                Histories.creating(), Histories.associating(1), Histories.unassociating(1), Histories.deleting());
    }

    static List<HaVipRequest> strangersRequests() {
        return List.of(
                new ModifyHaVip(HAVIP, "2", Optional.of("mine"), Optional.empty()),
                new TagHaVip(HAVIP, "2", Map.of("a", "b")),
                new UntagHaVip(HAVIP, "2", List.of("team")),
                new ClearTags(HAVIP, "2"),
                new MoveToResourceGroup(HAVIP, "2", "rg-2"));
    }

    private static Map<String, String> tags(int count) {
        return IntStream.rangeClosed(1, count).boxed().collect(Collectors.toMap(n -> "key-" + n, n -> "value"));
    }

    private void changesNothing(HaVipRequest command) {
        haVip.given(Histories.available()).when(command).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    private void isRefused(HaVipRequest command, ErrorCode code) {
        haVip.given(Histories.available()).when(command).expectNoEvents().expectException(Refused.with(code));
    }

    @Test
    void whatIsAbsentStaysAsItIs() {
        haVip.given(Histories.available())
                .when(new ModifyHaVip(HAVIP, ACCOUNT, Optional.empty(), Optional.of("for the shop")))
                .expectEvents(new HaVipModified(HAVIP, "web", "for the shop"));
        haVip.given(Histories.after(Histories.inUse(1), new HaVipModified(HAVIP, "web", "for the shop")))
                .when(new ModifyHaVip(HAVIP, ACCOUNT, Optional.of("shop"), Optional.empty()))
                .expectEvents(new HaVipModified(HAVIP, "shop", "for the shop"));
    }

    @Test
    void modificationThatChangesNothingIsNoEvent() {
        changesNothing(new ModifyHaVip(HAVIP, ACCOUNT, Optional.of("web"), Optional.of("")));
        changesNothing(new ModifyHaVip(HAVIP, ACCOUNT, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("busy")
    void modificationWhileSomethingElseIsUnderWayIsRefused(List<HaVipEvent> history) {
        haVip.given(history)
                .when(new ModifyHaVip(HAVIP, ACCOUNT, Optional.of("shop"), Optional.empty()))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INCORRECT_STATUS));
    }

    @Test
    void addedAndChangedTagsAreNoted() {
        haVip.given(Histories.available())
                .when(new TagHaVip(HAVIP, ACCOUNT, Map.of("team", "shop", "stage", "test")))
                .expectEvents(new HaVipTagged(HAVIP, Map.of("stage", "test")));
        haVip.given(Histories.available())
                .when(new TagHaVip(HAVIP, ACCOUNT, Map.of("team", "")))
                .expectEvents(new HaVipTagged(HAVIP, Map.of("team", "")));
    }

    @ParameterizedTest
    @MethodSource("busy")
    void tagsAndResourceGroupChangeInAnyState(List<HaVipEvent> history) {
        haVip.given(history)
                .when(new TagHaVip(HAVIP, ACCOUNT, Map.of("stage", "test")))
                .expectEvents(new HaVipTagged(HAVIP, Map.of("stage", "test")));
        haVip.given(history)
                .when(new MoveToResourceGroup(HAVIP, ACCOUNT, "rg-2"))
                .expectEvents(new HaVipMovedToResourceGroup(HAVIP, "rg-2"));
    }

    @Test
    void twentyFirstTagIsRefusedAndAFreedPlaceIsTaken() {
        haVip.given(Histories.available())
                .when(new TagHaVip(HAVIP, ACCOUNT, tags(19)))
                .expectEvents(new HaVipTagged(HAVIP, tags(19)));
        isRefused(new TagHaVip(HAVIP, ACCOUNT, tags(20)), ErrorCode.TAGS_EXCEEDED);
        haVip.given(Histories.after(
                        Histories.available(),
                        new HaVipTagged(HAVIP, tags(19)),
                        new HaVipUntagged(HAVIP, List.of("team"))))
                .when(new TagHaVip(HAVIP, ACCOUNT, Map.of("key-20", "value")))
                .expectEvents(new HaVipTagged(HAVIP, Map.of("key-20", "value")));
    }

    @Test
    void tagThatIsNotAllowedIsRefused() {
        isRefused(new TagHaVip(HAVIP, ACCOUNT, Map.of("aliyun-team", "")), ErrorCode.INVALID_TAG_KEY_MALFORMED);
        isRefused(new TagHaVip(HAVIP, ACCOUNT, Map.of("", "")), ErrorCode.INVALID_TAG_KEY_MALFORMED);
        isRefused(new TagHaVip(HAVIP, ACCOUNT, Map.of("team", "x".repeat(129))), ErrorCode.INVALID_TAG_VALUE_MALFORMED);
    }

    @Test
    void onlyTagsThatAreThereAreTakenAway() {
        haVip.given(Histories.available())
                .when(new UntagHaVip(HAVIP, ACCOUNT, List.of("other", "team", "team")))
                .expectEvents(new HaVipUntagged(HAVIP, List.of("team")));
        changesNothing(new UntagHaVip(HAVIP, ACCOUNT, List.of("other")));
    }

    @Test
    void everyTagIsTakenAway() {
        haVip.given(Histories.after(Histories.available(), new HaVipTagged(HAVIP, Map.of("stage", "test"))))
                .when(new ClearTags(HAVIP, ACCOUNT))
                .expectEvents(new HaVipUntagged(HAVIP, List.of("stage", "team")));
        haVip.given(Histories.after(Histories.available(), new HaVipUntagged(HAVIP, List.of("team"))))
                .when(new ClearTags(HAVIP, ACCOUNT))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void moveToTheGroupThatItIsInIsNoEvent() {
        changesNothing(new MoveToResourceGroup(HAVIP, ACCOUNT, "rg-1"));
        changesNothing(new TagHaVip(HAVIP, ACCOUNT, Map.of("team", "shop")));
    }

    @ParameterizedTest
    @MethodSource("strangersRequests")
    void haVipOfAnotherAccountIsNotThere(HaVipRequest request) {
        isRefused(request, ErrorCode.INVALID_HAVIP_NOT_FOUND);
    }
}
