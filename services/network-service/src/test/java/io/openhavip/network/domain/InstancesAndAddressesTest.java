package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.AssociationEvent.EipAttached;
import io.openhavip.contracts.network.AssociationEvent.EipDetached;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetCreated;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetMemberAdded;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetMemberRemoved;
import io.openhavip.contracts.network.DeploymentStrategy;
import io.openhavip.contracts.network.InstanceEvent.InstanceCreated;
import io.openhavip.contracts.network.InstanceEvent.InstanceDeleted;
import io.openhavip.contracts.network.InstanceEvent.InstanceModified;
import io.openhavip.contracts.network.InstanceEvent.InstanceStarted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStarting;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopped;
import io.openhavip.contracts.network.InstanceEvent.NetworkInterfaceAdded;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceAttached;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceAttaching;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceCreated;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceDeleted;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceDetached;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.network.domain.InstanceRequest.DeleteInstance;
import io.openhavip.network.domain.InstanceRequest.RunInstances;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What instances, their network interfaces and their vSwitch change together. */
class InstancesAndAddressesTest {

    private static final AddressReleased PRIMARY_RELEASED =
            new AddressReleased(Known.VSWITCH, "192.168.0.1", AddressHolder.NetworkInterface, Known.INTERFACE);
    private static final AddressReleased SECONDARY_RELEASED =
            new AddressReleased(Known.VSWITCH, "192.168.0.4", AddressHolder.NetworkInterface, Known.SECONDARY);

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
        return Known.run(Known.VSWITCH, privateIpAddress, numbers);
    }

    /** In the deployment set, on either of two hosts. */
    private static RunInstances runApart(int... numbers) {
        RunInstances any = run(Optional.empty(), numbers);
        return new RunInstances(
                any.accountId(),
                any.vSwitchId(),
                any.instances(),
                any.privateIpAddress(),
                any.hardware(),
                any.billing(),
                Optional.of(Known.DEPLOYMENT_SET),
                any.tags(),
                List.of(new HostChoice.Host("host-1", 0, 900), new HostChoice.Host("host-2", 5, 900)));
    }

    private static DeleteInstance delete(boolean force) {
        return new DeleteInstance(Known.ACCOUNT, Known.INSTANCE, force);
    }

    private void givenInstance() {
        network.given(
                Known.reserved("192.168.0.1", AddressHolder.NetworkInterface, Known.INTERFACE),
                Known.PRIMARY_CREATED,
                Known.INSTANCE_CREATED,
                Known.INSTANCE_STARTING,
                Known.INSTANCE_STARTED);
    }

    private void givenSecondary(boolean deleteOnRelease) {
        network.given(
                Known.reserved("192.168.0.4", AddressHolder.NetworkInterface, Known.SECONDARY),
                Known.secondary(Known.ZONE, Known.VPC, deleteOnRelease),
                new NetworkInterfaceAttaching(Known.SECONDARY, Known.INSTANCE, 1),
                new NetworkInterfaceAdded(Known.INSTANCE, Known.SECONDARY_PORT, 1),
                new NetworkInterfaceAttached(Known.SECONDARY, Known.INSTANCE));
    }

    private static EipAttached eip(String id, int number) {
        return new EipAttached(
                id, "eip-" + number, "203.0.113." + number, "try-" + number, "192.168.0.1", Known.VSWITCH, Known.VPC);
    }

    @Test
    void instanceGetsAnAddressAMacMadeOfItAndRuns() {
        network.when(run(Optional.empty(), 1))
                .events(
                        Known.reserved("192.168.0.1", AddressHolder.NetworkInterface, Known.INTERFACE),
                        Known.PRIMARY_CREATED,
                        Known.INSTANCE_CREATED,
                        Known.INSTANCE_STARTING,
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
        assertThat(addresses(events)).containsExactly("192.168.0.1", "192.168.0.2", "192.168.0.3", "192.168.0.4");
        assertThat(events).filteredOn(InstanceStarted.class::isInstance).hasSize(4);
    }

    @Test
    void addressAskedForIsTheFirstOfConsecutiveOnes() {
        assertThat(addresses(
                        network.when(run(Optional.of("192.168.0.2"), 1, 2, 3)).events()))
                .containsExactly("192.168.0.2", "192.168.0.3", "192.168.0.4");
    }

    @Test
    void moreInstancesThanTheAccountMayHaveAreRefusedAndDeletedOnesMakeRoom() {
        String scope = Quotas.Scope.instances(Known.ACCOUNT, Known.REGION);
        network.quotas().limit(Quota.INSTANCES, 2);
        network.when(run(Optional.empty(), 1, 2)).event(InstanceCreated.class);
        assertThat(network.quotas().taken(scope)).isEqualTo(2);
        network.when(run(Optional.empty(), 3)).refused(ErrorCode.INSTANCE_QUOTA_EXCEEDED);
        network.when(delete(true)).event(InstanceDeleted.class);
        assertThat(network.quotas().taken(scope)).isEqualTo(1);
        network.when(run(Optional.empty(), 3)).event(InstanceCreated.class);
    }

    @Test
    void gapInTheConsecutiveAddressesIsRefused() {
        network.given(Known.reserved("192.168.0.3", AddressHolder.HaVip, Known.HAVIP));
        network.when(run(Optional.of("192.168.0.2"), 1, 2)).refused(ErrorCode.INVALID_IP_ALREADY_USED);
        network.when(run(Optional.of("192.168.0.4"), 1, 2)).refused(ErrorCode.INVALID_IP_NOT_AVAILABLE);
    }

    private static List<String> addresses(List<Object> events) {
        return events.stream()
                .filter(AddressReserved.class::isInstance)
                .map(event -> ((AddressReserved) event).address())
                .toList();
    }

    @Test
    void severalInstancesAreCreatedAllOrNone() {
        network.when(run(Optional.empty(), 1, 2, 3, 4, 5)).refused(ErrorCode.VSWITCH_IP_NOT_ENOUGH);
        network.when(run(Optional.of("192.168.0.1"), 1))
                .events(
                        AddressReserved.class,
                        NetworkInterfaceCreated.class,
                        InstanceCreated.class,
                        InstanceStarting.class,
                        InstanceStarted.class);
    }

    @Test
    void instancesOfASetAreOnHostsOfTheirOwnAndMakeRoomWhenTheyAreDeleted() {
        network.given(Known.DEPLOYMENT_SET_CREATED);
        network.when(runApart(1, 2, 3)).refused(ErrorCode.DEPLOYMENT_SET_FULL);
        List<Object> events = network.when(runApart(1, 2)).events();
        assertThat(events)
                .contains(
                        new DeploymentSetMemberAdded(Known.DEPLOYMENT_SET, "i-1", "host-1"),
                        new DeploymentSetMemberAdded(Known.DEPLOYMENT_SET, "i-2", "host-2"));
        assertThat(events)
                .filteredOn(InstanceCreated.class::isInstance)
                .extracting(it -> ((InstanceCreated) it).hostId())
                .containsExactly("host-1", "host-2");
        network.when(runApart(3)).refused(ErrorCode.DEPLOYMENT_SET_FULL);
        assertThat(network.when(delete(true)).events())
                .contains(new DeploymentSetMemberRemoved(Known.DEPLOYMENT_SET, Known.INSTANCE));
        assertThat(network.when(runApart(3)).event(InstanceCreated.class).hostId())
                .isEqualTo("host-1");
    }

    @Test
    void setOfAnotherAccountOrRegionDoesNotExist() {
        network.given(new DeploymentSetCreated(
                Known.DEPLOYMENT_SET,
                Known.ANOTHER_ACCOUNT,
                Known.REGION,
                "apart",
                "",
                DeploymentStrategy.Availability));
        network.when(runApart(1)).refused(ErrorCode.INVALID_DEPLOYMENT_SET_NOT_FOUND);
        try (NetworkScenario elsewhere = new NetworkScenario()) {
            elsewhere
                    .given(
                            Known.VPC_CREATED,
                            Known.CIDR_ASSIGNED,
                            Known.VSWITCH_CREATED,
                            new DeploymentSetCreated(
                                    Known.DEPLOYMENT_SET,
                                    Known.ACCOUNT,
                                    "cn-beijing",
                                    "apart",
                                    "",
                                    DeploymentStrategy.Availability))
                    .when(runApart(1))
                    .refused(ErrorCode.INVALID_DEPLOYMENT_SET_NOT_FOUND);
        }
    }

    @Test
    void instanceThatNamesASetWithoutAHistoryIsDeleted() {
        network.given(
                new InstanceCreated(
                        Known.INSTANCE,
                        Known.ACCOUNT,
                        Known.REGION,
                        Known.ZONE,
                        Known.VPC,
                        Known.VSWITCH,
                        "host-1",
                        Known.INSTANCE_CREATED.networkInterfaces(),
                        Known.attributes("ecs1", false),
                        Known.HARDWARE,
                        Known.BILLING,
                        Optional.of("ds-never"),
                        Map.of()),
                Known.reserved("192.168.0.1", AddressHolder.NetworkInterface, Known.INTERFACE));
        network.when(delete(true)).events(InstanceDeleted.class, AddressReleased.class);
    }

    @Test
    void vSwitchOfAnotherAccountDoesNotExist() {
        RunInstances own = run(Optional.empty(), 1);
        network.when(new RunInstances(
                        Known.OTHER_ACCOUNT,
                        own.vSwitchId(),
                        own.instances(),
                        own.privateIpAddress(),
                        own.hardware(),
                        own.billing(),
                        own.deploymentSetId(),
                        own.tags(),
                        own.hosts()))
                .refused(ErrorCode.INVALID_VSWITCH_NOT_FOUND);
    }

    @Test
    void addressInUseIsRefused() {
        givenInstance();
        network.when(run(Optional.of("192.168.0.1"), 2)).refused(ErrorCode.INVALID_IP_ALREADY_USED);
    }

    @Test
    void stoppedInstanceIsDeletedWithItsPrimaryInterfaceAndItsAddressIsFree() {
        givenInstance();
        network.given(new InstanceStopped(Known.INSTANCE))
                .when(delete(false))
                .events(
                        new InstanceDeleted(Known.INSTANCE),
                        new NetworkInterfaceDeleted(Known.INTERFACE),
                        PRIMARY_RELEASED);
        assertThat(network.when(run(Optional.of("192.168.0.1"), 2)).failure()).isNull();
    }

    @Test
    void runningInstanceIsDeletedOnlyByForce() {
        givenInstance();
        network.when(delete(false)).refused(ErrorCode.INCORRECT_INSTANCE_STATUS);
        network.when(delete(true)).events(InstanceDeleted.class, NetworkInterfaceDeleted.class, AddressReleased.class);
    }

    @Test
    void protectedInstanceIsNotDeletedEvenByForceUntilProtectionIsOff() {
        network.given(
                Known.reserved("192.168.0.1", AddressHolder.NetworkInterface, Known.INTERFACE),
                Known.PRIMARY_CREATED,
                Known.created(true),
                Known.INSTANCE_STARTED);
        network.when(delete(true)).refused(ErrorCode.INSTANCE_DELETION_PROTECTED);
        network.given(new InstanceModified(
                Known.INSTANCE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(false),
                Optional.empty()));
        assertThat(network.when(delete(true)).failure()).isNull();
    }

    @Test
    void deletionFreesTheInstanceAndItsInterfacesOfAllThatTheyCarry() {
        givenInstance();
        network.given(Known.attached(1), Known.attached(2), Known.attached(Known.INTERFACE, 3), eip(Known.INSTANCE, 7))
                .when(delete(true))
                .events(
                        new HaVipDetached(Known.INSTANCE, "havip-1", "try-1"),
                        new HaVipDetached(Known.INSTANCE, "havip-2", "try-2"),
                        new EipDetached(Known.INSTANCE, "eip-7", "try-7"),
                        new InstanceDeleted(Known.INSTANCE),
                        new HaVipDetached(Known.INTERFACE, "havip-3", "try-3"),
                        new NetworkInterfaceDeleted(Known.INTERFACE),
                        PRIMARY_RELEASED);
    }

    @Test
    void secondaryInterfaceOutlivesItsInstanceWithWhatItCarries() {
        givenInstance();
        givenSecondary(false);
        network.given(Known.attached(Known.SECONDARY, 1), eip(Known.SECONDARY, 7))
                .when(delete(true))
                .events(
                        new InstanceDeleted(Known.INSTANCE),
                        new NetworkInterfaceDeleted(Known.INTERFACE),
                        new NetworkInterfaceDetached(Known.SECONDARY, Known.INSTANCE),
                        PRIMARY_RELEASED);
    }

    @Test
    void secondaryInterfaceThatIsToGoWithItsInstanceGoes() {
        givenInstance();
        givenSecondary(true);
        network.given(Known.attached(Known.SECONDARY, 1))
                .when(delete(true))
                .events(
                        new InstanceDeleted(Known.INSTANCE),
                        new NetworkInterfaceDeleted(Known.INTERFACE),
                        new HaVipDetached(Known.SECONDARY, "havip-1", "try-1"),
                        new NetworkInterfaceDeleted(Known.SECONDARY),
                        PRIMARY_RELEASED,
                        SECONDARY_RELEASED);
    }

    @Test
    void instanceFromBeforeInterfacesHadHistoriesIsDeletedToo() {
        network.given(
                Known.reserved("192.168.0.1", AddressHolder.NetworkInterface, Known.INTERFACE),
                Known.INSTANCE_CREATED,
                Known.INSTANCE_STARTED);
        network.when(delete(true)).events(new InstanceDeleted(Known.INSTANCE), PRIMARY_RELEASED);
    }

    @Test
    void deletedInstanceIsNotThereAnyMore() {
        givenInstance();
        network.given(new InstanceDeleted(Known.INSTANCE));
        assertThat(network.when(delete(true)).failure()).isInstanceOf(AggregateDeletedException.class);
    }

    @Test
    void changesNameEveryHistoryThatIsToBeReadUpTo() {
        assertThat(network.when(run(Optional.empty(), 1, 2)).answer())
                .isEqualTo(new Changes(Map.of(Known.VSWITCH, 2L, "i-1", 2L, "eni-1", 0L, "i-2", 2L, "eni-2", 0L)));
    }
}
