package io.openhavip.network;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@Tag("containers")
class NetworkServiceIT {

    @BeforeEach
    void begin() {
        TestAccount.begin();
    }

    @AfterEach
    void end() {
        TestAccount.end();
    }

    private static ValidatableResponse post(String path, Map<String, Object> body) {
        return given().contentType(ContentType.JSON).body(body).post(path).then();
    }

    private static String newVpc(String cidrBlock) {
        return post("/vpcs", Map.of("cidrBlock", cidrBlock))
                .statusCode(201)
                .extract()
                .path("vpcId");
    }

    private static String newVSwitch(String vpcId, String cidrBlock) {
        return post("/vswitches", Map.of("vpcId", vpcId, "cidrBlock", cidrBlock))
                .statusCode(201)
                .extract()
                .path("vSwitchId");
    }

    private static String newInstance(String vSwitchId) {
        return post("/instances", Map.of("vSwitchId", vSwitchId))
                .statusCode(201)
                .extract()
                .path("instances[0].instanceId");
    }

    @Test
    void createdVpcIsSeenByItsCreatorAtOnce() {
        post("/vpcs", Map.of("cidrBlock", "192.168.0.0/16", "vpcName", "web"))
                .statusCode(201)
                .body("vpcId", startsWith("vpc-bp"))
                .body("vpcName", equalTo("web"))
                .body("status", equalTo("Available"))
                .body("cidrBlock", equalTo("192.168.0.0/16"));
    }

    @Test
    void instanceGetsTheFirstIdleAddressAndRuns() {
        String vSwitchId = newVSwitch(newVpc("192.168.0.0/16"), "192.168.0.0/24");
        post("/instances", Map.of("vSwitchId", vSwitchId, "instanceName", "ecs1"))
                .statusCode(201)
                .body("instances", hasSize(1))
                .body("instances[0].status", equalTo("Running"))
                .body("instances[0].hostId", equalTo("host-1"))
                .body("instances[0].networkInterfaces[0].privateIpAddress", equalTo("192.168.0.1"))
                .body("instances[0].networkInterfaces[0].macAddress", equalTo("02:00:c0:a8:00:01"));
        given().get("/vswitches/" + vSwitchId).then().body("availableIpAddressCount", equalTo(251));
    }

    @Test
    void addressInUseIsRefusedWithItsCode() {
        String vSwitchId = newVSwitch(newVpc("10.0.0.0/16"), "10.0.1.0/24");
        Map<String, Object> body = Map.of("vSwitchId", vSwitchId, "privateIpAddress", "10.0.1.9");
        post("/instances", body).statusCode(201);
        post("/instances", body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("InvalidIPAddress.AlreadyUsed"))
                .body("status", equalTo(400))
                .body("detail", equalTo("The specified IPAddress 10.0.1.9 is used by another resource."));
    }

    @Test
    void overlappingVSwitchIsRefused() {
        String vpcId = newVpc("10.0.0.0/16");
        newVSwitch(vpcId, "10.0.0.0/20");
        post("/vswitches", Map.of("vpcId", vpcId, "cidrBlock", "10.0.8.0/24"))
                .statusCode(400)
                .body("code", equalTo("InvalidCidrBlock.Overlapped"));
    }

    @Test
    void stoppingAndStartingIsSeenAtOnce() {
        String instanceId = newInstance(newVSwitch(newVpc("10.0.0.0/16"), "10.0.0.0/24"));
        given().contentType(ContentType.JSON)
                .post("/instances/" + instanceId + "/stop")
                .then()
                .statusCode(200)
                .body("status", equalTo("Stopped"));
        given().contentType(ContentType.JSON)
                .post("/instances/" + instanceId + "/stop")
                .then()
                .statusCode(403)
                .body("code", equalTo("IncorrectInstanceStatus"));
        given().contentType(ContentType.JSON)
                .post("/instances/" + instanceId + "/start")
                .then()
                .statusCode(200)
                .body("status", equalTo("Running"));
    }

    @Test
    void everythingCanBeDeletedFromTheInsideOut() {
        String vpcId = newVpc("10.0.0.0/16");
        String vSwitchId = newVSwitch(vpcId, "10.0.0.0/24");
        String instanceId = newInstance(vSwitchId);
        given().delete("/vpcs/" + vpcId).then().statusCode(400).body("code", equalTo("DependencyViolation.VSwitch"));
        given().delete("/vswitches/" + vSwitchId).then().statusCode(400).body("code", equalTo("DependencyViolation"));
        given().delete("/instances/" + instanceId)
                .then()
                .statusCode(403)
                .body("code", equalTo("IncorrectInstanceStatus"));
        given().delete("/instances/" + instanceId + "?force=true").then().statusCode(204);
        given().delete("/vswitches/" + vSwitchId).then().statusCode(204);
        given().delete("/vpcs/" + vpcId).then().statusCode(204);
        given().get("/vpcs/" + vpcId).then().statusCode(404).body("code", equalTo("InvalidVpcId.NotFound"));
    }

    @Test
    void manyInstancesAreCreatedAllOrNone() {
        String vSwitchId = newVSwitch(newVpc("10.0.0.0/16"), "10.0.0.0/29");
        Map<String, Object> five = new HashMap<>(Map.of("vSwitchId", vSwitchId, "amount", 5));
        post("/instances", five).statusCode(403).body("code", equalTo("InvalidVSwitchId.IpNotEnough"));
        given().get("/instances?vSwitchId=" + vSwitchId).then().body("instances", hasSize(0));
        five.put("amount", 4);
        post("/instances", five).statusCode(201).body("instances", hasSize(4));
    }

    @Test
    void badRequestsNameWhatIsWrong() {
        given().contentType(ContentType.JSON)
                .body("{\"cidrBlock\":")
                .post("/vpcs")
                .then()
                .statusCode(400)
                .body("code", equalTo("InvalidRequestBody.Malformed"));
        post("/vpcs", Map.of("cidrBlok", "10.0.0.0/16"))
                .statusCode(400)
                .body("code", equalTo("InvalidRequestBody.Malformed"))
                .body("detail", startsWith("Field 'cidrBlok'"));
        post("/vswitches", Map.of("cidrBlock", "10.0.0.0/24"))
                .statusCode(400)
                .body("code", equalTo("MissingParameter"));
        given().get("/vpcs/vpc-none").then().statusCode(404).body("code", equalTo("InvalidVpcId.NotFound"));
        given().get("/nothing").then().statusCode(404).body("code", equalTo("ResourceNotFound"));
        given().get("/vpcs?pageSize=0").then().statusCode(400).body("code", equalTo("InvalidParameter"));
        assertThat(given().post("/vpcs").statusCode()).isBetween(400, 499);
    }

    @Test
    void textThatCannotBeKeptIsRefusedBeforeItIsAnEvent() {
        given().contentType(ContentType.JSON)
                .body("{\"cidrBlock\":\"10.0.0.0/16\",\"vpcName\":\"a\\u0000b\"}")
                .post("/vpcs")
                .then()
                .statusCode(400)
                .body("code", equalTo("InvalidRequestBody.Malformed"))
                .body(
                        "detail",
                        equalTo("Field 'vpcName' must not contain control characters or halves of surrogate pairs."));
        post("/vpcs", Map.of("vpcName", "x".repeat(129)))
                .statusCode(400)
                .body("code", equalTo("InvalidVpcName.Malformed"));
        post("/vpcs", Map.of("description", "http://shop"))
                .statusCode(400)
                .body("code", equalTo("InvalidVpcDiscription.Malformed"));
        post("/vswitches", Map.of("vpcId", "vpc-" + "x".repeat(5000), "cidrBlock", "10.0.0.0/24"))
                .statusCode(400)
                .body("code", equalTo("InvalidParameter"));
        given().urlEncodingEnabled(false)
                .get("/vpcs?vpcId=%00")
                .then()
                .statusCode(400)
                .body("code", equalTo("InvalidParameter"));
    }

    @Test
    void requestWithoutABodyIsRefused() {
        for (String path : List.of("/vpcs", "/vswitches", "/instances")) {
            for (String body : List.of("", "null")) {
                given().contentType(ContentType.JSON)
                        .body(body)
                        .post(path)
                        .then()
                        .statusCode(400)
                        .body("code", equalTo("InvalidRequestBody.Malformed"));
            }
        }
    }

    @Test
    void idleAddressesAreCountedAtOnceAfterADeletion() {
        String vSwitchId = newVSwitch(newVpc("10.0.0.0/16"), "10.0.0.0/24");
        String instanceId = newInstance(vSwitchId);
        given().get("/vswitches/" + vSwitchId).then().body("availableIpAddressCount", equalTo(251));
        given().delete("/instances/" + instanceId + "?force=true").then().statusCode(204);
        given().get("/vswitches/" + vSwitchId).then().body("availableIpAddressCount", equalTo(252));
    }

    @Test
    void idOfAnotherKindIsNotFoundAndItsResourceStaysAsItIs() {
        String vpcId = newVpc("10.0.0.0/16");
        String vSwitchId = newVSwitch(vpcId, "10.0.0.0/24");
        String instanceId = newInstance(vSwitchId);
        given().delete("/vpcs/" + vSwitchId).then().statusCode(404).body("code", equalTo("InvalidVpcId.NotFound"));
        given().delete("/vswitches/" + instanceId)
                .then()
                .statusCode(404)
                .body("code", equalTo("InvalidVSwitchId.NotFound"));
        given().contentType(ContentType.JSON)
                .post("/instances/" + vSwitchId + "/stop")
                .then()
                .statusCode(404)
                .body("code", equalTo("InvalidInstanceId.NotFound"));
        post("/instances", Map.of("vSwitchId", "5")).statusCode(404).body("code", equalTo("InvalidVSwitchId.NotFound"));
        given().contentType(ContentType.JSON)
                .post("/instances/" + instanceId + "/stop")
                .then()
                .statusCode(200);
        given().get("/vswitches/" + vSwitchId).then().statusCode(200);
    }

    @Test
    void wrongKindsOfValuesAreExplainedWithoutInternals() {
        malformed("/vpcs", "[]", "The body must be a JSON object.");
        malformed("/vpcs", "{\"cidrBlock\":{}}", "Field 'cidrBlock' must be text.");
        malformed("/instances", "{\"amount\":\"x\"}", "Field 'amount' must be a whole number.");
        malformed(
                "/vswitches",
                "{\"vpcid\":\"vpc-1\"}",
                "Field 'vpcid' does not exist; there are cidrBlock, description, tags, vSwitchName, vpcId, zoneId.");
        given().get("/vpcs?pageSize=ten")
                .then()
                .statusCode(400)
                .body("code", equalTo("InvalidParameter"))
                .body("detail", equalTo("A parameter of the address is not of its kind: \"ten\"."));
    }

    private static void malformed(String path, String body, String detail) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(400)
                .body("code", equalTo("InvalidRequestBody.Malformed"))
                .body("detail", equalTo(detail));
    }
}
