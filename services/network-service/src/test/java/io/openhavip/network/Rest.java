package io.openhavip.network;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;

/** Requests of tests about instances and network interfaces, each in an account of its own. */
record Rest(String accountId) {

    private static final String ACCOUNT = "Account-Id";

    ValidatableResponse post(String path, Object body) {
        return given().header(ACCOUNT, accountId)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then();
    }

    ValidatableResponse post(String path) {
        return given().header(ACCOUNT, accountId)
                .contentType(ContentType.JSON)
                .post(path)
                .then();
    }

    ValidatableResponse repeatable(String clientToken, String path, Object body) {
        return given().header(ACCOUNT, accountId)
                .header("Client-Token", clientToken)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then();
    }

    ValidatableResponse patch(String path, Object body) {
        return given().header(ACCOUNT, accountId)
                .contentType(ContentType.JSON)
                .body(body)
                .patch(path)
                .then();
    }

    ValidatableResponse get(String path) {
        return given().header(ACCOUNT, accountId).get(path).then();
    }

    ValidatableResponse delete(String path) {
        return given().header(ACCOUNT, accountId).delete(path).then();
    }

    /** A vSwitch in a VPC of its own. */
    String vSwitch(String cidrBlock) {
        String vpcId = post("/vpcs", Map.of("cidrBlock", "10.0.0.0/16"))
                .statusCode(201)
                .extract()
                .path("vpcId");
        return vSwitch(vpcId, cidrBlock);
    }

    String vSwitch(String vpcId, String cidrBlock) {
        return post("/vswitches", Map.of("vpcId", vpcId, "cidrBlock", cidrBlock))
                .statusCode(201)
                .extract()
                .path("vSwitchId");
    }

    /** A security group in the VPC of the vSwitch. */
    String securityGroup(String vSwitchId) {
        String vpcId = get("/vswitches/" + vSwitchId).extract().path("vpcId");
        return post("/security-groups", Map.of("vpcId", vpcId))
                .statusCode(201)
                .extract()
                .path("securityGroupId");
    }

    String instance(String vSwitchId) {
        return post("/instances", Map.of("vSwitchId", vSwitchId))
                .statusCode(201)
                .extract()
                .path("instances[0].instanceId");
    }

    String deploymentSet(String strategy) {
        return post("/deployment-sets", Map.of("strategy", strategy))
                .statusCode(201)
                .extract()
                .path("deploymentSetId");
    }

    String networkInterface(String vSwitchId) {
        return post("/network-interfaces", Map.of("vSwitchId", vSwitchId))
                .statusCode(201)
                .extract()
                .path("networkInterfaceId");
    }

    void attach(String networkInterfaceId, String instanceId) {
        post("/network-interfaces/" + networkInterfaceId + "/attach", Map.of("instanceId", instanceId))
                .statusCode(200);
    }
}
