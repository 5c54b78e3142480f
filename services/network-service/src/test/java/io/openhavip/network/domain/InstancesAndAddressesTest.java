package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.InstanceEvent.InstanceCreated;
import io.openhavip.contracts.network.InstanceEvent.InstanceDeleted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStarted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopped;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.network.domain.InstanceRequest.DeleteInstance;
import io.openhavip.network.domain.InstanceRequest.NewInstance;
import io.openhavip.network.domain.InstanceRequest.RunInstances;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What instances and their vSwitch change together. */
class InstancesAndAddressesTest {

    private final NetworkScenario network = new NetworkScenario();

    @BeforeEach
    void vSwitch() {
        network.given(Known.VPC_CREATED, Known.CIDR_ASSIGNED, Known.VSWITCH_CREATED);
    }

    @AfterEach
    void close() {
        network.close();
    }

    private static RunInstances run(Optional<String> privateIpAddress, int... numbers) {
        List<NewInstance> instances = Arrays.stream(numbers)
                .mapToObj(n -> new NewInstance("i-" + n, "eni-" + n, "host-1", "ecs" + n))
                .toList();
        return new RunInstances(Known.VSWITCH, instances, privateIpAddress);
    }

    private void givenInstance() {
        network.given(
                Known.reserved("192.168.0.1", AddressHolder.NetworkInterface, Known.INTERFACE),
                Known.INSTANCE_CREATED,
                Known.INSTANCE_STARTED);
    }

    @Test
    void instanceGetsAnAddressAMacMadeOfItAndRuns() {
        network.when(run(Optional.empty(), 1))
                .events(
                        Known.reserved("192.168.0.1", AddressHolder.NetworkInterface, Known.INTERFACE),
                        Known.INSTANCE_CREATED,
                        Known.INSTANCE_STARTED);
    }

    @Test
    void instanceGetsTheAddressAskedFor() {
        assertThat(network.when(run(Optional.of("192.168.0.3"), 1))
                        .event(InstanceCreated.class)
                        .networkInterfaces()
                        .getFirst()
                        .privateIpAddress())
                .isEqualTo("192.168.0.3");
    }

    @Test
    void severalInstancesAreCreatedWithAddressesOfTheirOwn() {
        List<Object> events = network.when(run(Optional.empty(), 1, 2, 3, 4)).events();
        assertThat(events)
                .filteredOn(AddressReserved.class::isInstance)
                .extracting(event -> ((AddressReserved) event).address())
                .containsExactly("192.168.0.1", "192.168.0.2", "192.168.0.3", "192.168.0.4");
        assertThat(events).filteredOn(InstanceStarted.class::isInstance).hasSize(4);
    }

    @Test
    void severalInstancesAreCreatedAllOrNone() {
        network.when(run(Optional.empty(), 1, 2, 3, 4, 5)).refused(ErrorCode.VSWITCH_IP_NOT_ENOUGH);
        network.when(run(Optional.of("192.168.0.1"), 1))
                .events(AddressReserved.class, InstanceCreated.class, InstanceStarted.class);
    }

    @Test
    void addressInUseIsRefused() {
        givenInstance();
        network.when(run(Optional.of("192.168.0.1"), 2)).refused(ErrorCode.INVALID_IP_ALREADY_USED);
    }

    @Test
    void stoppedInstanceIsDeletedAndItsAddressIsFree() {
        givenInstance();
        network.given(new InstanceStopped(Known.INSTANCE))
                .when(new DeleteInstance(Known.INSTANCE, false))
                .events(
                        new InstanceDeleted(Known.INSTANCE),
                        new AddressReleased(
                                Known.VSWITCH, "192.168.0.1", AddressHolder.NetworkInterface, Known.INTERFACE));
        network.when(run(Optional.of("192.168.0.1"), 2))
                .events(AddressReserved.class, InstanceCreated.class, InstanceStarted.class);
    }

    @Test
    void runningInstanceIsDeletedOnlyByForce() {
        givenInstance();
        network.when(new DeleteInstance(Known.INSTANCE, false)).refused(ErrorCode.INCORRECT_INSTANCE_STATUS);
        network.when(new DeleteInstance(Known.INSTANCE, true)).events(InstanceDeleted.class, AddressReleased.class);
    }

    @Test
    void deletionFreesTheInstanceOfItsHaVipsFirst() {
        givenInstance();
        network.given(Known.attached(1), Known.attached(2));
        List<Object> events =
                network.when(new DeleteInstance(Known.INSTANCE, true)).events();
        assertThat(events.subList(0, 2))
                .containsExactlyInAnyOrder(
                        new HaVipDetached(Known.INSTANCE, "havip-1", "try-1"),
                        new HaVipDetached(Known.INSTANCE, "havip-2", "try-2"));
        assertThat(events.get(2)).isEqualTo(new InstanceDeleted(Known.INSTANCE));
    }

    @Test
    void deletedInstanceIsNotThereAnyMore() {
        givenInstance();
        network.given(new InstanceDeleted(Known.INSTANCE));
        assertThat(network.when(new DeleteInstance(Known.INSTANCE, true)).failure())
                .isInstanceOf(AggregateDeletedException.class);
    }
}
