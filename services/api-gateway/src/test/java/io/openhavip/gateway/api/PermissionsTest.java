package io.openhavip.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.gateway.action.Action;
import io.openhavip.gateway.action.ActionTable;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.ram.Authorization;
import io.openhavip.gateway.ram.Decision;
import io.openhavip.gateway.ram.Policy;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.UrlEncoding;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which resources of a request policies are asked about. */
class PermissionsTest {

    private static final String VPC = "2016-04-28";
    private static final String ECS = "2014-05-26";
    private static final String ALL = "{'Effect':'Allow','Action':'*','Resource':'*'}";
    private static final Caller USER = Caller.user("1000000000000001", "200000000000000001", "ops");

    private static Decision decide(String action, String version, String query, String... statements) {
        Policy policy = Policy.parse("{'Version':'1','Statement':[%s]}"
                .formatted(String.join(",", statements))
                .replace('\'', '"'));
        return decide(action, version, query, policy);
    }

    private static Decision decide(String action, String version, String query, Policy policy) {
        Parameters parameters = Parameters.of(UrlEncoding.decode(query), List.of());
        Action found = ActionTable.standard().find(action, version, parameters);
        Permit permit = new Permit(
                new Authorization(Map.of(USER.principal(), List.of(policy)), Map.of()),
                USER,
                found,
                InetAddress.getLoopbackAddress());
        return permit.decide(found.resources().apply(parameters), resource -> Permissions.region(parameters));
    }

    private static String deny(String resource) {
        return "{'Effect':'Deny','Action':'*','Resource':'" + resource + "'}";
    }

    @ParameterizedTest
    @CsvSource({
        "2014-05-26,AttachNetworkInterface,NetworkInterfaceId=eni-1&InstanceId=x-1,ecs,instance/x-1",
        "2014-05-26,DetachNetworkInterface,NetworkInterfaceId=eni-1&InstanceId=x-1,ecs,instance/x-1",
        "2014-05-26,CreateNetworkInterface,VSwitchId=x-1,vpc,vswitch/x-1",
        "2014-05-26,CreateNetworkInterface,VSwitchId=v-1&SecurityGroupId=x-1,ecs,securitygroup/x-1",
        "2014-05-26,CreateNetworkInterface,VSwitchId=v-1&SecurityGroupIds.1=s-1&SecurityGroupIds.2=x-1,ecs,securitygroup/x-1",
        "2016-04-28,CreateHaVip,VSwitchId=x-1,vpc,vswitch/x-1",
        "2016-04-28,CreateVSwitch,VpcId=x-1&ZoneId=z&CidrBlock=c,vpc,vpc/x-1",
        "2014-05-26,CreateSecurityGroup,VpcId=x-1,vpc,vpc/x-1",
        "2014-05-26,RunInstances,VSwitchId=x-1,vpc,vswitch/x-1",
        "2014-05-26,RunInstances,VSwitchId=v-1&SecurityGroupId=x-1,ecs,securitygroup/x-1",
        "2014-05-26,RunInstances,VSwitchId=v-1&SecurityGroupIds.1=x-1,ecs,securitygroup/x-1",
        "2014-05-26,RunInstances,VSwitchId=v-1&DeploymentSetId=x-1,ecs,deploymentset/x-1",
        "2014-05-26,JoinSecurityGroup,SecurityGroupId=sg-1&InstanceId=x-1,ecs,instance/x-1",
        "2014-05-26,LeaveSecurityGroup,SecurityGroupId=x-1&NetworkInterfaceId=eni-1,ecs,securitygroup/x-1",
        "2014-05-26,ModifyInstanceAttribute,InstanceId=i-1&SecurityGroupIds.1=x-1,ecs,securitygroup/x-1",
        "2016-04-28,CreateRouteEntry,RouteTableId=vtb-1&NextHopId=x-1,ecs,instance/x-1",
        "2016-04-28,CreateRouteEntry,RouteTableId=vtb-1&NextHopId=eni-1,ecs,eni/eni-1",
        "2016-04-28,CreateRouteEntry,RouteTableId=vtb-1&NextHopId=havip-1,vpc,havip/havip-1",
        "2016-04-28,AssociateEipAddress,AllocationId=eip-1&InstanceId=x-1,ecs,instance/x-1",
        "2016-04-28,AssociateEipAddress,AllocationId=eip-1&InstanceId=havip-1,vpc,havip/havip-1",
        "2016-04-28,UnassociateEipAddress,AllocationId=eip-1&InstanceId=x-1,ecs,instance/x-1",
        "2016-04-28,AssociateHaVip,HaVipId=havip-1&InstanceId=x-1,vpc,instance/x-1",
        "2014-05-26,AssociateHaVip,HaVipId=havip-1&InstanceId=eni-1,vpc,eni/eni-1",
        "2016-04-28,UnassociateHaVip,HaVipId=havip-1&InstanceId=x-1,vpc,instance/x-1",
    })
    void everyResourceThatARequestNamesCanBeDenied(
            String version, String action, String query, String product, String name) {
        String resource = "acs:" + product + ":*:1000000000000001:" + name;
        assertThat(decide(action, version, query, ALL, deny(resource))).isEqualTo(new Decision.Denied(resource, true));
        assertThat(decide(action, version, query, ALL, deny(resource + "0"))).isEqualTo(new Decision.Allowed());
    }

    @Test
    void guidesPolicySufficesForWhatRequestsOfTheGuideName() throws Exception {
        Policy guide = Policy.parse(Files.readString(Path.of("../../deploy/examples/ram/havip-operator.json")));
        for (String request : Arrays.asList(
                "CreateVSwitch VpcId=vpc-1",
                "CreateHaVip VSwitchId=vsw-1",
                "AssociateHaVip HaVipId=havip-1&InstanceId=i-1",
                "AssociateEipAddress AllocationId=eip-1&InstanceId=havip-1")) {
            assertThat(decide(request.split(" ")[0], VPC, request.split(" ")[1], guide))
                    .as(request)
                    .isEqualTo(new Decision.Allowed());
        }
        assertThat(decide("RunInstances", ECS, "VSwitchId=vsw-1&SecurityGroupId=sg-1&DeploymentSetId=ds-1", guide))
                .isEqualTo(new Decision.Allowed());
    }

    @Test
    void regionsAreEachProductsOwn() {
        String ecs = "{'Effect':'Allow','Action':'ecs:*','Resource':'*'}";
        assertThat(decide("DescribeRegions", ECS, "", ecs)).isEqualTo(new Decision.Allowed());
        assertThat(decide("DescribeRegions", VPC, "", ecs)).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void regionIsOneAndNoList() {
        for (String query : List.of("RegionId.1=cn-beijing", "RegionId=cn-hangzhou&RegionId.2=cn-beijing")) {
            assertThatThrownBy(() -> decide("DescribeVpcs", VPC, query, ALL))
                    .isInstanceOf(ApiError.class)
                    .hasMessageContaining("\"RegionId\" has one value");
        }
    }

    @Test
    void whatNeedsNoPermissionCanBeDenied() {
        String other = "{'Effect':'Allow','Action':'vpc:*','Resource':'*'}";
        assertThat(decide("GetCallerIdentity", "2015-04-01", "", other)).isEqualTo(new Decision.Allowed());
        assertThat(decide("GetCallerIdentity", "2015-04-01", "", other, deny("*")))
                .isEqualTo(new Decision.Denied("acs:sts:*:1000000000000001:*", true));
    }
}
