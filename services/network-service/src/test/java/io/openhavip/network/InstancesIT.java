package io.openhavip.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.openhavip.contracts.network.GuestSetup;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Instances by REST, on a real broker and database. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class InstancesIT {

    private final Rest rest = new Rest("2000000000000001");
    private final Rest stranger = new Rest("2000000000000002");

    @Test
    void instanceIsWhatItWasAskedToBe() {
        String vSwitchId = rest.vSwitch("10.0.0.0/24");
        String front = rest.securityGroup(vSwitchId);
        String back = rest.securityGroup(vSwitchId);
        String userData = Base64.getEncoder().encodeToString("#!/bin/sh\n".getBytes());
        String instanceId = rest.post(
                        "/instances",
                        Map.ofEntries(
                                Map.entry("vSwitchId", vSwitchId),
                                Map.entry("instanceName", "web"),
                                Map.entry("hostName", "web.local"),
                                Map.entry("description", "the first"),
                                Map.entry("instanceType", "ecs.c7.large"),
                                Map.entry("imageId", "m-1"),
                                Map.entry("keyPairName", "key"),
                                Map.entry("systemDiskCategory", "cloud_efficiency"),
                                Map.entry("systemDiskSize", 60),
                                Map.entry("userData", userData),
                                Map.entry("securityGroupIds", List.of(front, back)),
                                Map.entry("spotStrategy", "SpotAsPriceGo"),
                                Map.entry("internetChargeType", "PayByBandwidth"),
                                Map.entry("internetMaxBandwidthOut", 5),
                                Map.entry("resourceGroupId", "rg-1"),
                                Map.entry("tags", List.of(Map.of("key", "env", "value", "test")))))
                .statusCode(201)
                .body("totalCount", equalTo(1))
                .body("instances[0].instanceName", equalTo("web"))
                .body("instances[0].hostName", equalTo("web.local"))
                .body("instances[0].description", equalTo("the first"))
                .body("instances[0].status", equalTo("Running"))
                .body("instances[0].stoppedMode", equalTo("Not-applicable"))
                .body("instances[0].instanceType", equalTo("ecs.c7.large"))
                .body("instances[0].imageId", equalTo("m-1"))
                .body("instances[0].keyPairName", equalTo("key"))
                .body("instances[0].systemDisk.category", equalTo("cloud_efficiency"))
                .body("instances[0].systemDisk.size", equalTo(60))
                .body("instances[0].securityGroupIds", contains(front, back))
                .body("instances[0].instanceChargeType", equalTo("PostPaid"))
                .body("instances[0].spotStrategy", equalTo("SpotAsPriceGo"))
                .body("instances[0].internetChargeType", equalTo("PayByBandwidth"))
                .body("instances[0].internetMaxBandwidthOut", equalTo(5))
                .body("instances[0].deletionProtection", equalTo(false))
                .body("instances[0].deploymentSetId", equalTo(""))
                .body("instances[0].resourceGroupId", equalTo("rg-1"))
                .body("instances[0].haVipIds", hasSize(0))
                .body("instances[0].eip", nullValue())
                .body("instances[0].tags[0].key", equalTo("env"))
                .body("instances[0].tags[0].value", equalTo("test"))
                .extract()
                .path("instances[0].instanceId");
        rest.get("/instances/" + instanceId + "/user-data")
                .statusCode(200)
                .body("instanceId", equalTo(instanceId))
                .body("userData", equalTo(userData));
        try (NetworkTopics topics = new NetworkTopics()) {
            assertThat(topics.state(instanceId, InstanceState.class).guest())
                    .contains(new GuestSetup("web.local", userData, "ecs.c7.large", "m-1"));
        }
    }

    @Test
    void securityGroupIsKeptByItsMembersUntilTheyLeaveIt() {
        Rest owner = new Rest("2000000000000021");
        String vSwitchId = owner.vSwitch("10.0.0.0/24");
        String front = owner.securityGroup(vSwitchId);
        String back = owner.securityGroup(vSwitchId);
        Map<String, ?> inFront = Map.of("vSwitchId", vSwitchId, "securityGroupIds", List.of(front));
        String instanceId =
                owner.post("/instances", inFront).statusCode(201).extract().path("instances[0].instanceId");
        owner.delete("/security-groups/" + front).statusCode(403).body("code", equalTo("DependencyViolation"));
        owner.patch("/instances/" + instanceId, Map.of("securityGroupIds", List.of(back)))
                .statusCode(200)
                .body("securityGroupIds", contains(back));
        owner.delete("/security-groups/" + front).statusCode(204);
        String networkInterfaceId = owner.post(
                        "/network-interfaces", Map.of("vSwitchId", vSwitchId, "securityGroupIds", List.of(back)))
                .statusCode(201)
                .extract()
                .path("networkInterfaceId");
        owner.delete("/instances/" + instanceId + "?force=true").statusCode(204);
        owner.delete("/security-groups/" + back).statusCode(403).body("code", equalTo("DependencyViolation"));
        owner.delete("/network-interfaces/" + networkInterfaceId).statusCode(204);
        owner.delete("/security-groups/" + back).statusCode(204);
    }

    @Test
    void securityGroupThatIsNotInTheVpcTakesNobodyAndNothingIsMade() {
        Rest owner = new Rest("2000000000000022");
        String vSwitchId = owner.vSwitch("10.0.0.0/24");
        String elsewhere = owner.securityGroup(owner.vSwitch("10.0.0.0/24"));
        for (String group : List.of(elsewhere, "sg-bp1unknown")) {
            Map<String, ?> body = Map.of("vSwitchId", vSwitchId, "securityGroupIds", List.of(group));
            owner.post("/instances", body).statusCode(404).body("code", equalTo("InvalidSecurityGroupId.NotFound"));
            owner.post("/network-interfaces", body)
                    .statusCode(404)
                    .body("code", equalTo("InvalidSecurityGroupId.NotFound"));
        }
        owner.get("/vswitches/" + vSwitchId).body("availableIpAddressCount", equalTo(252));
        owner.get("/instances?vSwitchId=" + vSwitchId).body("totalCount", equalTo(0));
    }

    @Test
    void instanceThatIsGivenNoNameIsNamedByItsId() {
        String instanceId = rest.instance(rest.vSwitch("10.0.0.0/24"));
        rest.get("/instances/" + instanceId)
                .body("instanceName", equalTo(instanceId))
                .body("hostName", startsWith("iZ"));
    }

    @Test
    void severalInstancesGetSuffixesAndConsecutiveAddresses() {
        rest.post(
                        "/instances",
                        Map.of(
                                "vSwitchId",
                                rest.vSwitch("10.0.0.0/24"),
                                "amount",
                                3,
                                "instanceName",
                                "web",
                                "hostName",
                                "host",
                                "uniqueSuffix",
                                true,
                                "privateIpAddress",
                                "10.0.0.10"))
                .statusCode(201)
                .body("instances.instanceName.sort()", contains("web001", "web002", "web003"))
                .body("instances.hostName.sort()", contains("host001", "host002", "host003"))
                .body(
                        "instances.collect { it.networkInterfaces[0].privateIpAddress }.sort()",
                        contains("10.0.0.10", "10.0.0.11", "10.0.0.12"));
    }

    @Test
    void instanceStopsStartsAndReboots() {
        String path = "/instances/" + rest.instance(rest.vSwitch("10.0.0.0/24"));
        rest.post(path + "/reboot").statusCode(200).body("status", equalTo("Running"));
        rest.post(path + "/stop", Map.of("stoppedMode", "StopCharging", "forceStop", true))
                .statusCode(200)
                .body("status", equalTo("Stopped"))
                .body("stoppedMode", equalTo("StopCharging"));
        rest.post(path + "/stop", Map.of("stoppedMode", "Never"))
                .statusCode(400)
                .body("code", equalTo("InvalidParameter"))
                .body("detail", equalTo("\"stoppedMode\" is Never; it must be one of KeepCharging, StopCharging."));
        rest.post(path + "/reboot").statusCode(403).body("code", equalTo("IncorrectInstanceStatus"));
        rest.post(path + "/start").statusCode(200).body("status", equalTo("Running"));
        rest.post(path + "/stop")
                .statusCode(200)
                .body("status", equalTo("Stopped"))
                .body("stoppedMode", equalTo("KeepCharging"));
    }

    @Test
    void attributesAndTagsChangeAndTheRestStays() {
        String path = "/instances/" + rest.instance(rest.vSwitch("10.0.0.0/24"));
        rest.patch(path, Map.of("instanceName", "db1", "deletionProtection", true))
                .statusCode(200)
                .body("instanceName", equalTo("db1"))
                .body("deletionProtection", equalTo(true))
                .body("hostName", startsWith("iZ"));
        rest.delete(path + "?force=true").statusCode(403).body("code", equalTo("InvalidOperation.DeletionProtection"));
        rest.post(path + "/tags", Map.of("tags", List.of(Map.of("key", "a", "value", "1"), Map.of("key", "b"))))
                .statusCode(204);
        rest.get(path).body("tags.key", contains("a", "b"));
        rest.delete(path + "/tags?key=a").statusCode(204);
        rest.get(path).body("tags.key", contains("b"));
        rest.delete(path + "/tags").statusCode(400).body("code", equalTo("MissingParameter"));
        rest.delete(path + "/tags?all=true").statusCode(204);
        rest.get(path).body("tags", hasSize(0));
        rest.patch(path, Map.of("deletionProtection", false, "description", "gone soon"))
                .statusCode(200)
                .body("description", equalTo("gone soon"));
        rest.delete(path + "?force=true").statusCode(204);
        rest.get(path).statusCode(404).body("code", equalTo("InvalidInstanceId.NotFound"));
    }

    @Test
    void listingIsNarrowedByEachFilter() {
        Rest owner = new Rest("2000000000000003");
        String vpcId = owner.post("/vpcs", Map.of("cidrBlock", "10.0.0.0/16"))
                .extract()
                .path("vpcId");
        String first = owner.vSwitch(vpcId, "10.0.0.0/24");
        String second = owner.vSwitch(vpcId, "10.0.1.0/24");
        String alone = owner.deploymentSet("Availability");
        String spread = owner.deploymentSet("AvailabilityGroup");
        String web = named(owner, first, "web_1", "rg-1", alone, "prod");
        String webToo = named(owner, second, "webX1", "rg-2", spread, "test");
        String stopped = named(owner, second, "db1", "rg-2", spread, "prod");
        owner.post("/instances/" + stopped + "/stop").statusCode(200);
        assertThat(ids(owner, "")).containsExactlyInAnyOrder(web, webToo, stopped);
        assertThat(ids(owner, "?instanceId=" + web + "&instanceId=" + stopped)).containsExactlyInAnyOrder(web, stopped);
        assertThat(ids(owner, "?vpcId=" + vpcId)).hasSize(3);
        assertThat(ids(owner, "?vpcId=vpc-none")).isEmpty();
        assertThat(ids(owner, "?vSwitchId=" + first)).containsExactly(web);
        assertThat(ids(owner, "?regionId=cn-hangzhou")).hasSize(3);
        assertThat(ids(owner, "?regionId=cn-beijing")).isEmpty();
        String group = owner.post("/security-groups", Map.of("vpcId", vpcId))
                .statusCode(201)
                .extract()
                .path("securityGroupId");
        owner.patch("/instances/" + webToo, Map.of("securityGroupIds", List.of(group)))
                .statusCode(200);
        assertThat(ids(owner, "?securityGroupId=" + group)).containsExactly(webToo);
        assertThat(ids(owner, "?securityGroupId=sg-none")).isEmpty();
        assertThat(ids(owner, "?status=Stopped")).containsExactly(stopped);
        assertThat(ids(owner, "?name=web*")).containsExactlyInAnyOrder(web, webToo);
        assertThat(ids(owner, "?name=web_1")).containsExactly(web);
        assertThat(ids(owner, "?name=web")).isEmpty();
        assertThat(ids(owner, "?privateIpAddress=10.0.0.1")).containsExactly(web);
        assertThat(ids(owner, "?resourceGroupId=rg-2")).containsExactlyInAnyOrder(webToo, stopped);
        assertThat(ids(owner, "?deploymentSetId=" + alone)).containsExactly(web);
        assertThat(ids(owner, "?tag=env=prod")).containsExactlyInAnyOrder(web, stopped);
        assertThat(ids(owner, "?tag=env&tag=env=test")).containsExactly(webToo);
        owner.get("/instances?pageSize=2&pageNumber=2")
                .body("instances", hasSize(1))
                .body("totalCount", equalTo(3));
    }

    @Test
    void deploymentSetKeepsItsInstancesApartAndIsNotDeletedWithThem() {
        Rest owner = new Rest("2000000000000013");
        String vSwitchId = owner.vSwitch("10.0.0.0/24");
        String set = owner.deploymentSet("Availability");
        String instanceId = named(owner, vSwitchId, "web_1", "rg-1", set, "prod");
        owner.get("/deployment-sets/" + set)
                .body("members", hasSize(1))
                .body("members[0].instanceId", equalTo(instanceId))
                .body("members[0].hostId", equalTo("host-1"));
        owner.post("/instances", Map.of("vSwitchId", vSwitchId, "deploymentSetId", set))
                .statusCode(400)
                .body("code", equalTo("QuotaExceed.DeploymentSetInstanceQuotaFull"));
        owner.post("/instances", Map.of("vSwitchId", vSwitchId, "deploymentSetId", "ds-none"))
                .statusCode(404)
                .body("code", equalTo("InvalidDeploymentSetId.NotFound"));
        owner.delete("/deployment-sets/" + set).statusCode(403).body("code", equalTo("DependencyViolation.NotEmpty"));
        owner.delete("/instances/" + instanceId + "?force=true").statusCode(204);
        owner.get("/deployment-sets/" + set).body("members", hasSize(0));
        owner.delete("/deployment-sets/" + set).statusCode(204);
    }

    private static String named(
            Rest owner, String vSwitchId, String name, String resourceGroupId, String deploymentSetId, String env) {
        return owner.post(
                        "/instances",
                        Map.of(
                                "vSwitchId", vSwitchId,
                                "instanceName", name,
                                "resourceGroupId", resourceGroupId,
                                "deploymentSetId", deploymentSetId,
                                "tags", List.of(Map.of("key", "env", "value", env))))
                .statusCode(201)
                .extract()
                .path("instances[0].instanceId");
    }

    private static List<String> ids(Rest owner, String query) {
        return owner.get("/instances" + query).statusCode(200).extract().path("instances.instanceId");
    }

    @Test
    void instanceOfAnotherAccountDoesNotExist() {
        String vSwitchId = rest.vSwitch("10.0.0.0/24");
        String path = "/instances/" + rest.instance(vSwitchId);
        List.of(
                        stranger.get(path),
                        stranger.get(path + "/user-data"),
                        stranger.patch(path, Map.of("instanceName", "mine")),
                        stranger.post(path + "/stop"),
                        stranger.post(path + "/tags", Map.of("tags", List.of(Map.of("key", "a")))),
                        stranger.delete(path + "?force=true"))
                .forEach(answer -> answer.statusCode(404).body("code", equalTo("InvalidInstanceId.NotFound")));
        stranger.get("/instances").body("instances", hasSize(0)).body("totalCount", equalTo(0));
        stranger.post("/instances", Map.of("vSwitchId", vSwitchId))
                .statusCode(404)
                .body("code", equalTo("InvalidVSwitchId.NotFound"));
    }

    @Test
    void valuesThatAreNotAllowedAreRefusedWithTheirCodes() {
        String vSwitchId = rest.vSwitch("10.0.0.0/24");
        refused(Map.of("vSwitchId", vSwitchId, "instanceName", "a"), "InvalidInstanceName.Malformed");
        refused(Map.of("vSwitchId", vSwitchId, "hostName", "-a"), "InvalidHostName.Malformed");
        refused(Map.of("vSwitchId", vSwitchId, "description", "a"), "InvalidDescription.Malformed");
        refused(Map.of("vSwitchId", vSwitchId, "userData", "#!"), "InvalidUserData.Base64FormatInvalid");
        refused(
                Map.of("vSwitchId", vSwitchId, "userData", Base64.getEncoder().encodeToString(new byte[32769])),
                "InvalidUserData.SizeExceeded");
        refused(Map.of("vSwitchId", vSwitchId, "amount", 101), "InvalidParameter");
        refused(Map.of("vSwitchId", vSwitchId, "amount", 0), "InvalidParameter");
        refused(Map.of("vSwitchId", vSwitchId, "hostId", "host-9"), "InvalidParameter");
        refused(Map.of("vSwitchId", vSwitchId, "spotStrategy", "Never"), "InvalidParameter");
        refused(Map.of("vSwitchId", vSwitchId, "internetMaxBandwidthOut", 101), "InvalidParameter");
        refused(Map.of("vSwitchId", vSwitchId, "tags", List.of(Map.of("key", "acs:x"))), "InvalidTagKey.Malformed");
        refused(
                Map.of("vSwitchId", vSwitchId, "securityGroupIds", Arrays.asList("sg-1", null)),
                "InvalidRequestBody.Malformed");
        refused(Map.of(), "MissingParameter");
        rest.get("/instances?vSwitchId=" + vSwitchId).body("instances", hasSize(0));
        rest.get("/vswitches/" + vSwitchId).body("availableIpAddressCount", equalTo(252));
    }

    private void refused(Map<String, Object> body, String code) {
        rest.post("/instances", body).statusCode(400).body("code", equalTo(code));
    }

    @Test
    void repeatedRequestWithItsTokenIsAnsweredAsTheFirstAndDoneOnce() {
        String vSwitchId = rest.vSwitch("10.0.0.0/24");
        String token = UUID.randomUUID().toString();
        Map<String, Object> two = Map.of("vSwitchId", vSwitchId, "amount", 2);
        String first = rest.repeatable(token, "/instances", two)
                .statusCode(201)
                .extract()
                .asString();
        assertThat(rest.repeatable(token, "/instances", two)
                        .statusCode(201)
                        .extract()
                        .asString())
                .isEqualTo(first);
        rest.get("/instances?vSwitchId=" + vSwitchId).body("totalCount", equalTo(2));
        rest.repeatable(token, "/instances", Map.of("vSwitchId", vSwitchId))
                .statusCode(400)
                .body("code", equalTo("IdempotentParameterMismatch"));
    }

    @Test
    void parallelRequestsNeverGiveOneAddressTwice() throws Exception {
        String vSwitchId = rest.vSwitch("10.0.0.0/26");
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 24; i++) {
                answers.add(callers.submit(() -> rest.post("/instances", Map.of("vSwitchId", vSwitchId, "amount", 3))
                        .extract()
                        .statusCode()));
            }
        }
        int created = 0;
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isIn(201, 403);
            created += answer.get() == 201 ? 3 : 0;
        }
        List<String> addresses = rest.get("/instances?pageSize=100&vSwitchId=" + vSwitchId)
                .extract()
                .path("instances.collect { it.networkInterfaces[0].privateIpAddress }");
        // A /26 has 60 addresses: twenty requests of three fit, four are refused whole.
        assertThat(created).isEqualTo(60);
        assertThat(addresses).hasSize(60).doesNotHaveDuplicates();
        rest.get("/vswitches/" + vSwitchId).body("availableIpAddressCount", equalTo(0));
    }

    @Test
    void hundredInstancesAreCreatedAtOnce() {
        rest.post("/instances", Map.of("vSwitchId", rest.vSwitch("10.0.0.0/24"), "amount", 100))
                .statusCode(201)
                .body("instances", hasSize(100));
    }
}
