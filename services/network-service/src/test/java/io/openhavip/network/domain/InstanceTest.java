package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.network.AssociationEvent.EipAttached;
import io.openhavip.contracts.network.AssociationEvent.EipDetached;
import io.openhavip.contracts.network.AssociationEvent.HaVipAttached;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.InstanceEnd;
import io.openhavip.contracts.network.InstanceEvent.InstanceDeleted;
import io.openhavip.contracts.network.InstanceEvent.InstanceHostRemoved;
import io.openhavip.contracts.network.InstanceEvent.InstanceModified;
import io.openhavip.contracts.network.InstanceEvent.InstancePlaced;
import io.openhavip.contracts.network.InstanceEvent.InstanceRebooted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStarted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopped;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopping;
import io.openhavip.contracts.network.InstanceEvent.InstanceTagged;
import io.openhavip.contracts.network.InstanceEvent.InstanceUntagged;
import io.openhavip.contracts.network.NetworkCommand.AttachEip;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachEip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.contracts.network.NetworkCommand.ReportInstanceEnded;
import io.openhavip.contracts.network.StoppedMode;
import io.openhavip.network.domain.InstanceRequest.LoseHost;
import io.openhavip.network.domain.InstanceRequest.ModifyInstance;
import io.openhavip.network.domain.InstanceRequest.RebootInstance;
import io.openhavip.network.domain.InstanceRequest.StartInstance;
import io.openhavip.network.domain.InstanceRequest.StopInstance;
import io.openhavip.network.domain.InstanceRequest.TagInstance;
import io.openhavip.network.domain.InstanceRequest.UntagInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.modelling.command.Repository;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstanceTest {

    private static final InstanceStopped STOPPED = new InstanceStopped(Known.INSTANCE);

    private final FixtureConfiguration<Instance> instance = new AggregateTestFixture<>(Instance.class);
    private int hostsAsked;

    @BeforeEach
    void handler() {
        Repository<VSwitch> noVSwitches = new AggregateTestFixture<>(VSwitch.class).getRepository();
        Repository<ElasticNetworkInterface> noInterfaces =
                new AggregateTestFixture<>(ElasticNetworkInterface.class).getRepository();
        instance.registerAnnotatedCommandHandler(new InstanceCommands(
                instance.getRepository(),
                noInterfaces,
                noVSwitches,
                new AggregateTestFixture<>(DeploymentSet.class).getRepository(),
                new AggregateTestFixture<>(SecurityGroup.class).getRepository(),
                new PlacesInMemory(),
                new HostChoice(1),
                () -> {
                    hostsAsked++;
                    return List.of(new HostChoice.Host("host-2", 0, 900));
                },
                InstanceDriver.NONE));
        instance.registerAnnotatedCommandHandler(
                new AssociationCommands(instance.getRepository(), noInterfaces, new PlacesInMemory()));
    }

    private TestExecutor<Instance> givenRunning(Object... more) {
        List<Object> events =
                new ArrayList<>(List.of(Known.INSTANCE_CREATED, Known.INSTANCE_STARTING, Known.INSTANCE_STARTED));
        events.addAll(List.of(more));
        return instance.given(events);
    }

    private static AttachHaVip attach(int number, String associationId, String vSwitchId) {
        return new AttachHaVip(
                Known.INSTANCE,
                AssociatedInstanceType.EcsInstance,
                "havip-" + number,
                associationId,
                vSwitchId,
                Known.ACCOUNT);
    }

    private static DetachHaVip detach(int number, String associationId) {
        return new DetachHaVip(Known.INSTANCE, AssociatedInstanceType.EcsInstance, "havip-" + number, associationId);
    }

    private static StopInstance stop(StoppedMode mode, boolean force) {
        return new StopInstance(Known.ACCOUNT, Known.INSTANCE, mode, force);
    }

    private static StartInstance start() {
        return new StartInstance(Known.ACCOUNT, Known.INSTANCE);
    }

    private static AttachEip attachEip(String eipId, String associationId) {
        return new AttachEip(
                Known.INSTANCE,
                AssociatedInstanceType.EcsInstance,
                Known.ACCOUNT,
                Known.REGION,
                eipId,
                "203.0.113.7",
                associationId);
    }

    private static EipAttached eipAttached(String eipId, String associationId) {
        return new EipAttached(
                Known.INSTANCE, eipId, "203.0.113.7", associationId, "192.168.0.1", Known.VSWITCH, Known.VPC);
    }

    @Test
    void runningInstanceStopsByWayOfStopping() {
        givenRunning()
                .when(stop(StoppedMode.StopCharging, true))
                .expectEvents(new InstanceStopping(Known.INSTANCE, StoppedMode.StopCharging, true), STOPPED);
    }

    private static ReportInstanceEnded ended(String hostId, int run) {
        return new ReportInstanceEnded(Known.INSTANCE, hostId, run, InstanceEnd.CRASHED);
    }

    @Test
    void runThatEndedByItselfIsStoppedAndCharged() {
        givenRunning()
                .when(ended("host-1", 1))
                .expectEvents(
                        new InstanceStopping(Known.INSTANCE, StoppedMode.KeepCharging, false),
                        new InstanceStopped(Known.INSTANCE, Optional.of(InstanceEnd.CRASHED)));
    }

    @Test
    void endThatIsReportedLateOrAgainChangesNothing() {
        InstanceStopping stopping = new InstanceStopping(Known.INSTANCE, StoppedMode.KeepCharging, false);
        InstanceStopped itself = new InstanceStopped(Known.INSTANCE, Optional.of(InstanceEnd.CRASHED));
        givenRunning(stopping, itself).when(ended("host-1", 1)).expectNoEvents();
        givenRunning(stopping).when(ended("host-1", 1)).expectNoEvents();
        givenRunning(new InstanceRebooted(Known.INSTANCE, 2, false))
                .when(ended("host-1", 1))
                .expectNoEvents();
        givenRunning(STOPPED, Known.INSTANCE_STARTING, new InstanceStarted(Known.INSTANCE, 2))
                .when(ended("host-1", 1))
                .expectNoEvents();
    }

    @Test
    void hostThatItIsNotOnHasNoSayInItsEnd() {
        givenRunning().when(ended("host-2", 1)).expectNoEvents();
    }

    private static final InstanceHostRemoved HOST_REMOVED = new InstanceHostRemoved(Known.INSTANCE, "host-1");

    private static LoseHost lose(String hostId) {
        return new LoseHost(Known.ACCOUNT, Known.INSTANCE, hostId);
    }

    @Test
    void instanceWhoseHostIsRemovedStopsBeforeItLosesIt() {
        givenRunning()
                .when(lose("host-1"))
                .expectEvents(
                        new InstanceStopping(Known.INSTANCE, StoppedMode.KeepCharging, true), STOPPED, HOST_REMOVED);
        givenRunning(STOPPED).when(lose("host-1")).expectEvents(HOST_REMOVED);
    }

    @Test
    void removalOfAHostThatItIsNotOnAnyMoreChangesNothing() {
        givenRunning(STOPPED, HOST_REMOVED).when(lose("host-1")).expectNoEvents();
        givenRunning().when(lose("host-2")).expectNoEvents();
        givenRunning(STOPPED, HOST_REMOVED, new InstancePlaced(Known.INSTANCE, "host-2"))
                .when(lose("host-1"))
                .expectNoEvents();
    }

    @Test
    void instanceWithoutAHostIsPlacedWhenItStarts() {
        givenRunning(STOPPED, HOST_REMOVED)
                .when(start())
                .expectEvents(
                        new InstancePlaced(Known.INSTANCE, "host-2"),
                        Known.INSTANCE_STARTING,
                        new InstanceStarted(Known.INSTANCE, 2));
        assertThat(hostsAsked).isEqualTo(1);
    }

    /** They are counted for that, which takes the longer the more instances there are. */
    @Test
    void hostsAreNotLookedAtForAnInstanceThatHasOne() {
        givenRunning(STOPPED).when(start()).expectSuccessfulHandlerExecution();
        assertThat(hostsAsked).isZero();
    }

    @Test
    void eachStartIsARunOfItsOwn() {
        givenRunning(STOPPED)
                .when(start())
                .expectEvents(Known.INSTANCE_STARTING, new InstanceStarted(Known.INSTANCE, 2));
        givenRunning(STOPPED, Known.INSTANCE_STARTING, new InstanceStarted(Known.INSTANCE, 2), STOPPED)
                .when(start())
                .expectEvents(Known.INSTANCE_STARTING, new InstanceStarted(Known.INSTANCE, 3));
    }

    @Test
    void rebootIsARunOfItsOwnToo() {
        givenRunning()
                .when(new RebootInstance(Known.ACCOUNT, Known.INSTANCE, false))
                .expectEvents(new InstanceRebooted(Known.INSTANCE, 2, false));
        givenRunning(new InstanceRebooted(Known.INSTANCE, 2, false), STOPPED)
                .when(start())
                .expectEvents(Known.INSTANCE_STARTING, new InstanceStarted(Known.INSTANCE, 3));
    }

    @Test
    void stateThatDoesNotAllowItIsRefused() {
        givenRunning(STOPPED)
                .when(stop(StoppedMode.KeepCharging, false))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INCORRECT_INSTANCE_STATUS))
                .expectExceptionMessage("The instance i-1 is Stopped; it must be Running.");
        for (Object command : List.of(start(), new RebootInstance(Known.ACCOUNT, Known.INSTANCE, true))) {
            instance.given(Known.INSTANCE_CREATED)
                    .when(command)
                    .expectNoEvents()
                    .expectException(Refused.with(ErrorCode.INCORRECT_INSTANCE_STATUS));
        }
    }

    @Test
    void stopCanBeForcedOnceAfterItWasAskedFor() {
        InstanceStopping asked = new InstanceStopping(Known.INSTANCE, StoppedMode.KeepCharging, false);
        InstanceStopping forced = new InstanceStopping(Known.INSTANCE, StoppedMode.KeepCharging, true);
        givenRunning(asked, STOPPED).when(stop(StoppedMode.KeepCharging, true)).expectEvents(forced, STOPPED);
        for (Object[] ended : List.of(new Object[] {asked, STOPPED, forced, STOPPED}, new Object[] {
            asked, new InstanceStopped(Known.INSTANCE, Optional.of(InstanceEnd.CRASHED))
        })) {
            givenRunning(ended)
                    .when(stop(StoppedMode.KeepCharging, true))
                    .expectNoEvents()
                    .expectException(Refused.with(ErrorCode.INCORRECT_INSTANCE_STATUS));
        }
    }

    @Test
    void instanceOfAnotherAccountDoesNotExist() {
        for (Object command : List.of(
                new StartInstance(Known.OTHER_ACCOUNT, Known.INSTANCE),
                new RebootInstance(Known.OTHER_ACCOUNT, Known.INSTANCE, true),
                new TagInstance(Known.OTHER_ACCOUNT, Known.INSTANCE, Map.of("a", "b")),
                new InstanceRequest.DeleteInstance(Known.OTHER_ACCOUNT, Known.INSTANCE, true),
                new AttachHaVip(
                        Known.INSTANCE,
                        AssociatedInstanceType.EcsInstance,
                        "havip-1",
                        "try-1",
                        Known.VSWITCH,
                        Known.OTHER_ACCOUNT),
                new AttachEip(
                        Known.INSTANCE,
                        AssociatedInstanceType.EcsInstance,
                        Known.OTHER_ACCOUNT,
                        Known.REGION,
                        "eip-1",
                        "203.0.113.7",
                        "try-1"))) {
            givenRunning()
                    .when(command)
                    .expectNoEvents()
                    .expectException(Refused.with(ErrorCode.INVALID_INSTANCE_NOT_FOUND));
        }
    }

    @Test
    void attributesBecomeWhatIsGivenAndTheRestStays() {
        InstanceModified changes = new InstanceModified(
                Known.INSTANCE,
                Optional.of("web1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                Optional.empty());
        givenRunning().when(new ModifyInstance(Known.ACCOUNT, changes)).expectEvents(changes);
    }

    @Test
    void tagsAreAddedAndTakenAwayUpToTwenty() {
        Map<String, String> twenty = new TreeMap<>();
        IntStream.range(0, 20).forEach(n -> twenty.put("key" + n, ""));
        InstanceTagged tagged = new InstanceTagged(Known.INSTANCE, twenty);
        InstanceUntagged untagged = new InstanceUntagged(Known.INSTANCE, List.of("key7"));
        TagInstance oneMore = new TagInstance(Known.ACCOUNT, Known.INSTANCE, Map.of("more", "1"));
        givenRunning()
                .when(new TagInstance(Known.ACCOUNT, Known.INSTANCE, twenty))
                .expectEvents(tagged);
        givenRunning(tagged).when(oneMore).expectNoEvents().expectException(Refused.with(ErrorCode.TAGS_EXCEEDED));
        givenRunning(tagged)
                .when(new UntagInstance(Known.ACCOUNT, Known.INSTANCE, List.of("key7"), false))
                .expectEvents(untagged);
        givenRunning(tagged)
                .when(new UntagInstance(Known.ACCOUNT, Known.INSTANCE, List.of(), true))
                .expectEvents(new InstanceUntagged(Known.INSTANCE, List.copyOf(twenty.keySet())));
        givenRunning(tagged, untagged).when(oneMore).expectEvents(new InstanceTagged(Known.INSTANCE, oneMore.tags()));
    }

    @Test
    void runningAndStoppedInstancesAgreeToAHaVip() {
        HaVipAttached agreed = new HaVipAttached(Known.INSTANCE, "havip-1", "try-1", Known.VSWITCH);
        givenRunning().when(attach(1, "try-1", Known.VSWITCH)).expectEvents(agreed);
        givenRunning(STOPPED).when(attach(1, "try-1", Known.VSWITCH)).expectEvents(agreed);
    }

    @Test
    void instanceThatIsNotStartedYetDoesNotAgree() {
        instance.given(Known.INSTANCE_CREATED)
                .when(attach(1, "try-1", Known.VSWITCH))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INCORRECT_INSTANCE_STATUS_TO_ASSOCIATE));
    }

    @Test
    void haVipOfAnotherVSwitchIsRefused() {
        givenRunning()
                .when(attach(1, "try-1", "vsw-2"))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INSTANCE_VSWITCH_MISMATCH))
                .expectExceptionMessage(
                        "The instance i-1 is in vsw-1, the HAVIP in vsw-2; they must be in the same vSwitch.");
    }

    @Test
    void sixthHaVipIsRefusedAndAFreedPlaceIsTaken() {
        Object[] five = {Known.attached(1), Known.attached(2), Known.attached(3), Known.attached(4), Known.attached(5)};
        givenRunning(five)
                .when(attach(6, "try-6", Known.VSWITCH))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.HAVIPS_ON_INSTANCE_EXCEEDED));
        List<Object> four = new ArrayList<>(List.of(five));
        four.add(new HaVipDetached(Known.INSTANCE, "havip-3", "try-3"));
        givenRunning(four.toArray()).when(attach(6, "try-6", Known.VSWITCH)).expectEvents(Known.attached(6));
    }

    @Test
    void sameTryAgainIsAgreedToAlready() {
        givenRunning(Known.attached(1))
                .when(attach(1, "try-1", Known.VSWITCH))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void newerTryReplacesTheOlderEvenWhenTheInstanceIsFull() {
        HaVipAttached newer = new HaVipAttached(Known.INSTANCE, "havip-1", "try-9", Known.VSWITCH);
        givenRunning(Known.attached(1), Known.attached(2), Known.attached(3), Known.attached(4), Known.attached(5))
                .when(attach(1, "try-9", Known.VSWITCH))
                .expectEvents(newer);
    }

    @Test
    void detachingFreesTheInstance() {
        givenRunning(Known.attached(1))
                .when(detach(1, "try-1"))
                .expectEvents(new HaVipDetached(Known.INSTANCE, "havip-1", "try-1"));
    }

    @Test
    void detachingAnOlderTryLeavesTheNewerOne() {
        givenRunning(Known.attached(1), new HaVipAttached(Known.INSTANCE, "havip-1", "try-9", Known.VSWITCH))
                .when(detach(1, "try-1"))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void detachingWhatIsNotAttachedDoesNothing() {
        givenRunning().when(detach(1, "try-1")).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void deletedInstanceIsNotThere() {
        givenRunning(new InstanceDeleted(Known.INSTANCE))
                .when(attach(1, "try-1", Known.VSWITCH))
                .expectNoEvents()
                .expectException(AggregateDeletedException.class);
    }

    @Test
    void instanceCarriesOneEipOnItsPrimaryAddress() {
        givenRunning().when(attachEip("eip-1", "try-1")).expectEvents(eipAttached("eip-1", "try-1"));
        givenRunning(eipAttached("eip-1", "try-1"))
                .when(attachEip("eip-2", "try-2"))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INSTANCE_ALREADY_ASSOCIATED));
    }

    @Test
    void sameTryOfAnEipIsAgreedToAlreadyAndANewerReplacesIt() {
        givenRunning(eipAttached("eip-1", "try-1"))
                .when(attachEip("eip-1", "try-1"))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
        givenRunning(eipAttached("eip-1", "try-1"))
                .when(attachEip("eip-1", "try-2"))
                .expectEvents(eipAttached("eip-1", "try-2"));
    }

    @Test
    void eipIsFreedByTheTryThatHoldsItOnly() {
        DetachEip detach = new DetachEip(Known.INSTANCE, AssociatedInstanceType.EcsInstance, "eip-1", "try-1");
        givenRunning(eipAttached("eip-1", "try-1"))
                .when(detach)
                .expectEvents(new EipDetached(Known.INSTANCE, "eip-1", "try-1"));
        givenRunning(eipAttached("eip-1", "try-2"))
                .when(detach)
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
        givenRunning(eipAttached("eip-1", "try-1"), new EipDetached(Known.INSTANCE, "eip-1", "try-1"))
                .when(attachEip("eip-2", "try-2"))
                .expectEvents(eipAttached("eip-2", "try-2"));
    }

    @Test
    void eipOfAnotherRegionFindsNoInstance() {
        AttachEip elsewhere = new AttachEip(
                Known.INSTANCE,
                AssociatedInstanceType.EcsInstance,
                Known.ACCOUNT,
                "cn-beijing",
                "eip-1",
                "203.0.113.7",
                "try-1");
        givenRunning()
                .when(elsewhere)
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INVALID_INSTANCE_NOT_FOUND));
    }

    @Test
    void instanceThatIsNotStartedYetTakesNoEip() {
        instance.given(Known.INSTANCE_CREATED)
                .when(attachEip("eip-1", "try-1"))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INCORRECT_INSTANCE_STATUS_TO_ASSOCIATE));
    }
}
