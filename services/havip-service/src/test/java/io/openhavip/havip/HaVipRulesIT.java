package io.openhavip.havip;

import static io.openhavip.havip.Caller.expect;
import static io.openhavip.havip.Caller.meanwhile;
import static io.openhavip.havip.Caller.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.havip.NetworkByHand.Asked;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers may do to a HAVIP, and whose it is. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(HaVipServiceIT.ShortDeadlines.class)
class HaVipRulesIT {

    private static NetworkByHand network;

    private Caller caller;

    @BeforeAll
    static void start() {
        network = new NetworkByHand();
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @BeforeEach
    void callForAnotherAccount() {
        caller = new Caller(network);
    }

    private List<String> found(String query) {
        return expect(caller.get("/ha-vips?" + query), 200).path("haVips.haVipId");
    }

    @Test
    void creationCarriesAllThatWasGivenAndShowsIt() {
        CompletableFuture<Response> creation = meanwhile(() -> caller.post(
                "/ha-vips",
                Map.of(
                        "vSwitchId",
                        caller.vSwitchId,
                        "ipAddress",
                        "192.168.0.9",
                        "name",
                        "\uD83D\uDE00".repeat(128),
                        "description",
                        "für den Laden",
                        "regionId",
                        "cn-beijing",
                        "resourceGroupId",
                        "rg-shop",
                        "tags",
                        List.of(Map.of("key", "team", "value", "shop"), Map.of("key", "stage")))));
        Asked reservation = network.awaitReservation(caller.vSwitchId);
        ReserveHaVipAddress reserve = (ReserveHaVipAddress) reservation.command();
        assertThat(reserve.accountId()).isEqualTo(caller.accountId);
        assertThat(reserve.regionId()).isEqualTo("cn-beijing");
        network.agree(reservation, "192.168.0.9");
        Response haVip = expect(creation.join(), 201);
        assertThat(haVip.<String>path("status")).isEqualTo("Available");
        assertThat(haVip.<String>path("name")).isEqualTo("\uD83D\uDE00".repeat(128));
        assertThat(haVip.<String>path("description")).isEqualTo("für den Laden");
        assertThat(haVip.<String>path("regionId")).isEqualTo("cn-beijing");
        assertThat(haVip.<String>path("resourceGroupId")).isEqualTo("rg-shop");
        assertThat(haVip.<String>path("chargeType")).isEqualTo("PostPaid");
        assertThat(haVip.<List<Map<String, String>>>path("tags"))
                .containsExactly(Map.of("key", "stage", "value", ""), Map.of("key", "team", "value", "shop"));
        assertThat(haVip.<List<String>>path("associatedInstances")).isEmpty();
        assertThat(haVip.<List<String>>path("associatedEipAddresses")).isEmpty();
    }

    @Test
    void modificationIsAnsweredWithItsEffectAlsoWhenItHasNone() {
        String haVip = "/ha-vips/" + caller.newHaVip(Map.of("name", "web"));
        Response renamed = expect(caller.patch(haVip, Map.of("description", "for the shop")), 200);
        assertThat(renamed.<String>path("name")).isEqualTo("web");
        assertThat(renamed.<String>path("description")).isEqualTo("for the shop");
        assertThat(expect(caller.patch(haVip, Map.of("name", "web")), 200).<String>path("name"))
                .isEqualTo("web");
        assertThat(expect(caller.patch(haVip, Map.of()), 200).<String>path("description"))
                .isEqualTo("for the shop");
    }

    @Test
    void tagsComeAndGo() {
        String tags = "/ha-vips/" + caller.newHaVip() + "/tags";
        List<Map<String, String>> two =
                List.of(Map.of("key", "team", "value", "shop"), Map.of("key", "stage", "value", "test"));
        expect(caller.post(tags, Map.of("tags", two)), 200);
        assertThat(expect(caller.post(tags, Map.of("tags", two)), 200).<List<String>>path("tags.key"))
                .containsExactly("stage", "team");
        assertThat(expect(caller.delete(tags + "?key=team&key=other"), 200).<List<String>>path("tags.key"))
                .containsExactly("stage");
        assertThat(expect(caller.delete(tags + "?all=True"), 200).<List<String>>path("tags.key"))
                .isEmpty();
        refused(caller.delete(tags), 400, "MissingParameter");
        refused(caller.delete(tags + "?all=yes"), 400, "InvalidParameter");
    }

    @Test
    void resourceGroupChanges() {
        String haVip = "/ha-vips/" + caller.newHaVip();
        Map<String, String> shop = Map.of("resourceGroupId", "rg-shop");
        assertThat(expect(caller.post(haVip + "/resource-group", shop), 200).<String>path("resourceGroupId"))
                .isEqualTo("rg-shop");
        expect(caller.post(haVip + "/resource-group", shop), 200);
    }

    @Test
    void filtersTakeAnyValueOfOnePropertyAndAllProperties() {
        String web = caller.newHaVip(
                Map.of("resourceGroupId", "rg-web", "tags", List.of(Map.of("key", "team", "value", "shop"))));
        String idle = caller.newHaVip(Map.of("tags", List.of(Map.of("key", "team", "value", "bank"))));
        caller.associate(web, Map.of("instanceId", "i-" + web));
        assertThat(found("pageNumber=1")).containsExactly(web, idle);
        assertThat(found("haVipId=" + idle + "&haVipId=" + web)).containsExactly(web, idle);
        assertThat(found("haVipId=" + idle + "&status=InUse")).isEmpty();
        assertThat(found("status=available")).containsExactly(idle);
        assertThat(found("status=Available&status=InUse&vSwitchId=" + caller.vSwitchId))
                .containsExactly(web, idle);
        assertThat(found("resourceGroupId=rg-web")).containsExactly(web);
        assertThat(found("regionId=cn-hangzhou")).containsExactly(web, idle);
        assertThat(found("regionId=cn-beijing")).isEmpty();
        assertThat(found("tag=team=bank")).containsExactly(idle);
        assertThat(found("tag=team")).containsExactly(web, idle);
        assertThat(found("tag=team=bank&tag=stage")).isEmpty();
        assertThat(found("vSwitchId=vsw-none")).isEmpty();
        Response page = expect(caller.get("/ha-vips?pageSize=1&pageNumber=2"), 200);
        assertThat(page.<List<String>>path("haVips.haVipId")).containsExactly(idle);
        assertThat(page.<Integer>path("totalCount")).isEqualTo(2);
    }

    @Test
    void tagsWhoseKeysHaveEqualsOrPercentSignsAreFound() {
        String equal = caller.newHaVip(Map.of("tags", List.of(Map.of("key", "a=b", "value", "c=d"))));
        String shorter = caller.newHaVip(Map.of("tags", List.of(Map.of("key", "a", "value", "b=c=d"))));
        String percent = caller.newHaVip(Map.of("tags", List.of(Map.of("key", "50%3D"))));
        assertThat(found("tag=a%3Db")).containsExactly(equal);
        assertThat(found("tag=a%3Db=c=d")).containsExactly(equal);
        assertThat(found("tag=a=b=c=d")).containsExactly(shorter);
        assertThat(found("tag=50%253D")).containsExactly(percent);
        assertThat(found("tag=50%3D")).isEmpty();
    }

    @Test
    void filtersByAddressAndVpcFindWhatHasThem() {
        String web = newHaVip("192.168.0.10", "vpc-web");
        String db = newHaVip("192.168.0.20", "vpc-db");
        assertThat(found("ipAddress=192.168.0.10")).containsExactly(web);
        assertThat(found("ipAddress=192.168.0.10&ipAddress=192.168.0.20")).containsExactly(web, db);
        assertThat(found("ipAddress=192.168.0.30")).isEmpty();
        assertThat(found("vpcId=vpc-web")).containsExactly(web);
        assertThat(found("vpcId=vpc-web&vpcId=vpc-db")).containsExactly(web, db);
        assertThat(found("vpcId=vpc-none")).isEmpty();
        assertThat(found("vpcId=vpc-web&ipAddress=192.168.0.20")).isEmpty();
    }

    private String newHaVip(String address, String vpcId) {
        CompletableFuture<Response> creation =
                meanwhile(() -> caller.post("/ha-vips", Map.of("vSwitchId", caller.vSwitchId)));
        network.agree(network.awaitReservation(caller.vSwitchId), address, vpcId);
        return expect(creation.join(), 201).path("haVipId");
    }

    @Test
    void badQueriesAreRefused() {
        for (String query : List.of(
                "pageSize=51",
                "pageSize=0",
                "pageNumber=0",
                "pageSize=x",
                "status=Pending",
                "haVipId=" + "x".repeat(65))) {
            refused(caller.get("/ha-vips?" + query), 400, "InvalidParameter");
        }
        refused(caller.get("/ha-vips?haVipId=x" + "&haVipId=x".repeat(50)), 400, "InvalidParameter");
        refused(caller.get("/ha-vips?tag=x" + "&tag=x".repeat(20)), 400, "NumberExceed.Tags");
    }

    @Test
    void haVipOfAnotherAccountIsNotThere() {
        String haVip = "/ha-vips/" + caller.newHaVip();
        Caller stranger = new Caller(network);
        for (Response answer : List.of(
                stranger.get(haVip),
                stranger.patch(haVip, Map.of("name", "mine")),
                stranger.delete(haVip),
                stranger.post(haVip + "/associations", Map.of("instanceId", "i-1")),
                stranger.delete(haVip + "/associations/i-1"),
                stranger.post(haVip + "/tags", Map.of("tags", List.of(Map.of("key", "team")))),
                stranger.delete(haVip + "/tags?all=true"),
                stranger.post(haVip + "/resource-group", Map.of("resourceGroupId", "rg-1")))) {
            refused(answer, 404, "InvalidHaVipId.NotFound");
        }
        assertThat(expect(stranger.get("/ha-vips"), 200).<Integer>path("totalCount"))
                .isZero();
        assertThat(expect(caller.get(haVip), 200).<String>path("status")).isEqualTo("Available");
    }

    @Test
    void networkInterfaceIsAskedAsOne() {
        String haVipId = caller.newHaVip();
        String interfaceId = "eni-" + haVipId;
        CompletableFuture<Response> association = meanwhile(() -> caller.post(
                "/ha-vips/" + haVipId + "/associations",
                Map.of("instanceId", interfaceId, "instanceType", "networkinterface")));
        Asked attachment = network.await(AttachHaVip.class, haVipId);
        AttachHaVip attach = (AttachHaVip) attachment.command();
        assertThat(attach.instanceType()).isEqualTo(AssociatedInstanceType.NetworkInterface);
        assertThat(attach.accountId()).isEqualTo(caller.accountId);
        network.agree(attachment, Caller.ADDRESS);
        assertThat(expect(association.join(), 201).<String>path("associatedInstanceType"))
                .isEqualTo("NetworkInterface");
        refused(
                caller.post("/ha-vips/" + haVipId + "/associations", Map.of("instanceId", "i-1")),
                400,
                "InvalidInstanceType.Mismatch");
    }

    @Test
    void deletionThatARouteEntryForbidsLeavesItAvailable() {
        String haVipId = caller.newHaVip();
        CompletableFuture<Response> deletion = meanwhile(() -> caller.delete("/ha-vips/" + haVipId));
        network.refuse(
                network.await(ReleaseHaVipAddress.class, haVipId),
                ErrorCode.HAVIP_REFERRED_BY_ROUTE_ENTRY,
                "A route entry leads to it.");
        refused(deletion.join(), 400, "DependencyViolation.HaVipReferedByRouteEntry");
        assertThat(caller.field(haVipId, "status")).isEqualTo("Available");
        CompletableFuture<Response> second = meanwhile(() -> caller.delete("/ha-vips/" + haVipId));
        network.agree(network.await(ReleaseHaVipAddress.class, haVipId), Caller.ADDRESS);
        expect(second.join(), 204);
    }

    @Test
    void sameTokenGetsTheFirstAnswerAndMakesNoSecondHaVip() {
        Map<String, String> body = Map.of("vSwitchId", caller.vSwitchId, "name", "web");
        CompletableFuture<Response> first = meanwhile(() -> caller.post("/ha-vips", body, "token-1"));
        CompletableFuture<Response> beside = meanwhile(() -> caller.post("/ha-vips", body, "token-1"));
        network.agree(network.awaitReservation(caller.vSwitchId), Caller.ADDRESS);
        String haVipId = expect(first.join(), 201).path("haVipId");
        assertThat(expect(beside.join(), 201).<String>path("haVipId")).isEqualTo(haVipId);
        assertThat(expect(caller.post("/ha-vips", body, "token-1"), 201).asString())
                .isEqualTo(first.join().asString());
        assertThat(found("pageNumber=1")).containsExactly(haVipId);
        refused(
                caller.post("/ha-vips", Map.of("vSwitchId", caller.vSwitchId, "name", "shop"), "token-1"),
                400,
                "IdempotentParameterMismatch");
        refused(caller.delete("/ha-vips/" + haVipId, "token-1"), 400, "IdempotentParameterMismatch");
    }

    @Test
    void tokenOfARefusedCreationIsFreeAgain() {
        Map<String, String> body = Map.of("vSwitchId", caller.vSwitchId);
        CompletableFuture<Response> first = meanwhile(() -> caller.post("/ha-vips", body, "token-1"));
        network.refuse(network.awaitReservation(caller.vSwitchId), ErrorCode.INVALID_IP_ALREADY_USED, "It is in use.");
        refused(first.join(), 400, "InvalidIPAddress.AlreadyUsed");
        CompletableFuture<Response> second = meanwhile(() -> caller.post("/ha-vips", body, "token-1"));
        network.agree(network.awaitReservation(caller.vSwitchId), Caller.ADDRESS);
        expect(second.join(), 201);
    }

    @Test
    void deletionWithATokenIsAnsweredAgainWhenTheHaVipIsGone() {
        String haVipId = caller.newHaVip();
        CompletableFuture<Response> deletion = meanwhile(() -> caller.delete("/ha-vips/" + haVipId, "token-1"));
        network.agree(network.await(ReleaseHaVipAddress.class, haVipId), Caller.ADDRESS);
        expect(deletion.join(), 204);
        expect(caller.delete("/ha-vips/" + haVipId, "token-1"), 204);
        refused(caller.delete("/ha-vips/" + haVipId), 404, "InvalidHaVipId.NotFound");
    }

    @Test
    void changeWithATokenThatChangesNothingIsAnsweredTheSameTwice() {
        String tags = "/ha-vips/" + caller.newHaVip() + "/tags";
        Map<String, ?> body = Map.of("tags", List.of(Map.of("key", "team", "value", "shop")));
        expect(caller.post(tags, body), 200);
        String first = expect(caller.post(tags, body, "token-1"), 200).asString();
        expect(caller.delete(tags + "?all=true"), 200);
        assertThat(expect(caller.post(tags, body, "token-1"), 200).asString()).isEqualTo(first);
    }
}
