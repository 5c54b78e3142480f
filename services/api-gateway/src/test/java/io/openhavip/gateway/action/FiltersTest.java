package io.openhavip.gateway.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.UrlEncoding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A filter narrows a listing or is refused; it never shows more than was asked for. */
class FiltersTest {

    private static final String VPC = "2016-04-28";
    private static final String ECS = "2014-05-26";

    private static Parameters of(String query) {
        return Parameters.of(UrlEncoding.decode(query), List.of());
    }

    private static String target(String version, String action, String query) {
        Action found = ActionTable.standard().find(action, version, of(query));
        return ((Action.Plan.Translated) found.plan()).call().apply(of(query)).target();
    }

    @ParameterizedTest
    @CsvSource({
        "2014-05-26,DescribeInstances,Filter.1.Key=a&Filter.1.Value=b,Filter",
        "2014-05-26,DescribeInstances,Ipv6Address.1=::1,Ipv6Address",
        "2014-05-26,DescribeInstances,InstanceNetworkType=classic,InstanceNetworkType",
        "2014-05-26,DescribeSecurityGroups,SecurityGroupType=enterprise,SecurityGroupType",
        "2014-05-26,DescribeDisks,Encrypted=true,Encrypted",
        "2014-05-26,DescribeDisks,Tag.1.Key=a,Tag",
        "2014-05-26,DescribeImages,ImageFamily=x,ImageFamily",
        "2014-05-26,DescribeInstanceTypes,MinimumCpuCoreCount=64,MinimumCpuCoreCount",
        "2016-04-28,DescribeVpcs,IsDefault=true,IsDefault",
        "2016-04-28,DescribeEipAddresses,ISP=BGP_PRO,ISP",
        "2016-04-28,DescribeRouteEntryList,RouteTableId=vtb-1&IpVersion=ipv6,IpVersion",
        "2016-04-28,DescribeRouteTableList,RouteTableName=a,RouteTableName",
    })
    void filterThatIsNotThereIsRefusedByItsName(String version, String action, String query, String name) {
        assertThatThrownBy(() -> target(version, action, query))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.code()).isEqualTo("InvalidParameter"))
                .hasMessageContaining("\"" + name + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "2014-05-26,DescribeInstances,InstanceNetworkType=vpc&InstanceIds=[]&AdditionalAttributes.1=META_OPTIONS,/instances",
        "2014-05-26,DescribeDisks,Status=In_use&Portable=false,/instances",
        "2016-04-28,DescribeVpcs,IsDefault=False,/vpcs",
        "2016-04-28,DescribeEipAddresses,ISP=BGP&ChargeType=PostPaid,/eips",
    })
    void filterThatEverythingPassesIsNone(String version, String action, String query, String target) {
        assertThat(target(version, action, query)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "'DiskIds=[\"d-1\",\"d-2\"]',/instances?instanceId=i-1&instanceId=i-2",
        "'DiskIds=[\"d-1\",\"d-2\"]&InstanceId=i-2',/instances?instanceId=i-2",
        "'DiskIds=[\"d-1\"]&InstanceId=i-2',/instances?instanceId=-",
        "'DiskIds=[\"x\"]',/instances?instanceId=-",
        "'DiskIds=[]&InstanceId=i-2',/instances?instanceId=i-2",
    })
    void disksAreFoundByTheirIds(String query, String target) {
        assertThat(target(ECS, "DescribeDisks", query)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "2014-05-26,DescribeInstances,SecurityGroupId.1=sg-1&SecurityGroupId.2=sg-2,SecurityGroupId",
        "2014-05-26,DescribeNetworkInterfaces,VpcId.1=vpc-1&VpcId.2=vpc-2,VpcId",
        "2016-04-28,DescribeEipAddresses,EipAddress.1=192.0.2.1&EipAddress.2=192.0.2.2,EipAddress",
    })
    void severalValuesOfWhatHasOneAreRefused(String version, String action, String query, String name) {
        assertThatThrownBy(() -> target(version, action, query))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("\"" + name + "\" has one value");
    }

    @ParameterizedTest
    @CsvSource({
        "'DescribeInstances','PrivateIpAddresses=[\"10.0.0.1\",\"10.0.0.2\"]',privateIpAddress=10.0.0.1&privateIpAddress=10.0.0.2",
        "DescribeInstanceStatus,RegionId=cn-beijing&InstanceId.1=i-1&InstanceId.2=i-2,regionId=cn-beijing&instanceId=i-1&instanceId=i-2",
        "DescribeDisks,RegionId=cn-beijing,regionId=cn-beijing",
        "DescribeInstanceMaintenanceAttributes,RegionId=cn-beijing,regionId=cn-beijing",
        "DescribeInstanceAttachmentAttributes,RegionId=cn-beijing,regionId=cn-beijing",
        "DescribeInstanceRamRole,RegionId=cn-beijing,regionId=cn-beijing",
    })
    void instancesAreNarrowedByRegionAndByEachOfSeveralValues(String action, String query, String narrowed) {
        assertThat(target(ECS, action, query)).isEqualTo("/instances?" + narrowed);
    }

    @Test
    void severalEipsAreFoundByOneParameter() {
        assertThat(target(VPC, "DescribeEipAddresses", "AllocationId=eip-1,eip-2"))
                .isEqualTo("/eips?allocationId=eip-1&allocationId=eip-2");
    }

    @ParameterizedTest
    @CsvSource({
        "2014-05-26,RunInstances,VSwitchId=vsw-1,/vswitches/vsw-1,/instances,InvalidVSwitchId.NotFound",
        "2014-05-26,CreateNetworkInterface,VSwitchId=vsw-1,/vswitches/vsw-1,/network-interfaces,InvalidVSwitchId.NotFound",
        "2014-05-26,CreateSecurityGroup,VpcId=vpc-1,/vpcs/vpc-1,/security-groups,InvalidVpcId.NotFound",
        "2016-04-28,CreateVSwitch,VpcId=vpc-1&ZoneId=z&CidrBlock=c,/vpcs/vpc-1,/vswitches,InvalidVpcId.NotFound",
    })
    void whatIsMadeInAnotherIsMadeInItsRegionOnly(
            String version, String action, String query, String around, String creation, String code) throws Exception {
        Parameters parameters = of("RegionId=cn-beijing&" + query);
        Action.Plan.Steps steps = (Action.Plan.Steps)
                ActionTable.standard().find(action, version, parameters).plan();
        ObjectMapper mapper = new ObjectMapper();
        assertThat(steps.next().apply(parameters, List.of()).map(BackendCall::target))
                .hasValue(around);
        assertThat(steps.next()
                        .apply(parameters, List.of(mapper.readTree("{\"regionId\":\"cn-beijing\"}")))
                        .map(BackendCall::target))
                .hasValue(creation);
        assertThatThrownBy(() ->
                        steps.next().apply(parameters, List.of(mapper.readTree("{\"regionId\":\"cn-hangzhou\"}"))))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.code()).isEqualTo(code));
        assertThat(steps.next().apply(of(query), List.of()).map(BackendCall::target))
                .hasValue(creation);
    }
}
