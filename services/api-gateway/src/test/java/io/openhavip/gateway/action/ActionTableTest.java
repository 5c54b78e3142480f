package io.openhavip.gateway.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.UrlEncoding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActionTableTest {

    private static final String VPC = "2016-04-28";
    private static final String ECS = "2014-05-26";

    private final ActionTable table = ActionTable.standard();

    private static Parameters of(String query) {
        return Parameters.of(UrlEncoding.decode(query), List.of());
    }

    private Action.Plan.Translated translated(String action, String version) {
        return (Action.Plan.Translated) table.find(action, version, of("")).plan();
    }

    private void refused(String action, String version, String query, String code) {
        assertThatThrownBy(() -> {
                    Action found = table.find(action, version, of(query));
                    ((Action.Plan.Translated) found.plan()).call().apply(of(query));
                })
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void creationIsTheRequestThatTheServiceWants() {
        BackendCall call = translated("CreateHaVip", VPC)
                .call()
                .apply(of("RegionId=cn-hangzhou&VSwitchId=vsw-1&Name=web&Description=&ClientToken=t-1"
                        + "&Tag.1.Key=env&Tag.1.Value=test&Tag.2.Key=bare"));
        assertThat(call.backend()).isEqualTo(Backend.HAVIP);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.target()).isEqualTo("/ha-vips");
        assertThat(call.clientToken()).isEqualTo(Optional.of("t-1"));
        assertThat(call.body().orElseThrow().toString())
                .isEqualTo("{\"regionId\":\"cn-hangzhou\",\"vSwitchId\":\"vsw-1\",\"name\":\"web\","
                        + "\"tags\":[{\"key\":\"env\",\"value\":\"test\"},{\"key\":\"bare\"}]}");
    }

    @Test
    void filtersOfDescribeHaVipsAreQueriesAndUnknownOnesRefused() {
        BackendCall call = translated("DescribeHaVips", ECS)
                .call()
                .apply(of("Filter.1.Key=VpcId&Filter.1.Value.2=vpc-b&Filter.1.Value.1=vpc-a&Filter.2.Key=Status"
                        + "&Filter.2.Value=InUse&Tags.1.Key=env&Tags.1.Value=a%26b&PageSize=50"));
        assertThat(call.target().split("[?&]"))
                .containsExactlyInAnyOrder(
                        "/ha-vips", "vpcId=vpc-a", "vpcId=vpc-b", "status=InUse", "tag=env%3Da%26b", "pageSize=50");
        refused("DescribeHaVips", VPC, "Filter.1.key=HaVipId&Filter.1.Value.1=havip-1", "MissingFilter.1.Key");
        refused("DescribeHaVips", VPC, "Filter.1.Value.1=havip-1", "MissingFilter.1.Key");
        refused("DescribeHaVips", VPC, "Filter.1.Key=HaVipId&Filter.1.Value.1=", "MissingFilter.1.Value");
        refused("DescribeHaVips", VPC, "Filter.1.Key=Color&Filter.1.Value.1=red", "InvalidFilterKey.ValueNotSupported");
    }

    @Test
    void keyOfATagFilterKeepsItsEqualsAndPercentSigns() {
        BackendCall call = translated("DescribeHaVips", VPC)
                .call()
                .apply(of("Tags.1.Key=a%3Db&Tags.1.Value=c%3Dd&Tags.2.Key=50%25"));
        // Encoded twice: the sign within the key, and then the query.
        assertThat(call.target().split("[?&]"))
                .containsExactlyInAnyOrder("/ha-vips", "tag=a%253Db%3Dc%3Dd", "tag=50%2525");
    }

    @Test
    void instancesAndInterfacesAreFoundByRegionAndSecurityGroup() {
        for (String action : List.of("DescribeInstances", "DescribeNetworkInterfaces")) {
            assertThat(translated(action, ECS)
                            .call()
                            .apply(of("RegionId=cn-beijing&SecurityGroupId=sg-1"))
                            .target())
                    .endsWith("?regionId=cn-beijing&securityGroupId=sg-1");
        }
        assertThat(translated("DescribeImages", ECS)
                        .call()
                        .apply(of("ImageName=aliyun*"))
                        .target())
                .isEqualTo("/images?imageName=aliyun%2A");
    }

    @Test
    void groupsAreReadUpToABound() {
        Function<Integer, String> rules = count -> IntStream.rangeClosed(1, count)
                .mapToObj("&Permissions.%d.IpProtocol=tcp"::formatted)
                .collect(Collectors.joining("", "SecurityGroupId=sg-1", ""));
        assertThat(translated("AuthorizeSecurityGroup", ECS)
                        .call()
                        .apply(of(rules.apply(100)))
                        .body()
                        .orElseThrow()
                        .path("permissions"))
                .hasSize(100);
        refused("AuthorizeSecurityGroup", ECS, rules.apply(101), "InvalidParameter");
    }

    @Test
    void numberThatNoServiceCanReadIsRefusedByItsName() {
        for (String query : List.of("PageNumber=abc", "PageNumber=0", "PageSize=101", "PageNumber=99999999999999")) {
            for (String action : List.of("DescribeHaVips", "DescribeVpcs")) {
                assertThatThrownBy(() -> translated(action, VPC).call().apply(of(query)))
                        .isInstanceOf(ApiError.class)
                        .hasMessageContaining("\"" + query.split("=")[0] + "\"");
            }
        }
        Action.Plan.Steps run = (Action.Plan.Steps)
                ActionTable.standard().find("RunInstances", ECS, of("")).plan();
        Parameters many = of("VSwitchId=vsw-1&Amount=99999999999999");
        assertThatThrownBy(() -> run.next().apply(many, List.of()))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("\"Amount\"");
    }

    @Test
    void momentsOfEcsAreToTheMinute() throws Exception {
        String creation = "[{\"creationTime\":\"2026-01-31T12:00:01.123456Z\"}]";
        assertThat(translated("DescribeSecurityGroups", ECS)
                        .answer()
                        .apply(new ObjectMapper().readTree("{\"securityGroups\":" + creation + "}"))
                        .toString())
                .contains("\"CreationTime\":\"2026-01-31T12:00Z\"");
        assertThat(translated("DescribeDeploymentSets", ECS)
                        .answer()
                        .apply(new ObjectMapper().readTree("{\"deploymentSets\":" + creation + "}"))
                        .toString())
                .contains("\"CreationTime\":\"2026-01-31T12:00Z\"");
    }

    @Test
    void answerHasTheNamesOfTheFieldAndItsListsAlsoWhenEmpty() throws Exception {
        String page = translated("DescribeHaVips", VPC)
                .answer()
                .apply(new ObjectMapper().readTree("""
                        {"haVips":[{"haVipId":"havip-1","associatedInstances":["i-1"],"associatedEipAddresses":[],
                        "tags":[{"key":"a","value":"b"}]}],"totalCount":1,"pageNumber":1,"pageSize":10}"""))
                .toString();
        assertThat(page)
                .contains("\"HaVips\":{\"HaVip\":[{\"HaVipId\":\"havip-1\"")
                .contains("\"AssociatedInstances\":{\"associatedInstance\":[\"i-1\"]}")
                .contains("\"AssociatedEipAddresses\":{\"associatedEipAddresse\":[]}")
                .contains("\"MasterInstanceId\":\"\"")
                .contains("\"Tags\":{\"Tag\":[{\"Key\":\"a\",\"Value\":\"b\"}]}")
                .endsWith("\"TotalCount\":1,\"PageNumber\":1,\"PageSize\":10}");
    }

    @Test
    void kindOfInstanceIsHandedOnAsItIsSpelt() {
        BackendCall call = translated("AssociateEipAddress", VPC)
                .call()
                .apply(of("AllocationId=eip-1&InstanceId=havip-1&InstanceType=HAVIP"));
        assertThat(call.body().orElseThrow().toString())
                .isEqualTo("{\"instanceId\":\"havip-1\",\"instanceType\":\"HAVIP\"}");
        assertThat(translated("DescribeEipAddresses", VPC)
                        .call()
                        .apply(of("AssociatedInstanceType=HAVIP"))
                        .target())
                .isEqualTo("/eips?instanceType=HAVIP");
    }

    @Test
    void ruleIsDescribedByWhatItSays() {
        BackendCall call = translated("ModifySecurityGroupEgressRule", ECS)
                .call()
                .apply(of("SecurityGroupId=sg-1&IpProtocol=tcp&PortRange=80/80&DestCidrIp=10.0.0.0/8&Priority=1"
                        + "&Policy=accept&Description=web&NicType=intranet"));
        assertThat(call.method()).isEqualTo("PATCH");
        assertThat(call.target()).isEqualTo("/security-groups/sg-1/rules/egress");
        assertThat(call.body().orElseThrow())
                .isEqualTo(new ObjectMapper()
                        .createObjectNode()
                        .put("ipProtocol", "tcp")
                        .put("portRange", "80/80")
                        .put("cidrIp", "10.0.0.0/8")
                        .put("policy", "accept")
                        .put("priority", 1L)
                        .put("description", "web"));
    }

    @Test
    void dataDisksAreNotSystemDisks() {
        assertThat(translated("DescribeDisks", ECS)
                        .call()
                        .apply(of("InstanceId=i-1&DiskType=system"))
                        .target())
                .isEqualTo("/instances?instanceId=i-1");
        assertThat(translated("DescribeDisks", ECS)
                        .call()
                        .apply(of("InstanceId=i-1&DiskType=data"))
                        .target())
                .isEqualTo("/instances?instanceId=-");
    }

    @Test
    void resourceGroupOfAnInstanceChangesByEcssName() {
        Action.Plan.Steps join =
                (Action.Plan.Steps) table.find("JoinResourceGroup", ECS, of("")).plan();
        assertThat(join.reads()).isFalse();
        assertThat(join.next().apply(of("ResourceType=instance&ResourceId=i-1&ResourceGroupId=rg-shop"), List.of()))
                .hasValueSatisfying(call -> {
                    assertThat(call.method()).isEqualTo("PATCH");
                    assertThat(call.target()).isEqualTo("/instances/i-1");
                    assertThat(call.body().orElseThrow().toString()).isEqualTo("{\"resourceGroupId\":\"rg-shop\"}");
                });
        assertThatThrownBy(() -> join.next()
                        .apply(of("ResourceType=securitygroup&ResourceId=sg-1&ResourceGroupId=rg-shop"), List.of()))
                .isInstanceOf(ApiError.class);
    }

    @Test
    void whatWouldLeadElsewhereIsNoId() {
        for (String id : List.of("..", "a/b", "a%252Fb", "a?b", "x".repeat(129))) {
            refused("DeleteHaVip", VPC, "HaVipId=" + UrlEncoding.encode(id), "InvalidParameter");
        }
        refused("DeleteHaVip", VPC, "HaVipId=", "MissingHaVipId");
    }

    @Test
    void unknownActionsVersionsAndDryRunsAreRefused() {
        refused("CreateNatGateway", VPC, "", "InvalidAction.NotFound");
        refused("CreateVpc", ECS, "", "InvalidAction.NotFound");
        refused("CreateVpc", "2020-01-01", "", "InvalidVersion");
        refused("DeleteHaVip", VPC, "HaVipId=havip-1&DryRun=true", "InvalidParameter");
        assertThat(table.find("DeleteVpc", VPC, of("VpcId=vpc-1&DryRun=true")).name())
                .isEqualTo("DeleteVpc");
    }
}
