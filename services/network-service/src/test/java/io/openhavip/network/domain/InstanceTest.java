package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.network.AssociationEvent.HaVipAttached;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.InstanceEvent.InstanceDeleted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStarted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopped;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.network.domain.InstanceRequest.StartInstance;
import io.openhavip.network.domain.InstanceRequest.StopInstance;
import java.util.ArrayList;
import java.util.List;
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

    @BeforeEach
    void handler() {
        Repository<VSwitch> noVSwitches = new AggregateTestFixture<>(VSwitch.class).getRepository();
        instance.registerAnnotatedCommandHandler(new InstanceCommands(noVSwitches, instance.getRepository()));
    }

    private TestExecutor<Instance> givenRunning(Object... more) {
        List<Object> events = new ArrayList<>(List.of(Known.INSTANCE_CREATED, Known.INSTANCE_STARTED));
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

    @Test
    void runningInstanceStops() {
        givenRunning().when(new StopInstance(Known.INSTANCE)).expectEvents(STOPPED);
    }

    @Test
    void eachStartIsARunOfItsOwn() {
        givenRunning(STOPPED)
                .when(new StartInstance(Known.INSTANCE))
                .expectEvents(new InstanceStarted(Known.INSTANCE, 2));
        givenRunning(STOPPED, new InstanceStarted(Known.INSTANCE, 2), STOPPED)
                .when(new StartInstance(Known.INSTANCE))
                .expectEvents(new InstanceStarted(Known.INSTANCE, 3));
    }

    @Test
    void stoppingTwiceAndStartingTwiceAreRefused() {
        givenRunning(STOPPED)
                .when(new StopInstance(Known.INSTANCE))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INCORRECT_INSTANCE_STATUS))
                .expectExceptionMessage("The instance i-1 is Stopped; it must be Running.");
        givenRunning()
                .when(new StartInstance(Known.INSTANCE))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INCORRECT_INSTANCE_STATUS));
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
                .expectException(Refused.with(ErrorCode.INCORRECT_INSTANCE_STATUS));
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
}
