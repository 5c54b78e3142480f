package io.openhavip.network;

import static io.openhavip.testkit.Wrong.address;
import static io.openhavip.testkit.Wrong.askedByAnother;
import static io.openhavip.testkit.Wrong.block;
import static io.openhavip.testkit.Wrong.each;
import static io.openhavip.testkit.Wrong.filter;
import static io.openhavip.testkit.Wrong.filters;
import static io.openhavip.testkit.Wrong.flag;
import static io.openhavip.testkit.Wrong.flagOfQuery;
import static io.openhavip.testkit.Wrong.label;
import static io.openhavip.testkit.Wrong.leftOut;
import static io.openhavip.testkit.Wrong.number;
import static io.openhavip.testkit.Wrong.numberOfQuery;
import static io.openhavip.testkit.Wrong.required;
import static io.openhavip.testkit.Wrong.resourceGroup;
import static io.openhavip.testkit.Wrong.tags;
import static io.openhavip.testkit.Wrong.tagsOfQuery;
import static io.openhavip.testkit.Wrong.tagsToAdd;
import static io.openhavip.testkit.Wrong.text;
import static io.openhavip.testkit.Wrong.tooLong;
import static io.openhavip.testkit.Wrong.unknown;
import static io.openhavip.testkit.Wrong.wholeNumber;
import static io.openhavip.testkit.Wrong.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.Effects;
import io.openhavip.testkit.InfrastructureResource;
import io.openhavip.testkit.Wrong;
import io.openhavip.testkit.WrongRequests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a request, whatever else is in it: the documented code, and nothing has happened. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class NetworkWrongRequestsIT {

    private static final String INVALID = "InvalidParameter";
    private static final String MALFORMED_BODY = "InvalidRequestBody.Malformed";
    private static final String NO_VPC = "InvalidVpcId.NotFound";
    private static final String NO_VSWITCH = "InvalidVSwitchId.NotFound";
    private static final String NO_INSTANCE = "InvalidInstanceId.NotFound";
    private static final String NO_INTERFACE = "InvalidEniId.NotFound";
    private static final String NO_GROUP = "InvalidSecurityGroupId.NotFound";
    private static final String NO_TABLE = "InvalidRouteTableId.NotFound";
    private static final String NO_ENTRY = "InvalidRouteEntry.NotFound";
    private static final String NO_SET = "InvalidDeploymentSetId.NotFound";
    private static final String NO_HOST = "ResourceNotFound";
    private static final String NO_QUOTA = "QUOTA.NOT.EXISTS";
    private static final String NO_APPLICATION = "QUOTA.APPLICATION.NOT.EXISTS";
    private static final String DESCRIPTION = "InvalidDescription.Malformed";
    private static final String ENTRIES = "vpc_quota_havip_custom_route_entry";
    private static final Map<String, Object> RULE =
            Map.of("ipProtocol", "TCP", "portRange", "22/22", "cidrIp", "10.0.0.0/8");

    private static final Map<String, String> ID_OF = Map.of(
            "instances", "instanceId",
            "network-interfaces", "networkInterfaceId",
            "vpcs", "vpcId",
            "vswitches", "vSwitchId",
            "route-tables", "routeTableId",
            "security-groups", "securityGroupId");

    private final Rest rest = new Rest("2000000000000061");
    private final Rest stranger = new Rest("2000000000000062");

    @Inject
    DataSource dataSource;

    @TestHTTPResource("/")
    URI service;

    private String made(String path, Map<String, ?> body, String id) {
        return rest.post(path, body).statusCode(201).extract().path(id);
    }

    /** An id in a body: of nothing, of another kind, of another account. */
    private static Wrong id(String code, String... ofOthers) {
        return Wrong.id().or(each(404, code, "none", "ü"), each(404, code, (Object[]) ofOthers));
    }

    private static Wrong securityGroups(String... ofOthers) {
        return each(400, INVALID, Collections.nCopies(17, "sg-1"), List.of("x".repeat(65)))
                .or(
                        each(400, "MissingParameter", List.of(""), List.of(" ")),
                        each(
                                400,
                                MALFORMED_BODY,
                                "sg-1",
                                7,
                                Map.of("a", "b"),
                                List.of(7),
                                List.of("a\nb"),
                                Collections.singletonList(null)),
                        each(404, NO_GROUP, List.of("none")),
                        each(
                                404,
                                NO_GROUP,
                                Arrays.stream(ofOthers).map(List::of).toArray()));
    }

    /** A rule of a security group with one thing wrong. */
    private static Wrong permissions() {
        return leftOut()
                .or(
                        each(400, INVALID, List.of(), Collections.nCopies(101, RULE)),
                        each(
                                400,
                                MALFORMED_BODY,
                                7,
                                "all",
                                RULE,
                                List.of("TCP"),
                                List.of(with("priority", "high")),
                                Collections.singletonList(null)),
                        each(400, MALFORMED_BODY, List.of(with("colour", "red")), List.of(with("cidrIp", "a\nb"))),
                        each(400, INVALID, List.of(RULE, with("ipProtocol", "IPX")), List.of(with("portRange", "22"))),
                        each(400, "MissingParameter", List.of(with("cidrIp", "")), List.of(Map.of("cidrIp", "::/0"))));
    }

    private static Map<String, Object> with(String field, Object value) {
        Map<String, Object> rule = new HashMap<>(RULE);
        rule.put(field, value);
        return rule;
    }

    @Test
    void everyWrongRequestIsRefusedWithItsCodeAndChangesNothing() {
        Effects effects = new Effects(dataSource, rest.accountId(), stranger.accountId());
        List<Map<String, String>> tag = List.of(Map.of("key", "团队", "value", "shop"));
        String vpcId = made("/vpcs", Map.of("cidrBlock", "10.0.0.0/16", "tags", tag), "vpcId");
        String routeTableId = rest.get("/vpcs/" + vpcId).extract().path("routeTableId");
        String vSwitchId = rest.vSwitch(vpcId, "10.0.0.0/24");
        String groupId = rest.securityGroup(vSwitchId);
        String instanceId = rest.instance(vSwitchId);
        String interfaceId = rest.networkInterface(vSwitchId);
        String setId = made("/deployment-sets", Map.of(), "deploymentSetId");
        String entryId = made(
                "/route-tables/" + routeTableId + "/entries",
                Map.of("destinationCidrBlock", "192.168.1.0/24", "nextHopId", instanceId),
                "routeEntryId");
        String applicationId = made(
                "/quotas/" + ENTRIES + "/applications", Map.of("desiredValue", 6, "reason", "more"), "applicationId");
        rest.post("/security-groups/" + groupId + "/rules/ingress", Map.of("permissions", List.of(RULE)))
                .statusCode(200);
        String strangersVSwitch = stranger.vSwitch("10.0.0.0/24");
        String strangersVpc =
                stranger.get("/vswitches/" + strangersVSwitch).extract().path("vpcId");
        String strangersGroup = stranger.securityGroup(strangersVSwitch);
        String strangersInstance = stranger.instance(strangersVSwitch);

        WrongRequests requests = new WrongRequests(service, rest.accountId())
                .parameter(
                        "{vpcId}",
                        vpcId,
                        unknown(NO_VPC, vSwitchId, strangersVpc).or(askedByAnother(NO_VPC)))
                .parameter(
                        "{vSwitchId}",
                        vSwitchId,
                        unknown(NO_VSWITCH, vpcId, groupId).or(askedByAnother(NO_VSWITCH)))
                .parameter(
                        "{routeTableId}",
                        routeTableId,
                        unknown(NO_TABLE, vpcId, instanceId).or(askedByAnother(NO_TABLE)))
                .parameter("{routeEntryId}", entryId, unknown(NO_ENTRY, routeTableId))
                .parameter(
                        "{instanceId}",
                        instanceId,
                        unknown(NO_INSTANCE, interfaceId, vSwitchId, strangersInstance)
                                .or(askedByAnother(NO_INSTANCE)))
                .parameter(
                        "{networkInterfaceId}",
                        interfaceId,
                        unknown(NO_INTERFACE, instanceId, vpcId).or(askedByAnother(NO_INTERFACE)))
                .parameter(
                        "{securityGroupId}",
                        groupId,
                        unknown(NO_GROUP, vpcId, instanceId, strangersGroup).or(askedByAnother(NO_GROUP)))
                .parameter(
                        "DELETE /instances/{instanceId}/security-groups/{securityGroupId} {securityGroupId}",
                        groupId,
                        unknown("InvalidSecurityGroupAssociation.NotFound", vpcId, strangersGroup))
                .parameter(
                        "DELETE /network-interfaces/{networkInterfaceId}/security-groups/{securityGroupId} {securityGroupId}",
                        groupId,
                        unknown("InvalidSecurityGroupAssociation.NotFound", vpcId, strangersGroup))
                .parameter(
                        "POST /network-interfaces/{networkInterfaceId}/attach {networkInterfaceId}",
                        interfaceId,
                        unknown(NO_INTERFACE, instanceId).or(askedByAnother("InvalidEcsId.NotFound")))
                .parameter(
                        "POST /network-interfaces/{networkInterfaceId}/detach {networkInterfaceId}",
                        interfaceId,
                        unknown(NO_INTERFACE, instanceId).or(askedByAnother("InvalidEcsId.NotFound")))
                .parameter("{deploymentSetId}", setId, unknown(NO_SET, vpcId).or(askedByAnother(NO_SET)))
                .parameter("{direction}", "ingress", each(400, INVALID, "sideways", "INGRESS", " ", "ü"))
                .parameter("{quotaActionCode}", ENTRIES, unknown(NO_QUOTA, "eip_quota_eips_num"))
                .parameter(
                        "POST /quotas/{quotaActionCode}/applications {quotaActionCode}",
                        ENTRIES,
                        unknown(NO_QUOTA).or(each(400, "QUOTA.CANT.EDIT", "vpc_quota_havips_per_vpc")))
                .parameter("{applicationId}", applicationId, unknown(NO_APPLICATION, vpcId))
                .parameter(
                        "GET /quota-applications/{applicationId} {applicationId}",
                        applicationId,
                        unknown(NO_APPLICATION).or(askedByAnother(NO_APPLICATION)))
                .parameter("{hostId}", "none", unknown(NO_HOST, instanceId))
                .parameter("{consumer}", "none", unknown("ResourceNotFound"))
                .parameter("{aggregateId}", vpcId, unknown("ResourceNotFound"));
        queries(requests);
        bodies(requests);
        requests.parameter("POST /vswitches vpcId", vpcId, id(NO_VPC, vSwitchId, strangersVpc))
                .parameter("POST /security-groups vpcId", vpcId, id(NO_VPC, vSwitchId, strangersVpc))
                .parameter("vSwitchId", vSwitchId, id(NO_VSWITCH, vpcId, strangersVSwitch))
                .parameter("securityGroupId", groupId, id(NO_GROUP, vpcId, strangersGroup))
                .parameter("securityGroupIds", List.of(groupId), securityGroups(vpcId, strangersGroup))
                .parameter("instanceId", instanceId, id("InvalidEcsId.NotFound", vpcId, strangersInstance))
                .parameter("nextHopId", instanceId, id("InvalidNextHopId.NotFound", vpcId, strangersInstance))
                .parameter("deploymentSetId", each(404, NO_SET, "none", vpcId).or(text(64)))
                .mayHaveNoBody("POST /instances/{instanceId}/stop", "POST /instances/{instanceId}/reboot");
        assertThat(requests.send(effects::now)).isEmpty();
    }

    private static void queries(WrongRequests requests) {
        for (String name : List.of(
                "accountId",
                "applicationId",
                "quotaActionCode",
                "regionId",
                "vpcId",
                "vSwitchId",
                "vpcName",
                "vSwitchName",
                "securityGroupName",
                "deploymentSetName",
                "name",
                "resourceGroupId",
                "routeTableId",
                "vRouterId",
                "routeEntryId",
                "securityGroupId",
                "instanceId",
                "deploymentSetId",
                "zoneId",
                "nextHopId",
                "nextHopType",
                "routeEntryType",
                "routeEntryName",
                "imageName",
                "osType",
                "architecture",
                "instanceTypeFamily",
                "privateIpAddress")) {
            requests.parameter("?" + name, filter());
        }
        for (String severalOfThem : List.of(
                "GET /vpcs ?vpcId",
                "GET /vswitches ?vSwitchId",
                "GET /route-tables ?routeTableId",
                "GET /route-tables/{routeTableId}/entries ?routeEntryId",
                "GET /security-groups ?securityGroupId",
                "GET /instances ?instanceId",
                "GET /instances ?privateIpAddress",
                "?networkInterfaceId",
                "GET /deployment-sets ?deploymentSetId",
                "?imageId",
                "?instanceTypeId")) {
            requests.parameter(severalOfThem, filters(100));
        }
        Wrong status = filter().or(each(400, INVALID, "Dancing"));
        requests.parameter("?status", status)
                .parameter("?type", status)
                .parameter("?direction", status)
                .parameter("?strategy", filter().or(each(400, "InvalidParameter.Strategy", "Together")))
                .parameter("GET /zones ?regionId", filter().or(each(404, "InvalidRegionId.NotFound", "cn-none")))
                .parameter("?tag", tagsOfQuery())
                .parameter("?key", List.of("team"), tagsOfQuery().or(leftOut()))
                .parameter("?all", flagOfQuery())
                .parameter("?force", flagOfQuery())
                .parameter("?pageNumber", numberOfQuery(1, 100_000))
                .parameter("?pageSize", numberOfQuery(1, 100))
                .parameter("?securityGroupRuleId", "sgr-1", filters(100).or(leftOut()))
                .parameter("?destinationCidrBlock", filter())
                .parameter(
                        "DELETE /route-tables/{routeTableId}/entries ?destinationCidrBlock",
                        "192.168.1.0/24",
                        filter().or(
                                        leftOut(),
                                        each(404, NO_ENTRY, "192.168.2.0/24"),
                                        each(400, "InvalidCidrBlock.Malformed", "none", "::/0")))
                .parameter(
                        "DELETE /route-tables/{routeTableId}/entries ?nextHopId",
                        filter().or(each(404, NO_ENTRY, "none")));
    }

    private static void bodies(WrongRequests requests) {
        Wrong region = word(404, "InvalidRegionId.NotFound").or(tooLong(64));
        Wrong cidrBlock = block(400, "InvalidCidrBlock.Malformed").or(tooLong(64));
        requests.parameter("regionId", "cn-hangzhou", region)
                .parameter("cidrBlock", "10.0.0.0/16", cidrBlock)
                .parameter("POST /vswitches cidrBlock", "10.0.1.0/24", cidrBlock.or(required()))
                .parameter(
                        "zoneId",
                        "cn-hangzhou-b",
                        word(404, "InvalidZoneId.NotFound").or(tooLong(64)))
                .parameter("vpcName", "网", label(128, "InvalidVpcName.Malformed"))
                .parameter("vSwitchName", "web", label(128, "InvalidVSwitchName.Malformed"))
                .parameter("securityGroupName", "front", label(128, "InvalidSecurityGroupName.Malformed"))
                .parameter("deploymentSetName", "apart", label(128, "InvalidDeploymentSetName.Malformed"))
                .parameter("routeEntryName", "way", label(128, "InvalidName.Malformed"))
                .parameter("instanceName", "网web", ecsName("InvalidInstanceName.Malformed"))
                .parameter("networkInterfaceName", "eth", ecsName("InvalidNetworkInterfaceName.Malformed"))
                .parameter("description", "für den Laden", label(256, DESCRIPTION))
                .parameter("resourceGroupId", "rg-1", resourceGroup())
                .parameter(
                        "POST /vpcs/{vpcId}/resource-group resourceGroupId",
                        "rg-1",
                        required().or(resourceGroup()))
                .parameter("tags", List.of(Map.of("key", "团队", "value", "shop")), tags())
                .parameter("securityGroupType", "normal", word(400, INVALID).or(tooLong(64)))
                .parameter("innerAccessPolicy", "Drop", required().or(word(400, INVALID), tooLong(64)))
                .parameter(
                        "strategy",
                        "Availability",
                        word(400, "InvalidParameter.Strategy").or(tooLong(64)))
                .parameter("amount", 2, number(1, 100))
                .parameter(
                        "hostName",
                        "web-1",
                        each(400, "InvalidHostName.Malformed", "-a", "a", "a..b", "ü2", "x".repeat(65), "")
                                .or(text()))
                .parameter("uniqueSuffix", true, flag())
                .parameter("hostId", text(64))
                .parameter("instanceType", "ecs.e-c1m1.large", text(64))
                .parameter("imageId", "aliyun", text(128))
                .parameter("keyPairName", "key", text(128))
                .parameter("systemDiskCategory", "cloud_essd", text(64))
                .parameter("systemDiskSize", 40, number(20, 2048))
                .parameter(
                        "userData",
                        "IyEvYmluL3NoCg==",
                        each(400, "InvalidUserData.Base64FormatInvalid", "%", "a", "====", "ü", "YQ=\u00a0")
                                .or(each(400, "InvalidUserData.SizeExceeded", "A".repeat(44_000)), text()))
                .parameter("instanceChargeType", "PostPaid", word(400, INVALID))
                .parameter("spotStrategy", "NoSpot", word(400, INVALID))
                .parameter("internetChargeType", "PayByTraffic", word(400, INVALID))
                .parameter("internetMaxBandwidthOut", 5, number(0, 100))
                .parameter("deletionProtection", false, flag())
                .parameter("deleteOnRelease", true, flag())
                .parameter("forceStop", false, flag())
                .parameter("stoppedMode", "StopCharging", word(400, INVALID))
                .parameter(
                        "privateIpAddress",
                        address(400, "InvalidIPAddress.Malformed").or(tooLong(64)))
                .parameter(
                        "POST /network-interfaces privateIpAddress",
                        address(403, "InvalidVSwitchId.IpInvalid").or(tooLong(64)))
                .parameter("destinationCidrBlock", "192.168.2.0/24", required().or(cidrBlock))
                .parameter(
                        "nextHopType",
                        "Instance",
                        word(400, "InvalidNextHopType").or(tooLong(64)))
                .parameter("permissions", List.of(RULE), permissions())
                .parameter("ipProtocol", "TCP", required().or(word(400, INVALID), tooLong(64)))
                .parameter(
                        "portRange",
                        "22/22",
                        required()
                                .or(
                                        each(400, INVALID, "22", "0/1", "2/1", "1/65536", "-1/-1", "１/２", "1/2/3"),
                                        word(400, INVALID),
                                        tooLong(64)))
                .parameter(
                        "cidrIp",
                        "10.0.0.0/8",
                        each(400, INVALID, "10.0.0.0/", "10.0.0/8", "10.0.0.0/33", "::/0", "10.0.0.256")
                                .or(required(), word(400, INVALID), tooLong(64)))
                .parameter(
                        "ipv6CidrIp",
                        each(400, INVALID, "10.0.0.0/8", "::/129", "2001:db8/32", "::/")
                                .or(word(400, INVALID), tooLong(64)))
                .parameter("groupId", text(64))
                .parameter("prefixListId", text(64))
                .parameter("policy", "Drop", word(400, INVALID).or(tooLong(64)))
                .parameter("priority", 1, number(1, 100))
                .parameter("desiredValue", 6, leftOut().or(wholeNumber()))
                .parameter("reason", "more", required().or(text(256)))
                .parameter("approveValue", 6, wholeNumber())
                .parameter("auditReason", "fine", text(256))
                .parameter(
                        "POST /admin/quota-applications/{applicationId}/disapprove auditReason",
                        "no",
                        required().or(text(256)));
        for (String kind :
                List.of("instances", "network-interfaces", "vpcs", "vswitches", "route-tables", "security-groups")) {
            String path = "/" + kind + "/{" + ID_OF.get(kind) + "}/tags tags";
            requests.parameter("POST " + path, List.of(Map.of("key", "team")), tagsToAdd());
        }
        Map.of(
                        "/vpcs", "InvalidVpcDiscription.Malformed",
                        "/vswitches", "InvalidVSwitchDiscription.Malformed",
                        "/security-groups", "InvalidSecurityGroupDiscription.Malformed")
                .forEach((path, code) -> {
                    requests.parameter("POST " + path + " description", "ü", label(256, code));
                    requests.parameter(
                            "PATCH " + path + "/{" + ID_OF.get(path.substring(1)) + "} description",
                            "ü",
                            label(256, code));
                });
    }

    private static Wrong ecsName(String code) {
        return label(128, code).or(each(400, code, "", "a", "1a", "_a", "a b", "a,b", "a/b"));
    }
}
