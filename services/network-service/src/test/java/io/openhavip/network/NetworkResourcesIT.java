package io.openhavip.network;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.agroal.api.AgroalDataSource;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.RouteState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.contracts.network.NextHopType;
import io.openhavip.contracts.network.RouteEntryType;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Route tables, security groups, deployment sets, tags, filters, client tokens and the catalogue over REST. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class NetworkResourcesIT {

    @Inject
    AgroalDataSource dataSource;

    @BeforeEach
    void begin() {
        TestAccount.begin();
    }

    @AfterEach
    void end() {
        TestAccount.end();
    }

    private static ValidatableResponse post(String path, Map<String, ?> body) {
        return given().contentType(ContentType.JSON).body(body).post(path).then();
    }

    private static ValidatableResponse patch(String path, Map<String, ?> body) {
        return given().contentType(ContentType.JSON).body(body).patch(path).then();
    }

    private static String newVpc() {
        return post("/vpcs", Map.of("cidrBlock", "10.0.0.0/16"))
                .statusCode(201)
                .extract()
                .path("vpcId");
    }

    private static String newVSwitch(String vpcId) {
        return post("/vswitches", Map.of("vpcId", vpcId, "cidrBlock", "10.0.0.0/24"))
                .statusCode(201)
                .extract()
                .path("vSwitchId");
    }

    private static String routeTableOf(String vpcId) {
        return given().get("/vpcs/" + vpcId).jsonPath().getString("routeTableId");
    }

    private static void refused(ValidatableResponse response, int status, String code) {
        response.statusCode(status).body("code", equalTo(code));
    }

    @Test
    void vpcIsModifiedMovedAndTagged() {
        String vpcId = post(
                        "/vpcs",
                        Map.of(
                                "vpcName",
                                "web",
                                "resourceGroupId",
                                "rg-1",
                                "tags",
                                List.of(Map.of("key", "team", "value", "shop"))))
                .statusCode(201)
                .body("cidrBlock", equalTo("172.16.0.0/12"))
                .body("vRouterId", startsWith("vrt-bp"))
                .body("tags", contains(Map.of("key", "team", "value", "shop")))
                .extract()
                .path("vpcId");
        patch("/vpcs/" + vpcId, Map.of("description", "for the shop"))
                .statusCode(200)
                .body("vpcName", equalTo("web"))
                .body("description", equalTo("for the shop"));
        post("/vpcs/" + vpcId + "/resource-group", Map.of("resourceGroupId", "rg-2"))
                .statusCode(200)
                .body("resourceGroupId", equalTo("rg-2"));
        post("/vpcs/" + vpcId + "/tags", Map.of("tags", List.of(Map.of("key", "stage"))))
                .statusCode(204);
        given().get("/vpcs?tag=team=shop&tag=stage").then().body("vpcs.vpcId", contains(vpcId));
        given().get("/vpcs?tag=team=bank").then().body("vpcs", empty()).body("totalCount", equalTo(0));
        given().delete("/vpcs/" + vpcId + "/tags?key=stage").then().statusCode(204);
        given().get("/vpcs/" + vpcId).then().body("tags", hasSize(1));
        given().delete("/vpcs/" + vpcId + "/tags?all=true").then().statusCode(204);
        given().get("/vpcs/" + vpcId).then().body("tags", empty());
        refused(given().delete("/vpcs/" + vpcId + "/tags").then(), 400, "MissingParameter");
        refused(
                post("/vpcs/" + vpcId + "/tags", Map.of("tags", List.of(Map.of("key", "acs:x")))),
                400,
                "InvalidTagKey.Malformed");
    }

    @Test
    void vSwitchIsModifiedAndTheRestStays() {
        String path = "/vswitches/" + newVSwitch(newVpc());
        patch(path, Map.of("vSwitchName", "web", "description", "for the shop"))
                .statusCode(200)
                .body("vSwitchName", equalTo("web"))
                .body("description", equalTo("for the shop"));
        patch(path, Map.of("vSwitchName", "db")).statusCode(200).body("description", equalTo("for the shop"));
        patch(path, Map.of("description", "")).statusCode(200).body("vSwitchName", equalTo("db"));
        given().get(path)
                .then()
                .body("vSwitchName", equalTo("db"))
                .body("description", equalTo(""))
                .body("cidrBlock", equalTo("10.0.0.0/24"));
    }

    @Test
    void routeTableIsTagged() {
        String path = "/route-tables/" + routeTableOf(newVpc());
        List<?> two = List.of(Map.of("key", "team", "value", "shop"), Map.of("key", "stage"));
        post(path + "/tags", Map.of("tags", two)).statusCode(204);
        given().get(path).then().body("tags.key", contains("stage", "team"));
        post(path + "/tags", Map.of("tags", List.of(Map.of("key", "team", "value", "bank"))))
                .statusCode(204);
        given().delete(path + "/tags?key=stage").then().statusCode(204);
        given().get(path).then().body("tags", contains(Map.of("key", "team", "value", "bank")));
        given().delete(path + "/tags?all=true").then().statusCode(204);
        given().get(path).then().body("tags", empty());
    }

    @Test
    void listingsAreFilteredAndCountedBeyondThePage() {
        String vpcId = newVpc();
        String second = newVpc();
        newVpc();
        given().get("/vpcs?pageSize=2")
                .then()
                .body("vpcs", hasSize(2))
                .body("totalCount", equalTo(3))
                .body("pageNumber", equalTo(1));
        given().get("/vpcs?pageSize=2&pageNumber=2").then().body("vpcs", hasSize(1));
        given().get("/vpcs?vpcId=" + vpcId + "&vpcId=" + second).then().body("vpcs.vpcId", contains(vpcId, second));
        given().get("/vpcs?regionId=cn-beijing").then().body("vpcs", empty());
        String vSwitchId = newVSwitch(vpcId);
        given().get("/vswitches?routeTableId=" + routeTableOf(vpcId) + "&zoneId=cn-hangzhou-b")
                .then()
                .body("vSwitches.vSwitchId", contains(vSwitchId))
                .body("vSwitches[0].availableIpAddressCount", equalTo(252));
    }

    @Test
    void anotherAccountSeesAndChangesNothing() {
        String vpcId = newVpc();
        String vSwitchId = newVSwitch(vpcId);
        String routeTableId = routeTableOf(vpcId);
        TestAccount.begin();
        given().get("/vpcs").then().body("vpcs", empty());
        refused(given().get("/vpcs/" + vpcId).then(), 404, "InvalidVpcId.NotFound");
        refused(given().delete("/vpcs/" + vpcId).then(), 404, "InvalidVpcId.NotFound");
        refused(patch("/vswitches/" + vSwitchId, Map.of("vSwitchName", "x")), 404, "InvalidVSwitchId.NotFound");
        refused(given().get("/route-tables/" + routeTableId + "/entries").then(), 404, "InvalidRouteTableId.NotFound");
        refused(post("/security-groups", Map.of("vpcId", vpcId)), 404, "InvalidVpcId.NotFound");
    }

    @Test
    void repeatedRequestWithAClientTokenIsAnsweredAsTheFirst() {
        Map<String, String> body = Map.of("cidrBlock", "10.0.0.0/16", "vpcName", "once");
        String first = withToken("token-1", body).statusCode(201).extract().path("vpcId");
        withToken("token-1", body).statusCode(201).body("vpcId", equalTo(first));
        refused(withToken("token-1", Map.of("cidrBlock", "10.0.0.0/8")), 400, "IdempotentParameterMismatch");
        given().get("/vpcs").then().body("totalCount", equalTo(1));
    }

    @Test
    void repeatedRequestThatChangedNothingIsAnsweredThoughTheFirstAnswerIsNotOnRecord() throws SQLException {
        String vpcId = newVpc();
        Map<String, String> unchanged = Map.of("vpcName", "");
        renaming(vpcId, unchanged).statusCode(200);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            // As if the replica had been killed before it answered.
            statement.executeUpdate("UPDATE client_token SET answer = NULL WHERE token = 'renaming'");
        }
        renaming(vpcId, unchanged).statusCode(200).body("vpcId", equalTo(vpcId));
    }

    private static ValidatableResponse renaming(String vpcId, Map<String, String> body) {
        return given().header("Client-Token", "renaming")
                .contentType(ContentType.JSON)
                .body(body)
                .patch("/vpcs/" + vpcId)
                .then();
    }

    private static ValidatableResponse withToken(String token, Map<String, String> body) {
        return given().header("Client-Token", token)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/vpcs")
                .then();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/instances/i-1?force=yes",
                "/instances/i-1/tags?all=banana",
                "/network-interfaces/eni-1/tags?all=1",
                "/vpcs/vpc-1/tags?all=banana",
                "/vswitches/vsw-1/tags?all=on",
                "/route-tables/vtb-1/tags?all=tru",
                "/security-groups/sg-1/tags?all=banana"
            })
    void flagThatIsNeitherTrueNorFalseIsRefused(String path) {
        refused(given().delete(path).then(), 400, "InvalidParameter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/instances?status=Dancing", "/network-interfaces?status=Running", "/network-interfaces?type=x"})
    void listingByWhatNoneCanBeIsRefused(String path) {
        refused(given().get(path).then(), 400, "InvalidParameter");
    }

    @ParameterizedTest
    @CsvSource({
        "/vpcs, vpcName",
        "/security-groups, vpcId",
        "/network-interfaces, vSwitchId",
        "/instances, vSwitchId",
        "/vpcs/vpc-1/resource-group, resourceGroupId"
    })
    void whatIsNoResourceGroupIsRefused(String path, String field) {
        Map<String, String> body = new HashMap<>(Map.of(field, "none"));
        body.put("resourceGroupId", "group one");
        refused(post(path, body), 400, "InvalidResourceGroupId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/network-interfaces/eni-1", "/instances/i-1"})
    void whatIsNoResourceGroupIsNotMovedTo(String path) {
        refused(patch(path, Map.of("resourceGroupId", "group one")), 400, "InvalidResourceGroupId");
    }

    @Test
    void eleventhVpcOfARegionIsRefusedUntilOneIsGone() {
        String vpcId = newVpc();
        for (int i = 1; i < 10; i++) {
            newVpc();
        }
        refused(post("/vpcs", Map.of()), 400, "QuotaExceeded.Vpc");
        post("/vpcs", Map.of("regionId", "cn-beijing")).statusCode(201);
        given().delete("/vpcs/" + vpcId).then().statusCode(204);
        newVpc();
        refused(post("/vpcs", Map.of()), 400, "QuotaExceeded.Vpc");
    }

    @Test
    void vSwitchHasASystemRouteForAsLongAsItIsThere() {
        String vpcId = newVpc();
        String vSwitchId = newVSwitch(vpcId);
        String routeTableId = routeTableOf(vpcId);
        given().get("/route-tables?vpcId=" + vpcId)
                .then()
                .body("routeTables.routeTableId", contains(routeTableId))
                .body("routeTables[0].vSwitchIds", contains(vSwitchId))
                .body("routeTables[0].routeTableType", equalTo("System"));
        String entries = "/route-tables/" + routeTableId + "/entries";
        String system = given().get(entries)
                .then()
                .body("totalCount", equalTo(1))
                .body("routeEntries[0].type", equalTo("System"))
                .body("routeEntries[0].destinationCidrBlock", equalTo("10.0.0.0/24"))
                .extract()
                .path("routeEntries[0].routeEntryId");
        refused(given().delete(entries + "/" + system).then(), 400, "OperationDenied");
        given().delete("/vswitches/" + vSwitchId).then().statusCode(204);
        given().get(entries).then().body("totalCount", equalTo(0));
        given().delete("/vpcs/" + vpcId).then().statusCode(204);
        refused(given().get("/route-tables/" + routeTableId).then(), 404, "InvalidRouteTableId.NotFound");
    }

    @Test
    void routeEntryToAnInstanceIsCreatedAndDeletedByItsDestination() {
        String vpcId = newVpc();
        String instanceId = post("/instances", Map.of("vSwitchId", newVSwitch(vpcId)))
                .statusCode(201)
                .extract()
                .path("instances[0].instanceId");
        String entries = "/route-tables/" + routeTableOf(vpcId) + "/entries";
        Map<String, String> body = Map.of("destinationCidrBlock", "172.20.0.0/16", "nextHopId", instanceId);
        post(entries, body)
                .statusCode(201)
                .body("routeEntryId", startsWith("rte-bp"))
                .body("nextHopType", equalTo("Instance"))
                .body("type", equalTo("Custom"))
                .body("status", equalTo("Available"));
        refused(post(entries, body), 400, "InvalidCIDRBlock.Duplicate");
        refused(
                post(entries, Map.of("destinationCidrBlock", "172.21.0.0/16", "nextHopId", "i-none")),
                404,
                "InvalidNextHopId.NotFound");
        Map<String, String> toHaVip = new HashMap<>(body);
        toHaVip.put("nextHopType", "HaVip");
        toHaVip.put("nextHopId", "havip-none");
        refused(post(entries, toHaVip), 404, "InvalidHaVipId.NotFound");
        toHaVip.put("nextHopType", "VpnGateway");
        refused(post(entries, toHaVip), 400, "InvalidNextHopType");
        given().get(entries + "?nextHopId=" + instanceId).then().body("totalCount", equalTo(1));
        given().delete(entries + "?destinationCidrBlock=172.20.0.0/16").then().statusCode(204);
        refused(
                given().delete(entries + "?destinationCidrBlock=172.20.0.0/16").then(),
                404,
                "InvalidRouteEntry.NotFound");
    }

    @Test
    void routeEntryIsAFactForHostAgentsUntilItIsDeleted() {
        String vpcId = newVpc();
        String instanceId = post("/instances", Map.of("vSwitchId", newVSwitch(vpcId)))
                .statusCode(201)
                .extract()
                .path("instances[0].instanceId");
        String routeTableId = routeTableOf(vpcId);
        String entries = "/route-tables/" + routeTableId + "/entries";
        String routeEntryId = post(entries, Map.of("destinationCidrBlock", "172.20.0.0/16", "nextHopId", instanceId))
                .statusCode(201)
                .extract()
                .path("routeEntryId");
        try (NetworkTopics topics = new NetworkTopics()) {
            assertThat(topics.state(routeEntryId, RouteState.class))
                    .isEqualTo(new RouteState(
                            routeEntryId,
                            vpcId,
                            routeTableId,
                            RouteEntryType.Custom,
                            "172.20.0.0/16",
                            NextHopType.Instance,
                            instanceId));

            given().delete(entries + "/" + routeEntryId).then().statusCode(204);

            topics.awaitTombstone(routeEntryId);
        }
    }

    @Test
    void rebuildTellsEveryStateAgain() {
        String vpcId = newVpc();
        String vSwitchId = newVSwitch(vpcId);
        String instanceId = post("/instances", Map.of("vSwitchId", vSwitchId))
                .statusCode(201)
                .extract()
                .path("instances[0].instanceId");
        String routeEntryId = post(
                        "/route-tables/" + routeTableOf(vpcId) + "/entries",
                        Map.of("destinationCidrBlock", "172.20.0.0/16", "nextHopId", instanceId))
                .statusCode(201)
                .extract()
                .path("routeEntryId");
        try (NetworkTopics topics = new NetworkTopics()) {
            VSwitchState vSwitch = topics.state(vSwitchId, VSwitchState.class);
            RouteState route = topics.state(routeEntryId, RouteState.class);
            Await.until(() -> assertThat(
                            topics.state(instanceId, InstanceState.class).status())
                    .isEqualTo(InstanceStatus.Running));
            InstanceState instance = topics.state(instanceId, InstanceState.class);
            topics.forgetStates();

            String rebuild = "/admin/projections/network/rebuild";
            given().post(rebuild).then().statusCode(202);
            Await.until(() -> given().get(rebuild).then().body("phase", equalTo("DONE")));

            assertThat(topics.state(vSwitchId, VSwitchState.class)).isEqualTo(vSwitch);
            assertThat(topics.state(routeEntryId, RouteState.class)).isEqualTo(route);
            assertThat(topics.state(instanceId, InstanceState.class)).isEqualTo(instance);
        }
    }

    @Test
    void securityGroupKeepsItsRulesAndItsVpc() {
        String vpcId = newVpc();
        String groupId = post("/security-groups", Map.of("vpcId", vpcId, "securityGroupName", "front"))
                .statusCode(201)
                .body("innerAccessPolicy", equalTo("Accept"))
                .extract()
                .path("securityGroupId");
        String rules = "/security-groups/" + groupId + "/rules";
        Map<String, Object> web =
                Map.of("ipProtocol", "tcp", "portRange", "80/80", "cidrIp", "0.0.0.0/0", "policy", "accept");
        post(rules + "/ingress", Map.of("permissions", List.of(web)))
                .statusCode(200)
                .body("rules", hasSize(1))
                .body("rules[0].ipProtocol", equalTo("TCP"))
                .body("rules[0].policy", equalTo("Accept"))
                .body("rules[0].priority", equalTo(1));
        post(rules + "/egress", Map.of("permissions", List.of(web))).body("rules", hasSize(2));
        given().get(rules + "?direction=egress").then().body("rules.direction", contains("egress"));
        given().get("/security-groups/" + groupId).then().body("ruleCount", equalTo(2));
        refused(
                post(rules + "/ingress", Map.of("permissions", List.of(Map.of("ipProtocol", "tcp")))),
                400,
                "MissingParameter");
        Map<String, Object> described = new HashMap<>(web);
        described.put("description", "web");
        patch(rules + "/ingress", described)
                .statusCode(200)
                .body("rules.find { it.direction == 'ingress' }.description", equalTo("web"))
                .body("rules.find { it.direction == 'egress' }.description", equalTo(""));
        described.put("portRange", "81/81");
        refused(patch(rules + "/ingress", described), 404, "InvalidSecurityGroupRule.RuleNotExist");
        post(rules + "/ingress/revoke", Map.of("permissions", List.of(web))).body("rules", hasSize(1));
        String left = given().get(rules).jsonPath().getString("rules[0].securityGroupRuleId");
        given().delete(rules + "?securityGroupRuleId=" + left).then().body("rules", empty());
        post("/security-groups/" + groupId + "/policy", Map.of("innerAccessPolicy", "drop"))
                .body("innerAccessPolicy", equalTo("Drop"));
        refused(given().delete("/vpcs/" + vpcId).then(), 400, "DependencyViolation.SecurityGroup");
        given().delete("/security-groups/" + groupId).then().statusCode(204);
        given().delete("/vpcs/" + vpcId).then().statusCode(204);
    }

    @Test
    void deploymentSetIsCreatedModifiedAndDeleted() {
        String id = post("/deployment-sets", Map.of("deploymentSetName", "apart"))
                .statusCode(201)
                .body("strategy", equalTo("Availability"))
                .body("members", empty())
                .extract()
                .path("deploymentSetId");
        patch("/deployment-sets/" + id, Map.of("deploymentSetName", "far apart"))
                .body("deploymentSetName", equalTo("far apart"));
        refused(post("/deployment-sets", Map.of("strategy", "Nearby")), 400, "InvalidParameter.Strategy");
        given().get("/deployment-sets?strategy=Availability").then().body("totalCount", equalTo(1));
        given().delete("/deployment-sets/" + id).then().statusCode(204);
        refused(given().get("/deployment-sets/" + id).then(), 404, "InvalidDeploymentSetId.NotFound");
    }

    @Test
    void catalogueListsRegionsZonesTypesAndImages() {
        given().get("/regions")
                .then()
                .body("regions", hasSize(28))
                .body("regions.regionId", hasItems("cn-hangzhou", "me-central-1"));
        given().get("/zones?regionId=eu-central-1")
                .then()
                .body("zones.zoneId", contains("eu-central-1a", "eu-central-1b", "eu-central-1c"));
        given().get("/zones").then().body("zones.zoneId", hasItem("cn-hangzhou-b"));
        refused(given().get("/zones?regionId=cn-nowhere").then(), 404, "InvalidRegionId.NotFound");
        given().get("/instance-types?instanceTypeId=ecs.e-c1m1.large")
                .then()
                .body("instanceTypes", hasSize(1))
                .body("instanceTypes[0].cpuCoreCount", equalTo(2));
        given().get("/images?pageSize=1")
                .then()
                .body("images", hasSize(1))
                .body("images[0].imageId", equalTo("aliyun_3_x64_20G_alibase_20221102.vhd"));
        given().get("/images?imageName=aliyun_3_x64*20221102.vhd")
                .then()
                .body("images.imageId", contains("aliyun_3_x64_20G_alibase_20221102.vhd"));
        given().get("/images?imageName=aliyun_3_x64").then().body("totalCount", equalTo(0));
        assertThat(given().get("/images").jsonPath().getInt("totalCount")).isEqualTo(6);
        refused(post("/vpcs", Map.of("regionId", "cn-nowhere")), 404, "InvalidRegionId.NotFound");
    }
}
