package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.AssociationEvent.EipAttached;
import io.openhavip.contracts.network.AssociationEvent.EipDetached;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopped;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopping;
import io.openhavip.contracts.network.InstanceEvent.NetworkInterfaceAdded;
import io.openhavip.contracts.network.InstanceEvent.NetworkInterfaceRemoved;
import io.openhavip.contracts.network.NetworkCommand.AttachEip;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkInterfaceAttributes;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceAttached;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceAttaching;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceDeleted;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceDetached;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceDetaching;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceModified;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceTagged;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceUntagged;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupMemberAdded;
import io.openhavip.contracts.network.StoppedMode;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.network.domain.NetworkInterfaceRequest.AttachNetworkInterface;
import io.openhavip.network.domain.NetworkInterfaceRequest.CreateNetworkInterface;
import io.openhavip.network.domain.NetworkInterfaceRequest.DeleteNetworkInterface;
import io.openhavip.network.domain.NetworkInterfaceRequest.DetachNetworkInterface;
import io.openhavip.network.domain.NetworkInterfaceRequest.ModifyNetworkInterface;
import io.openhavip.network.domain.NetworkInterfaceRequest.TagNetworkInterface;
import io.openhavip.network.domain.NetworkInterfaceRequest.UntagNetworkInterface;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Network interfaces with the instance that they are attached to, and their vSwitch. */
class NetworkInterfaceTest {

    private static final AttachNetworkInterface ATTACH =
            new AttachNetworkInterface(Known.ACCOUNT, Known.SECONDARY, Known.INSTANCE);
    private static final DetachNetworkInterface DETACH =
            new DetachNetworkInterface(Known.ACCOUNT, Known.SECONDARY, Known.INSTANCE);
    private static final DeleteNetworkInterface DELETE = new DeleteNetworkInterface(Known.ACCOUNT, Known.SECONDARY);
    private static final NetworkInterfaceAttaching ATTACHING =
            new NetworkInterfaceAttaching(Known.SECONDARY, Known.INSTANCE, 1);
    private static final NetworkInterfaceAdded ADDED =
            new NetworkInterfaceAdded(Known.INSTANCE, Known.SECONDARY_PORT, 1);
    private static final NetworkInterfaceAttached ATTACHED =
            new NetworkInterfaceAttached(Known.SECONDARY, Known.INSTANCE);
    private static final NetworkInterfaceDetaching DETACHING =
            new NetworkInterfaceDetaching(Known.SECONDARY, Known.INSTANCE);
    private static final NetworkInterfaceRemoved REMOVED = new NetworkInterfaceRemoved(Known.INSTANCE, Known.SECONDARY);
    private static final NetworkInterfaceDetached DETACHED =
            new NetworkInterfaceDetached(Known.SECONDARY, Known.INSTANCE);

    private final NetworkScenario network = new NetworkScenario();

    @BeforeEach
    void instance() {
        network.given(
                Known.VPC_CREATED,
                Known.CIDR_ASSIGNED,
                Known.VSWITCH_CREATED,
                Known.reserved("192.168.0.1", AddressHolder.NetworkInterface, Known.INTERFACE),
                Known.PRIMARY_CREATED,
                Known.INSTANCE_CREATED,
                Known.INSTANCE_STARTING,
                Known.INSTANCE_STARTED);
    }

    @AfterEach
    void close() {
        network.close();
    }

    private NetworkScenario givenAvailable() {
        return network.given(
                Known.reserved("192.168.0.4", AddressHolder.NetworkInterface, Known.SECONDARY),
                Known.SECONDARY_CREATED);
    }

    private NetworkScenario givenAttached() {
        return givenAvailable().given(ATTACHING, ADDED, ATTACHED);
    }

    private static CreateNetworkInterface create(Optional<String> privateIpAddress) {
        return new CreateNetworkInterface(
                Known.ACCOUNT,
                Known.SECONDARY,
                Known.VSWITCH,
                privateIpAddress,
                new NetworkInterfaceAttributes("second", "", List.of(), false, ""),
                Map.of());
    }

    private static AttachEip eip(String id, String eipId) {
        return new AttachEip(
                id,
                AssociatedInstanceType.NetworkInterface,
                Known.ACCOUNT,
                Known.REGION,
                eipId,
                "203.0.113.7",
                "try-" + eipId);
    }

    private static EipAttached eipAttached(String eipId) {
        return new EipAttached(
                Known.SECONDARY, eipId, "203.0.113.7", "try-" + eipId, "192.168.0.4", Known.VSWITCH, Known.VPC);
    }

    @Test
    void createdOneHasTheAddressAskedForAndIsAvailable() {
        network.when(create(Optional.of("192.168.0.4")))
                .events(
                        Known.reserved("192.168.0.4", AddressHolder.NetworkInterface, Known.SECONDARY),
                        Known.SECONDARY_CREATED);
    }

    @Test
    void addressThatCannotBeHadIsRefusedWithTheCodesOfNetworkInterfaces() {
        network.when(create(Optional.of("192.168.0.1"))).refused(ErrorCode.ENI_IP_REPEATED);
        network.when(create(Optional.of("192.168.0.6"))).refused(ErrorCode.INVALID_ENI_IP);
        network.when(create(Optional.of("10.0.0.1"))).refused(ErrorCode.INVALID_ENI_IP);
        network.when(create(Optional.of("192.168.0"))).refused(ErrorCode.INVALID_ENI_IP);
        network.given(
                Known.reserved("192.168.0.2", AddressHolder.HaVip, "havip-2"),
                Known.reserved("192.168.0.3", AddressHolder.HaVip, "havip-3"),
                Known.reserved("192.168.0.4", AddressHolder.HaVip, "havip-4"));
        network.when(create(Optional.empty())).refused(ErrorCode.VSWITCH_IP_NOT_ENOUGH);
    }

    @Test
    void availableOneIsAttachedAtTheNextDeviceIndex() {
        givenAvailable().when(ATTACH).events(ADDED, ATTACHING, ATTACHED);
    }

    @Test
    void deviceIndexThatWasFreedIsTakenAgain() {
        NetworkInterface other = new NetworkInterface("eni-8", Known.VSWITCH, "02:00:c0:a8:00:03", "192.168.0.3");
        givenAvailable()
                .given(
                        new NetworkInterfaceAdded(Known.INSTANCE, other, 1),
                        new NetworkInterfaceRemoved(Known.INSTANCE, "eni-8"))
                .when(ATTACH)
                .events(ADDED, ATTACHING, ATTACHED);
    }

    @Test
    void oneThatIsAttachedAlreadyIsRefused() {
        givenAttached().when(ATTACH).refused(ErrorCode.INVALID_ENI_STATE);
        network.when(new AttachNetworkInterface(Known.ACCOUNT, Known.INTERFACE, Known.INSTANCE))
                .refused(ErrorCode.INVALID_ENI_STATE);
    }

    @Test
    void instanceOnItsWayToAnotherStateTakesNone() {
        givenAvailable().given(new InstanceStopping(Known.INSTANCE, StoppedMode.KeepCharging, false));
        network.when(ATTACH).refused(ErrorCode.INVALID_ECS_STATE);
        network.given(new InstanceStopped(Known.INSTANCE));
        network.when(ATTACH).events(ADDED, ATTACHING, ATTACHED);
    }

    @Test
    void anotherZoneOrVpcIsRefused() {
        network.given(Known.secondary("cn-hangzhou-c", Known.VPC, false));
        network.when(ATTACH).refused(ErrorCode.ENI_ZONE_MISMATCH);
        try (NetworkScenario elsewhere = new NetworkScenario()) {
            elsewhere
                    .given(Known.INSTANCE_CREATED, Known.INSTANCE_STARTED, Known.secondary(Known.ZONE, "vpc-2", false))
                    .when(ATTACH)
                    .refused(ErrorCode.ENI_VPC_MISMATCH);
        }
    }

    @Test
    void instanceHasNoMoreThanItsTypeAllows() {
        givenAvailable();
        for (int index = 1; index < Known.MOST_INTERFACES; index++) {
            network.given(new NetworkInterfaceAdded(
                    Known.INSTANCE,
                    new NetworkInterface("eni-1" + index, Known.VSWITCH, "02:00:0a:00:00:0" + index, "10.0.0." + index),
                    index));
        }
        network.when(ATTACH).refused(ErrorCode.ENIS_ON_INSTANCE_EXCEEDED);
    }

    @Test
    void unknownInstanceHasACodeOfItsOwn() {
        givenAvailable();
        for (String id : List.of("i-2", Known.VSWITCH)) {
            network.when(new AttachNetworkInterface(Known.ACCOUNT, Known.SECONDARY, id))
                    .refused(ErrorCode.INVALID_ECS_NOT_FOUND);
            network.when(new DetachNetworkInterface(Known.ACCOUNT, Known.SECONDARY, id))
                    .refused(ErrorCode.INVALID_ECS_NOT_FOUND);
        }
    }

    @Test
    void detachedOneIsAvailableAndStaysAssociated() {
        givenAttached().given(Known.attached(Known.SECONDARY, 1), eipAttached("eip-1"));
        network.when(DETACH).events(DETACHING, REMOVED, DETACHED);
        network.when(DETACH).refused(ErrorCode.INVALID_ENI_STATE);
        network.when(DELETE)
                .events(
                        new HaVipDetached(Known.SECONDARY, "havip-1", "try-1"),
                        new EipDetached(Known.SECONDARY, "eip-1", "try-eip-1"),
                        new NetworkInterfaceDeleted(Known.SECONDARY),
                        new AddressReleased(
                                Known.VSWITCH, "192.168.0.4", AddressHolder.NetworkInterface, Known.SECONDARY));
    }

    @Test
    void primaryOneIsNeitherDetachedNorDeleted() {
        network.when(new DetachNetworkInterface(Known.ACCOUNT, Known.INTERFACE, Known.INSTANCE))
                .refused(ErrorCode.DETACH_PRIMARY_ENI);
        network.when(new DeleteNetworkInterface(Known.ACCOUNT, Known.INTERFACE)).refused(ErrorCode.INVALID_ENI_STATE);
    }

    @Test
    void attachedOneIsNotDeleted() {
        givenAttached().when(DELETE).refused(ErrorCode.INVALID_ENI_STATE);
    }

    @Test
    void deletedOneIsNotThereAnyMore() {
        givenAvailable().given(new NetworkInterfaceDeleted(Known.SECONDARY));
        assertThat(network.when(DELETE).failure()).isInstanceOf(AggregateDeletedException.class);
    }

    @Test
    void oneOfAnotherAccountDoesNotExist() {
        givenAvailable();
        for (Object command : List.of(
                new DeleteNetworkInterface(Known.OTHER_ACCOUNT, Known.SECONDARY),
                new TagNetworkInterface(Known.OTHER_ACCOUNT, Known.SECONDARY, Map.of()),
                new AttachHaVip(
                        Known.SECONDARY,
                        AssociatedInstanceType.NetworkInterface,
                        Known.HAVIP,
                        "try-1",
                        Known.VSWITCH,
                        Known.OTHER_ACCOUNT))) {
            network.when(command).refused(ErrorCode.INVALID_ENI_NOT_FOUND);
        }
        network.when(new AttachNetworkInterface(Known.OTHER_ACCOUNT, Known.SECONDARY, Known.INSTANCE))
                .refused(ErrorCode.INVALID_ECS_NOT_FOUND);
    }

    @Test
    void attributesAndTagsChange() {
        NetworkInterfaceModified changes = new NetworkInterfaceModified(
                Known.SECONDARY,
                Optional.of("third"),
                Optional.empty(),
                Optional.of(List.of(Known.SECURITY_GROUP)),
                Optional.of(true),
                Optional.empty());
        givenAvailable()
                .given(Known.SECURITY_GROUP_CREATED)
                .when(new ModifyNetworkInterface(Known.ACCOUNT, changes))
                .events(changes, new SecurityGroupMemberAdded(Known.SECURITY_GROUP, Known.SECONDARY));
        network.when(new TagNetworkInterface(Known.ACCOUNT, Known.SECONDARY, Map.of("a", "b")))
                .events(new NetworkInterfaceTagged(Known.SECONDARY, Map.of("a", "b")));
        network.when(new UntagNetworkInterface(Known.ACCOUNT, Known.SECONDARY, List.of("a"), false))
                .events(new NetworkInterfaceUntagged(Known.SECONDARY, List.of("a")));
    }

    @Test
    void attachedOneAgreesToFiveHaVips() {
        givenAttached();
        for (int number = 1; number <= 5; number++) {
            network.when(Known.attach(Known.SECONDARY, AssociatedInstanceType.NetworkInterface, number))
                    .events(Known.attached(Known.SECONDARY, number));
        }
        network.when(Known.attach(Known.SECONDARY, AssociatedInstanceType.NetworkInterface, 6))
                .refused(ErrorCode.HAVIPS_ON_INSTANCE_EXCEEDED);
        network.when(Known.detach(Known.SECONDARY, AssociatedInstanceType.NetworkInterface, 5))
                .events(new HaVipDetached(Known.SECONDARY, "havip-5", "try-5"));
    }

    @Test
    void instanceAndItsInterfacesAgreeToFiveHaVipsTogether() {
        givenAttached();
        for (int number = 1; number <= 3; number++) {
            network.when(Known.attach(Known.INSTANCE, AssociatedInstanceType.EcsInstance, number))
                    .events(Known.attached(number));
        }
        network.when(Known.attach(Known.SECONDARY, AssociatedInstanceType.NetworkInterface, 4))
                .events(Known.attached(Known.SECONDARY, 4));
        network.when(Known.attach(Known.INTERFACE, AssociatedInstanceType.NetworkInterface, 5))
                .events(Known.attached(Known.INTERFACE, 5));
        network.when(Known.attach(Known.SECONDARY, AssociatedInstanceType.NetworkInterface, 6))
                .refused(ErrorCode.HAVIPS_ON_INSTANCE_EXCEEDED);
        network.when(Known.attach(Known.INSTANCE, AssociatedInstanceType.EcsInstance, 6))
                .refused(ErrorCode.HAVIPS_ON_INSTANCE_EXCEEDED);

        network.when(Known.detach(Known.INSTANCE, AssociatedInstanceType.EcsInstance, 1))
                .events(new HaVipDetached(Known.INSTANCE, "havip-1", "try-1"));
        network.when(Known.attach(Known.SECONDARY, AssociatedInstanceType.NetworkInterface, 6))
                .events(Known.attached(Known.SECONDARY, 6));
    }

    @Test
    void sameTryAgainTakesNoSecondPlace() {
        for (int again = 0; again < 2; again++) {
            network.when(Known.attach(Known.INSTANCE, AssociatedInstanceType.EcsInstance, 1));
        }
        assertThat(network.quotas().taken(Quotas.Scope.haVipsOfInstance(Known.INSTANCE)))
                .isEqualTo(1);
        for (int again = 0; again < 2; again++) {
            network.when(Known.detach(Known.INSTANCE, AssociatedInstanceType.EcsInstance, 1));
        }
        assertThat(network.quotas().taken(Quotas.Scope.haVipsOfInstance(Known.INSTANCE)))
                .isZero();
    }

    @Test
    void detachedOneTakesItsHaVipsAlongAndBringsThemToAnInstanceWithRoom() {
        givenAttached();
        network.when(Known.attach(Known.SECONDARY, AssociatedInstanceType.NetworkInterface, 1));
        network.when(DETACH);
        for (int number = 2; number <= 6; number++) {
            network.when(Known.attach(Known.INSTANCE, AssociatedInstanceType.EcsInstance, number))
                    .events(Known.attached(number));
        }
        network.when(ATTACH).refused(ErrorCode.HAVIPS_ON_INSTANCE_EXCEEDED);
        network.when(Known.detach(Known.INSTANCE, AssociatedInstanceType.EcsInstance, 2));
        network.when(ATTACH).events(ADDED, ATTACHING, ATTACHED);
    }

    @Test
    void primaryOneAgreesToAHaVipToo() {
        network.when(Known.attach(Known.INTERFACE, AssociatedInstanceType.NetworkInterface, 1))
                .events(Known.attached(Known.INTERFACE, 1));
    }

    @Test
    void oneThatIsNotAttachedOrIsElsewhereDoesNotAgreeToAHaVip() {
        givenAvailable();
        network.when(Known.attach(Known.SECONDARY, AssociatedInstanceType.NetworkInterface, 1))
                .refused(ErrorCode.INVALID_ENI_STATE);
        network.when(new AttachHaVip(
                        Known.INTERFACE,
                        AssociatedInstanceType.NetworkInterface,
                        Known.HAVIP,
                        "try-1",
                        "vsw-2",
                        Known.ACCOUNT))
                .refused(ErrorCode.ENI_VSWITCH_MISMATCH);
    }

    @Test
    void oneCarriesOneEipAttachedOrNot() {
        givenAvailable().when(eip(Known.SECONDARY, "eip-1")).events(eipAttached("eip-1"));
        network.when(eip(Known.SECONDARY, "eip-2")).refused(ErrorCode.INSTANCE_ALREADY_ASSOCIATED);
    }

    @Test
    void eipOfAPrimaryOneIsItsInstances() {
        network.when(eip(Known.INTERFACE, "eip-1")).refused(ErrorCode.INVALID_ENI_TYPE);
    }
}
