package io.openhavip.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.network.AssociationEvent;
import io.openhavip.contracts.network.AssociationEvent.EipAttached;
import io.openhavip.contracts.network.AssociationEvent.EipDetached;
import io.openhavip.contracts.network.AssociationEvent.HaVipAttached;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.NetworkCommand.AttachEip;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Network interfaces by REST, and what they and instances carry for other services, on a real broker and database. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class NetworkInterfacesIT {

    private static final String ACCOUNT = "2000000000000011";

    private final Rest rest = new Rest(ACCOUNT);
    private final String havip = "havip-" + UUID.randomUUID();
    private final String eip = "eip-" + UUID.randomUUID();
    private NetworkTopics topics;
    private String vSwitchId;
    private String instanceId;

    @BeforeEach
    void instance() {
        topics = new NetworkTopics();
        vSwitchId = rest.vSwitch("10.0.0.0/24");
        instanceId = rest.instance(vSwitchId);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    private String primary() {
        return rest.get("/instances/" + instanceId).extract().path("networkInterfaces[0].networkInterfaceId");
    }

    private void attachHaVip(String id, AssociatedInstanceType type, String haVipId) {
        topics.send(new AttachHaVip(id, type, haVipId, "try-" + haVipId, vSwitchId, ACCOUNT));
    }

    private void attachEip(String id, AssociatedInstanceType type, String eipId) {
        topics.send(new AttachEip(id, type, ACCOUNT, "cn-hangzhou", eipId, "203.0.113.7", "try-" + eipId));
    }

    private <E extends AssociationEvent> E await(Class<E> kind, String id, String mentions) {
        return topics.await(
                kind, event -> event.instanceId().equals(id) && event.toString().contains(mentions));
    }

    @Test
    void primaryOneIsThereWithItsInstance() {
        rest.get("/network-interfaces/" + primary())
                .statusCode(200)
                .body("type", equalTo("Primary"))
                .body("status", equalTo("InUse"))
                .body("attachment.instanceId", equalTo(instanceId))
                .body("attachment.deviceIndex", equalTo(0))
                .body("privateIpAddress", equalTo("10.0.0.1"));
    }

    @Test
    void secondaryOneIsCreatedAttachedDetachedAndDeleted() {
        String group = rest.securityGroup(vSwitchId);
        String id = rest.post(
                        "/network-interfaces",
                        Map.of(
                                "vSwitchId",
                                vSwitchId,
                                "privateIpAddress",
                                "10.0.0.9",
                                "networkInterfaceName",
                                "second",
                                "securityGroupIds",
                                List.of(group),
                                "tags",
                                List.of(Map.of("key", "env", "value", "test"))))
                .statusCode(201)
                .body("status", equalTo("Available"))
                .body("type", equalTo("Secondary"))
                .body("macAddress", equalTo("02:00:0a:00:00:09"))
                .body("networkInterfaceName", equalTo("second"))
                .body("securityGroupIds", contains(group))
                .body("attachment", nullValue())
                .body("tags.key", contains("env"))
                .extract()
                .path("networkInterfaceId");
        String path = "/network-interfaces/" + id;
        rest.post(path + "/attach", Map.of("instanceId", instanceId))
                .statusCode(200)
                .body("status", equalTo("InUse"))
                .body("attachment.instanceId", equalTo(instanceId))
                .body("attachment.deviceIndex", equalTo(1));
        rest.get("/instances/" + instanceId).body("networkInterfaces.networkInterfaceId", contains(primary(), id));
        rest.delete(path).statusCode(400).body("code", equalTo("InvalidOperation.InvalidEniState"));
        rest.post(path + "/detach", Map.of("instanceId", instanceId))
                .statusCode(200)
                .body("status", equalTo("Available"))
                .body("attachment", nullValue());
        rest.get("/instances/" + instanceId).body("networkInterfaces", hasSize(1));
        rest.patch(path, Map.of("description", "spare", "deleteOnRelease", true))
                .statusCode(200)
                .body("description", equalTo("spare"))
                .body("deleteOnRelease", equalTo(true))
                .body("networkInterfaceName", equalTo("second"));
        rest.delete(path).statusCode(204);
        rest.get(path).statusCode(404).body("code", equalTo("InvalidEniId.NotFound"));
        rest.get("/vswitches/" + vSwitchId).body("availableIpAddressCount", equalTo(251));
    }

    @Test
    void listingIsNarrowedByEachFilterAndToItsAccount() {
        String secondary = rest.networkInterface(vSwitchId);
        rest.post("/network-interfaces/" + secondary + "/tags", Map.of("tags", List.of(Map.of("key", "a"))))
                .statusCode(204);
        String primary = primary();
        assertThat(ids("?vSwitchId=" + vSwitchId)).containsExactlyInAnyOrder(primary, secondary);
        assertThat(ids("?vSwitchId=" + vSwitchId + "&type=Primary")).containsExactly(primary);
        assertThat(ids("?vSwitchId=" + vSwitchId + "&status=Available")).containsExactly(secondary);
        assertThat(ids("?vSwitchId=" + vSwitchId + "&tag=a")).containsExactly(secondary);
        assertThat(ids("?instanceId=" + instanceId)).containsExactly(primary);
        assertThat(ids("?networkInterfaceId=" + secondary + "&networkInterfaceId=" + primary))
                .hasSize(2);
        assertThat(ids("?networkInterfaceId=" + secondary + "&networkInterfaceId=eni-0123456789abcdef0123".repeat(99)))
                .containsExactly(secondary);
        assertThat(ids("?vSwitchId=" + vSwitchId + "&regionId=cn-hangzhou")).hasSize(2);
        assertThat(ids("?regionId=cn-beijing")).isEmpty();
        String vpcId = rest.get("/vswitches/" + vSwitchId).extract().path("vpcId");
        String group = rest.post("/security-groups", Map.of("vpcId", vpcId))
                .statusCode(201)
                .extract()
                .path("securityGroupId");
        rest.patch("/network-interfaces/" + secondary, Map.of("securityGroupIds", List.of(group)))
                .statusCode(200);
        assertThat(ids("?securityGroupId=" + group)).containsExactly(secondary);
        Rest stranger = new Rest("2000000000000012");
        stranger.get("/network-interfaces").body("totalCount", equalTo(0));
        List.of(
                        stranger.get("/network-interfaces/" + secondary),
                        stranger.delete("/network-interfaces/" + secondary),
                        stranger.patch("/network-interfaces/" + secondary, Map.of("description", "mine")))
                .forEach(answer -> answer.statusCode(404).body("code", equalTo("InvalidEniId.NotFound")));
    }

    private List<String> ids(String query) {
        return rest.get("/network-interfaces" + query)
                .statusCode(200)
                .extract()
                .path("networkInterfaces.networkInterfaceId");
    }

    @Test
    void codesOfNetworkInterfacesAreAnswered() {
        Map<String, Object> taken = Map.of("vSwitchId", vSwitchId, "privateIpAddress", "10.0.0.1");
        rest.post("/network-interfaces", taken).statusCode(403).body("code", equalTo("InvalidIp.IpRepeated"));
        rest.post("/network-interfaces", Map.of("vSwitchId", vSwitchId, "privateIpAddress", "10.1.0.1"))
                .statusCode(403)
                .body("code", equalTo("InvalidVSwitchId.IpInvalid"));
        rest.post("/network-interfaces", Map.of("vSwitchId", vSwitchId, "networkInterfaceName", "a"))
                .statusCode(400)
                .body("code", equalTo("InvalidNetworkInterfaceName.Malformed"));
        rest.post("/network-interfaces/" + primary() + "/detach", Map.of("instanceId", instanceId))
                .statusCode(400)
                .body("code", equalTo("InvalidOperation.DetachPrimaryEniNotAllowed"));
        String elsewhere = rest.networkInterface(rest.vSwitch("10.0.0.0/24"));
        rest.post("/network-interfaces/" + elsewhere + "/attach", Map.of("instanceId", instanceId))
                .statusCode(403)
                .body("code", equalTo("InvalidOperation.VpcMismatch"));
        rest.post("/network-interfaces/" + elsewhere + "/attach", Map.of("instanceId", "i-none"))
                .statusCode(404)
                .body("code", equalTo("InvalidEcsId.NotFound"));
        rest.post("/network-interfaces/" + elsewhere + "/attach", Map.of())
                .statusCode(400)
                .body("code", equalTo("MissingParameter"));
    }

    @Test
    void instanceHasAsManyInterfacesAsItsTypeAllows() {
        Map.of("ecs.g6.large", 2, "ecs.g7.xlarge", 4).forEach((instanceType, most) -> {
            String id = rest.post("/instances", Map.of("vSwitchId", vSwitchId, "instanceType", instanceType))
                    .statusCode(201)
                    .extract()
                    .path("instances[0].instanceId");
            for (int i = 1; i < most; i++) {
                rest.attach(rest.networkInterface(vSwitchId), id);
            }
            rest.post("/network-interfaces/" + rest.networkInterface(vSwitchId) + "/attach", Map.of("instanceId", id))
                    .statusCode(403)
                    .body("code", equalTo("EniPerInstanceLimitExceeded"));
        });
    }

    @Test
    void detachedInterfaceKeepsItsHaVipButIsNoPortAnyMore() {
        String id = rest.networkInterface(vSwitchId);
        attachHaVip(id, AssociatedInstanceType.NetworkInterface, havip);
        assertThat(topics.await(
                                CommandRefused.class,
                                refused -> refused.requesterId().equals(havip))
                        .code())
                .isEqualTo(ErrorCode.INVALID_ENI_STATE);
        rest.attach(id, instanceId);
        attachHaVip(id, AssociatedInstanceType.NetworkInterface, havip);
        assertThat(await(HaVipAttached.class, id, havip))
                .isEqualTo(new HaVipAttached(id, havip, "try-" + havip, vSwitchId));
        assertThat(ports()).containsExactly(primary(), id);
        rest.post("/network-interfaces/" + id + "/detach", Map.of("instanceId", instanceId))
                .statusCode(200)
                .body("haVipIds", contains(havip));
        Await.until(() -> assertThat(ports()).containsExactly(primary()));
        rest.attach(id, instanceId);
        rest.get("/network-interfaces/" + id).body("haVipIds", contains(havip));
        Await.until(() -> assertThat(ports()).containsExactly(primary(), id));
    }

    private List<String> ports() {
        return topics.state(instanceId, InstanceState.class).networkInterfaces().stream()
                .map(NetworkInterface::networkInterfaceId)
                .toList();
    }

    @Test
    void deletionOfAnInstanceFreesItAndItsPrimaryInterfaceOfAllThatTheyCarry() {
        String primary = primary();
        String secondary = rest.networkInterface(vSwitchId);
        rest.attach(secondary, instanceId);
        attachHaVip(instanceId, AssociatedInstanceType.EcsInstance, havip + "-1");
        attachHaVip(primary, AssociatedInstanceType.NetworkInterface, havip + "-2");
        attachHaVip(secondary, AssociatedInstanceType.NetworkInterface, havip + "-3");
        attachEip(instanceId, AssociatedInstanceType.EcsInstance, eip);
        await(HaVipAttached.class, instanceId, havip + "-1");
        await(HaVipAttached.class, primary, havip + "-2");
        await(HaVipAttached.class, secondary, havip + "-3");
        assertThat(await(EipAttached.class, instanceId, eip).privateIpAddress()).isEqualTo("10.0.0.1");
        Await.until(() -> rest.get("/instances/" + instanceId)
                .body("haVipIds", contains(havip + "-1"))
                .body("eip.eipId", equalTo(eip))
                .body("eip.ipAddress", equalTo("203.0.113.7")));

        rest.delete("/instances/" + instanceId + "?force=true").statusCode(204);

        rest.get("/instances/" + instanceId).statusCode(404);
        rest.get("/network-interfaces/" + primary).statusCode(404);
        rest.get("/network-interfaces/" + secondary)
                .body("status", equalTo("Available"))
                .body("attachment", nullValue())
                .body("haVipIds", contains(havip + "-3"));
        await(HaVipDetached.class, instanceId, havip + "-1");
        await(HaVipDetached.class, primary, havip + "-2");
        assertThat(await(EipDetached.class, instanceId, eip)).isEqualTo(new EipDetached(instanceId, eip, "try-" + eip));
        topics.awaitTombstone(instanceId);
        rest.get("/vswitches/" + vSwitchId).body("availableIpAddressCount", equalTo(251));
        rest.delete("/network-interfaces/" + secondary).statusCode(204);
        await(HaVipDetached.class, secondary, havip + "-3");
        rest.delete("/vswitches/" + vSwitchId).statusCode(204);
    }

    @Test
    void secondaryInterfaceCarriesAnEipOfItsOwn() {
        String id = rest.networkInterface(vSwitchId);
        attachEip(id, AssociatedInstanceType.NetworkInterface, eip);
        assertThat(await(EipAttached.class, id, eip).privateIpAddress()).isEqualTo("10.0.0.2");
        Await.until(() -> rest.get("/network-interfaces/" + id).body("eip.eipId", equalTo(eip)));
        attachEip(id, AssociatedInstanceType.NetworkInterface, eip + "-2");
        assertThat(topics.await(
                                CommandRefused.class,
                                refused -> refused.requesterId().equals(eip + "-2"))
                        .code())
                .isEqualTo(ErrorCode.INSTANCE_ALREADY_ASSOCIATED);
    }

    @Test
    void oneOfSeveralInstancesThatWantAnInterfaceAtOnceGetsIt() throws Exception {
        String id = rest.networkInterface(vSwitchId);
        List<String> wanting = List.of(instanceId, rest.instance(vSwitchId), rest.instance(vSwitchId));
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(wanting.size())) {
            for (String wants : wanting) {
                answers.add(callers.submit(
                        () -> rest.post("/network-interfaces/" + id + "/attach", Map.of("instanceId", wants))
                                .extract()
                                .statusCode()));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 400, 400);
        String owner = rest.get("/network-interfaces/" + id).extract().path("attachment.instanceId");
        for (String wants : wanting) {
            rest.get("/instances/" + wants).body("networkInterfaces", hasSize(wants.equals(owner) ? 2 : 1));
        }
    }
}
