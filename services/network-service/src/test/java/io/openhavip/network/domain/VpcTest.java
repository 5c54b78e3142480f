package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.network.NextHopType;
import io.openhavip.contracts.network.RouteTableEvent.RouteEntryCreated;
import io.openhavip.contracts.network.RouteTableEvent.RouteEntryDeleted;
import io.openhavip.contracts.network.RouteTableEvent.RouteTableCreated;
import io.openhavip.contracts.network.RouteTableEvent.RouteTableDeleted;
import io.openhavip.contracts.network.TagEvent.ResourceTagged;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchCreated;
import io.openhavip.contracts.network.VpcEvent.SecurityGroupAdded;
import io.openhavip.contracts.network.VpcEvent.SecurityGroupRemoved;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrAssigned;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrReturned;
import io.openhavip.contracts.network.VpcEvent.VpcCreated;
import io.openhavip.contracts.network.VpcEvent.VpcDeleted;
import io.openhavip.contracts.network.VpcEvent.VpcModified;
import io.openhavip.contracts.network.VpcEvent.VpcMovedToResourceGroup;
import io.openhavip.network.domain.VSwitchRequest.CreateVSwitch;
import io.openhavip.network.domain.VpcRequest.CreateVpc;
import io.openhavip.network.domain.VpcRequest.DeleteVpc;
import io.openhavip.network.domain.VpcRequest.ModifyVpc;
import io.openhavip.network.domain.VpcRequest.MoveVpcToResourceGroup;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VpcTest {

    private static final VpcDeleted DELETED = new VpcDeleted(Known.VPC, Known.ACCOUNT, Known.REGION);
    private static final RouteTableDeleted TABLE_DELETED = new RouteTableDeleted(Known.ROUTE_TABLE);

    private final NetworkScenario network = new NetworkScenario();

    @AfterEach
    void close() {
        network.close();
    }

    private static CreateVpc create(String vpcId, String cidrBlock, Map<String, String> tags) {
        return new CreateVpc(vpcId, Known.ACCOUNT, Known.REGION, cidrBlock, "web", "for the shop", "rg-1", tags);
    }

    private static CreateVpc create(String cidrBlock) {
        return create(Known.VPC, cidrBlock, Map.of());
    }

    private static CreateVSwitch createVSwitch(String vSwitchId, String cidrBlock) {
        return new CreateVSwitch(vSwitchId, Known.ACCOUNT, Known.VPC, Known.ZONE, cidrBlock, "front", "", Map.of());
    }

    private static DeleteVpc delete() {
        return new DeleteVpc(Known.VPC, Known.ACCOUNT);
    }

    private NetworkScenario givenVpc() {
        return network.given(Known.VPC_CREATED, Known.ROUTE_TABLE_CREATED);
    }

    @Test
    void isCreatedAsAskedForWithARouterAndARouteTable() {
        network.when(create(Known.VPC, "192.168.0.0/16", Map.of("team", "shop")))
                .events(
                        new VpcCreated(
                                Known.VPC,
                                Known.ACCOUNT,
                                Known.REGION,
                                "192.168.0.0/16",
                                "web",
                                "for the shop",
                                "rg-1",
                                "vrt-1",
                                "vtb-1"),
                        new ResourceTagged(Known.VPC, Map.of("team", "shop")),
                        new RouteTableCreated("vtb-1", Known.ACCOUNT, Known.REGION, Known.VPC, "vrt-1"));
    }

    @Test
    void blockThatNoVpcMayHaveIsRefused() {
        network.when(create("100.64.0.0/16")).refused(ErrorCode.INVALID_CIDR_MALFORMED);
        network.when(create("192.168.0.0/30")).refused(ErrorCode.INVALID_CIDR_MASK_LENGTH);
    }

    @Test
    void regionThatDoesNotExistIsRefused() {
        network.when(new CreateVpc(Known.VPC, Known.ACCOUNT, "cn-nowhere", "10.0.0.0/8", "", "", "", Map.of()))
                .refused(ErrorCode.INVALID_REGION_NOT_FOUND);
    }

    @Test
    void oneMoreThanTheAccountMayHaveIsRefused() {
        network.quotas().limit(Quota.VPCS, 1);
        network.when(create("192.168.0.0/16")).events(VpcCreated.class, RouteTableCreated.class);
        network.when(create("vpc-2", "192.168.0.0/16", Map.of())).refused(ErrorCode.VPC_QUOTA_EXCEEDED);
    }

    @Test
    void whatIsRefusedTakesNoPlace() {
        network.when(create("100.64.0.0/16")).refused(ErrorCode.INVALID_CIDR_MALFORMED);
        assertThat(network.quotas().taken(Quotas.Scope.vpcs(Known.ACCOUNT, Known.REGION)))
                .isZero();
    }

    @Test
    void nameAndDescriptionChangeEachAlone() {
        givenVpc()
                .when(new ModifyVpc(Known.VPC, Known.ACCOUNT, Optional.of("shop"), Optional.empty()))
                .events(new VpcModified(Known.VPC, "shop", ""));
        network.when(new ModifyVpc(Known.VPC, Known.ACCOUNT, Optional.empty(), Optional.of("a shop")))
                .events(new VpcModified(Known.VPC, "shop", "a shop"));
        network.when(new ModifyVpc(Known.VPC, Known.ACCOUNT, Optional.of("shop"), Optional.empty()))
                .events();
    }

    @Test
    void movesToAnotherResourceGroup() {
        givenVpc()
                .when(new MoveVpcToResourceGroup(Known.VPC, Known.ACCOUNT, "rg-2"))
                .events(new VpcMovedToResourceGroup(Known.VPC, "rg-2"));
        network.when(new MoveVpcToResourceGroup(Known.VPC, Known.ACCOUNT, "rg-2"))
                .events();
    }

    @Test
    void vpcOfAnotherAccountDoesNotExist() {
        givenVpc();
        network.when(new DeleteVpc(Known.VPC, Known.ANOTHER_ACCOUNT)).refused(ErrorCode.INVALID_VPC_NOT_FOUND);
        network.when(new ModifyVpc(Known.VPC, Known.ANOTHER_ACCOUNT, Optional.of("mine"), Optional.empty()))
                .refused(ErrorCode.INVALID_VPC_NOT_FOUND);
        network.when(new CreateVSwitch(
                        "vsw-2", Known.ANOTHER_ACCOUNT, Known.VPC, Known.ZONE, "192.168.1.0/24", "", "", Map.of()))
                .refused(ErrorCode.INVALID_VPC_NOT_FOUND);
    }

    @Test
    void isDeletedWhenItIsEmptyTogetherWithItsRouteTable() {
        givenVpc().when(delete()).events(DELETED, TABLE_DELETED);
    }

    @Test
    void isNotDeletedWhileItHasAVSwitch() {
        givenVpc().given(Known.CIDR_ASSIGNED, Known.SYSTEM_ENTRY_CREATED);
        assertThat(network.when(delete())
                        .refused(ErrorCode.VPC_DEPENDENCY_VSWITCH)
                        .failure())
                .hasMessage("The VPC vpc-1 still has 1 vSwitches.");
        network.given(
                new VSwitchCidrReturned(Known.VPC, Known.VSWITCH), new RouteEntryDeleted(Known.ROUTE_TABLE, "rte-1"));
        network.when(delete()).events(DELETED, TABLE_DELETED);
    }

    @Test
    void isNotDeletedWhileItHasASecurityGroup() {
        givenVpc().given(new SecurityGroupAdded(Known.VPC, Known.SECURITY_GROUP));
        network.when(delete()).refused(ErrorCode.VPC_DEPENDENCY_SECURITY_GROUP);
        network.given(new SecurityGroupRemoved(Known.VPC, Known.SECURITY_GROUP));
        network.when(delete()).events(DELETED, TABLE_DELETED);
    }

    @Test
    void isNotDeletedWhileItHasACustomRouteEntry() {
        givenVpc()
                .given(new RouteEntryCreated(
                        Known.ROUTE_TABLE, Known.entry(1, "10.1.0.0/16", NextHopType.Instance, Known.INSTANCE)));
        network.when(delete()).refused(ErrorCode.VPC_DEPENDENCY_ROUTE_ENTRY);
        network.given(new RouteEntryDeleted(Known.ROUTE_TABLE, "rte-c1"));
        network.when(delete()).events(DELETED, TABLE_DELETED);
    }

    @Test
    void isNotThereAnyMoreOnceDeleted() {
        givenVpc().given(DELETED);
        assertThat(network.when(delete()).failure()).isInstanceOf(AggregateDeletedException.class);
    }

    @Test
    void vSwitchTakesItsRangeFromTheVpcAndGetsASystemRoute() {
        givenVpc()
                .when(createVSwitch(Known.VSWITCH, "192.168.0.0/29"))
                .events(
                        new VSwitchCidrAssigned(Known.VPC, Known.VSWITCH, "192.168.0.0/29"),
                        Known.SYSTEM_ENTRY_CREATED,
                        new VSwitchCreated(
                                Known.VSWITCH,
                                Known.VPC,
                                Known.ACCOUNT,
                                Known.REGION,
                                Known.ZONE,
                                "192.168.0.0/29",
                                "front",
                                ""));
    }

    @Test
    void routeTableOfAnOlderVpcIsMadeWhenItIsNeeded() {
        NetworkScenario.Result result =
                network.given(Known.VPC_CREATED, Known.CIDR_ASSIGNED).when(createVSwitch("vsw-2", "192.168.1.0/24"));
        result.events(
                RouteTableCreated.class,
                RouteEntryCreated.class,
                VSwitchCidrAssigned.class,
                RouteEntryCreated.class,
                VSwitchCreated.class);
        assertThat(result.events().subList(0, 2))
                .containsExactly(Known.ROUTE_TABLE_CREATED, Known.SYSTEM_ENTRY_CREATED);
    }

    @Test
    void vSwitchOutsideTheVpcIsRefused() {
        givenVpc();
        network.when(createVSwitch("vsw-2", "192.169.0.0/24")).refused(ErrorCode.INVALID_CIDR_MALFORMED);
        network.when(createVSwitch("vsw-2", "192.168.0.0/30")).refused(ErrorCode.INVALID_CIDR_MASK_LENGTH);
        network.when(createVSwitch("vsw-2", "192.168.0.8/28")).refused(ErrorCode.INVALID_CIDR_MALFORMED);
    }

    @Test
    void vSwitchInAZoneOfAnotherRegionIsRefused() {
        givenVpc()
                .when(new CreateVSwitch(
                        "vsw-2", Known.ACCOUNT, Known.VPC, "cn-beijing-a", "192.168.1.0/24", "", "", Map.of()))
                .refused(ErrorCode.INVALID_ZONE_NOT_FOUND);
    }

    @Test
    void vSwitchThatOverlapsAnotherIsRefusedUntilThatIsGone() {
        givenVpc().given(Known.CIDR_ASSIGNED, Known.SYSTEM_ENTRY_CREATED);
        network.when(createVSwitch("vsw-2", "192.168.0.0/24")).refused(ErrorCode.INVALID_CIDR_OVERLAPPED);
        network.given(
                new VSwitchCidrReturned(Known.VPC, Known.VSWITCH), new RouteEntryDeleted(Known.ROUTE_TABLE, "rte-1"));
        network.when(createVSwitch("vsw-2", "192.168.0.0/24"))
                .events(VSwitchCidrAssigned.class, RouteEntryCreated.class, VSwitchCreated.class);
    }

    @Test
    void vSwitchThatContainsACustomDestinationIsRefusedAndOneWithinItIsNot() {
        givenVpc()
                .given(new RouteEntryCreated(
                        Known.ROUTE_TABLE, Known.entry(1, "192.168.4.0/24", NextHopType.Instance, Known.INSTANCE)));
        network.when(createVSwitch("vsw-2", "192.168.4.0/24")).refused(ErrorCode.INVALID_CIDR_OVERLAPPED);
        network.when(createVSwitch("vsw-2", "192.168.0.0/20")).refused(ErrorCode.INVALID_CIDR_OVERLAPPED);
        network.when(createVSwitch("vsw-2", "192.168.4.0/25"))
                .events(VSwitchCidrAssigned.class, RouteEntryCreated.class, VSwitchCreated.class);
    }

    @Test
    void oneVSwitchMoreThanAVpcMayHaveIsRefused() {
        network.quotas().limit(Quota.VSWITCHES_IN_VPC, 1);
        givenVpc().given(Known.CIDR_ASSIGNED, Known.SYSTEM_ENTRY_CREATED);
        network.when(createVSwitch("vsw-2", "192.168.1.0/24")).refused(ErrorCode.VSWITCH_QUOTA_EXCEEDED);
    }
}
