package io.openhavip.eip;

import static io.openhavip.eip.Caller.answered;
import static io.openhavip.eip.Caller.refused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EIPs as callers make, find and release them. Shares the running service of {@link EipServiceIT.ShortDeadlines}. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(EipServiceIT.ShortDeadlines.class)
class AllocationIT {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final Caller caller = Caller.of("55" + NEXT.incrementAndGet());

    private Response allocating(Map<String, ?> body) {
        return caller.asking().body(body).post("/eips");
    }

    private List<String> found(String query) {
        Response page = answered(caller.get("/eips?" + query), 200);
        return page.jsonPath().getList("eips.name");
    }

    @Test
    void whatIsNotGivenHasADefault() {
        Response eip = answered(allocating(Map.of()), 201);
        assertThat(eip.<String>path("allocationId")).matches("eip-bp[a-z0-9]{18}");
        assertThat(eip.<String>path("ipAddress")).startsWith("203.0.113.");
        assertThat(eip.<String>path("status")).isEqualTo("Available");
        assertThat(eip.<String>path("bandwidth")).isEqualTo("5");
        assertThat(eip.<String>path("internetChargeType")).isEqualTo("PayByBandwidth");
        assertThat(eip.<String>path("chargeType")).isEqualTo("PostPaid");
        assertThat(eip.<String>path("isp")).isEqualTo("BGP");
        assertThat(eip.<String>path("regionId")).isEqualTo("cn-hangzhou");
        assertThat(eip.<String>path("allocationTime")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        for (String empty : List.of("instanceId", "instanceType", "name", "description", "resourceGroupId")) {
            assertThat(eip.<String>path(empty)).as(empty).isEmpty();
        }
        assertThat(eip.<List<Object>>path("tags")).isEmpty();
    }

    @Test
    void whatIsGivenIsKeptAndCanBeChanged() {
        String eipId = caller.allocate(Map.of(
                "bandwidth", "100",
                "internetChargeType", "PayByTraffic",
                "isp", "BGP",
                "name", "网关 one",
                "description", "first",
                "regionId", "cn-beijing",
                "resourceGroupId", "rg-1",
                "tags", List.of(Map.of("key", "env", "value", "prod"))));
        Response changed = answered(
                caller.asking()
                        .body(Map.of("bandwidth", "200", "description", ""))
                        .patch("/eips/" + eipId),
                200);
        assertThat(changed.<String>path("name")).isEqualTo("网关 one");
        assertThat(changed.<String>path("description")).isEmpty();
        assertThat(changed.<String>path("bandwidth")).isEqualTo("200");
        assertThat(changed.<String>path("regionId")).isEqualTo("cn-beijing");
        refused(caller.asking().body(Map.of("bandwidth", "201")).patch("/eips/" + eipId), 400, "InvalidParameter");
        Response moved = answered(
                caller.asking().body(Map.of("resourceGroupId", "rg-2")).post("/eips/" + eipId + "/resource-group"),
                200);
        assertThat(moved.<String>path("resourceGroupId")).isEqualTo("rg-2");
    }

    @Test
    void tagsAreAddedChangedAndTakenAway() {
        String eipId = caller.allocate(Map.of("tags", List.of(Map.of("key", "env", "value", "prod"))));
        String path = "/eips/" + eipId + "/tags";
        Map<String, ?> tags = Map.of(
                "tags", List.of(Map.of("key", "env", "value", "test"), Map.of("key", "App"), Map.of("key", "zone")));
        assertThat(answered(caller.asking().body(tags).post(path), 200)
                        .jsonPath()
                        .getList("tags.key"))
                .isEqualTo(List.of("App", "env", "zone"));
        assertThat(answered(caller.asking().delete(path + "?key=zone&key=none"), 200)
                        .jsonPath()
                        .getList("tags.value"))
                .isEqualTo(List.of("", "test"));
        assertThat(answered(caller.asking().delete(path + "?all=true"), 200).<List<Object>>path("tags"))
                .isEmpty();
        refused(caller.asking().delete(path), 400, "MissingParameter");
        refused(caller.asking().body(Map.of("tags", List.of())).post(path), 400, "MissingParameter");
    }

    @Test
    void listingFindsByEveryFilterAndCountsThemAll() {
        String first = caller.allocate(
                Map.of("name", "a", "resourceGroupId", "rg-1", "tags", List.of(Map.of("key", "env", "value", "prod"))));
        caller.allocate(Map.of("name", "b", "regionId", "cn-beijing", "tags", List.of(Map.of("key", "env"))));
        String third = caller.allocate(Map.of("name", "c"));
        assertThat(found("pageNumber=1")).containsExactly("a", "b", "c");
        assertThat(found("allocationId=" + first + "&allocationId=" + third)).containsExactly("a", "c");
        assertThat(found("ipAddress=" + caller.field(third, "ipAddress"))).containsExactly("c");
        assertThat(found("name=b")).containsExactly("b");
        assertThat(found("tag=env")).containsExactly("a", "b");
        assertThat(found("tag=env=prod")).containsExactly("a");
        assertThat(found("tag=env=test")).isEmpty();
        assertThat(found("resourceGroupId=rg-1")).containsExactly("a");
        assertThat(found("regionId=cn-beijing")).containsExactly("b");
        assertThat(found("status=available")).containsExactly("a", "b", "c");
        assertThat(found("status=InUse")).isEmpty();
        assertThat(found("instanceId=i-1")).isEmpty();
        assertThat(found("instanceType=HAVIP")).isEmpty();
        Response page = answered(caller.get("/eips?pageSize=2&pageNumber=2"), 200);
        assertThat(page.jsonPath().getList("eips.name")).isEqualTo(List.of("c"));
        assertThat(page.<Integer>path("totalCount")).isEqualTo(3);
        assertThat(page.<Integer>path("pageSize")).isEqualTo(2);
    }

    @Test
    void nothingOfAnotherAccountExists() {
        Caller stranger = Caller.of("99" + caller.accountId());
        String eipId = caller.allocate(Map.of());
        assertThat(stranger.get("/eips").<Integer>path("totalCount")).isZero();
        assertThat(stranger.get("/eips?allocationId=" + eipId).<Integer>path("totalCount"))
                .isZero();
        String code = "InvalidAllocationId.NotFound";
        refused(stranger.get("/eips/" + eipId), 404, code);
        refused(stranger.delete("/eips/" + eipId).join(), 404, code);
        refused(stranger.asking().body(Map.of("name", "mine")).patch("/eips/" + eipId), 404, code);
        refused(
                stranger.post("/eips/" + eipId + "/association", Map.of("instanceId", "i-1"))
                        .join(),
                404,
                code);
        refused(stranger.delete("/eips/" + eipId + "/association").join(), 404, code);
        assertThat(caller.field(eipId, "status")).isEqualTo("Available");
    }

    @Test
    void parallelAllocationsHoldTheQuotaAndNeverGiveAnAddressTwice() {
        List<CompletableFuture<Response>> calls = IntStream.range(0, 60)
                .mapToObj(call -> caller.post("/eips", Map.of()))
                .toList();
        List<Response> answers = calls.stream().map(CompletableFuture::join).toList();
        List<Response> given =
                answers.stream().filter(answer -> answer.statusCode() == 201).toList();
        assertThat(given).hasSize(20);
        assertThat(given).extracting(answer -> answer.<String>path("ipAddress")).doesNotHaveDuplicates();
        answers.stream()
                .filter(answer -> answer.statusCode() != 201)
                .forEach(answer -> refused(answer, 400, "QuotaExceeded.Eip"));
        assertThat(caller.get("/eips").<Integer>path("totalCount")).isEqualTo(20);
        answered(caller.delete("/eips/" + given.getFirst().path("allocationId")).join(), 204);
        caller.allocate(Map.of());
        refused(allocating(Map.of()), 400, "QuotaExceeded.Eip");
    }

    @Test
    void approvedApplicationRaisesHowManyAnAccountMayHave() {
        for (int eip = 0; eip < 20; eip++) {
            caller.allocate(Map.of());
        }
        refused(allocating(Map.of()), 400, "QuotaExceeded.Eip");
        Map<String, ?> application = Map.of("desiredValue", 21, "reason", "one more");
        answered(caller.asking().body(application).post("/quotas/eip_quota_eips_num/applications"), 201);
        Response quota = answered(caller.get("/quotas/eip_quota_eips_num"), 200);
        assertThat(quota.<Integer>path("totalQuota")).isEqualTo(21);
        assertThat(quota.<Integer>path("totalUsage")).isEqualTo(20);
        caller.allocate(Map.of());
        refused(allocating(Map.of()), 400, "QuotaExceeded.Eip");
    }

    @Test
    void addressIsGivenOnceUntilItIsReleased() {
        String eipId = caller.allocate(Map.of("ipAddress", "203.0.113.250"));
        refused(allocating(Map.of("ipAddress", "203.0.113.250")), 400, "ReserveIpFail");
        refused(allocating(Map.of("ipAddress", "203.0.113.255")), 400, "ReserveIpFail");
        refused(allocating(Map.of("ipAddress", "192.0.2.1")), 400, "ReserveIpFail");
        refused(allocating(Map.of("ipAddress", "203.0.113.300")), 400, "InvalidParameter");
        answered(caller.delete("/eips/" + eipId).join(), 204);
        caller.allocate(Map.of("ipAddress", "203.0.113.250"));
    }

    @Test
    void refusedAllocationKeepsNoAddressAndNoPlace() {
        Map<String, Integer> before =
                given().get("/admin/address-pool").jsonPath().getMap("");
        refused(allocating(Map.of("ipAddress", "203.0.113.251", "bandwidth", "501")), 400, "InvalidParameter");
        assertThat(given().get("/admin/address-pool").jsonPath().<String, Integer>getMap(""))
                .isEqualTo(before);
        caller.allocate(Map.of("ipAddress", "203.0.113.251"));
    }

    @Test
    void repeatedRequestWithAClientTokenHasOneEffect() {
        Map<String, String> body = Map.of("name", "once");
        List<Response> answers = IntStream.range(0, 4)
                .mapToObj(call -> CompletableFuture.supplyAsync(
                        () -> caller.asking()
                                .header("Client-Token", "token-1")
                                .body(body)
                                .post("/eips"),
                        caller.callers()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(answers)
                .allSatisfy(answer -> answered(answer, 201))
                .extracting(answer -> answer.<String>path("allocationId"))
                .containsOnly(answers.getFirst().<String>path("allocationId"));
        assertThat(caller.get("/eips").<Integer>path("totalCount")).isEqualTo(1);
        refused(
                caller.asking()
                        .header("Client-Token", "token-1")
                        .body(Map.of("name", "other"))
                        .post("/eips"),
                400,
                "IdempotentParameterMismatch");
        String path = "/eips/" + answers.getFirst().path("allocationId");
        answered(caller.asking().header("Client-Token", "token-2").delete(path), 204);
        answered(caller.asking().header("Client-Token", "token-2").delete(path), 204);
        refused(caller.asking().delete(path), 404, "InvalidAllocationId.NotFound");
    }

    @ParameterizedTest
    @CsvSource({
        "bandwidth, 0, InvalidParameter",
        "bandwidth, 501, InvalidParameter",
        "bandwidth, -1, InvalidParameter",
        "bandwidth, 5.5, InvalidParameter",
        "bandwidth, fast, InvalidParameter",
        "bandwidth, 99999999999, InvalidParameter",
        "internetChargeType, PayLater, InvalidParameter",
        "isp, BGP_PRO, InvalidParameter",
        "ipAddress, here, InvalidParameter",
        "name, http://a, InvalidName.Malformed",
        "description, https://a, InvalidDescription.Malformed",
        "resourceGroupId, group one, InvalidResourceGroupId",
        "colour, red, InvalidRequestBody.Malformed",
        "tags, none, InvalidRequestBody.Malformed"
    })
    void allocationWithABadValueIsRefused(String name, String value, String code) {
        refused(allocating(Map.of(name, value)), 400, code);
        assertThat(caller.get("/eips").<Integer>path("totalCount")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn-nowhere", "CN-HANGZHOU", "cn-hangzhou-b", "us-east-2", "ap-south-1"})
    void regionMustBeOneOfTheGuides(String regionId) {
        refused(allocating(Map.of("regionId", regionId)), 404, "InvalidRegionId.NotFound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cn-hangzhou", "cn-shanghai", "cn-nanjing", "cn-qingdao", "cn-beijing", "cn-zhangjiakou",
                "cn-huhehaote", "cn-wulanchabu", "cn-shenzhen", "cn-heyuan", "cn-guangzhou", "cn-chengdu",
                "cn-hongkong", "cn-wuhan-lr", "cn-fuzhou", "ap-northeast-1", "ap-northeast-2", "ap-southeast-1",
                "ap-southeast-3", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "eu-central-1", "eu-west-1",
                "us-west-1", "us-east-1", "me-east-1", "me-central-1"
            })
    void eachRegionOfTheGuideHasEips(String regionId) {
        String eipId = caller.allocate(Map.of("regionId", regionId));
        assertThat(caller.field(eipId, "regionId")).isEqualTo(regionId);
    }

    @Test
    void namesAreBoundedInCharactersNotInUnits() {
        refused(allocating(Map.of("name", "n".repeat(129))), 400, "InvalidName.Malformed");
        refused(allocating(Map.of("name", "a\u0000b")), 400, "InvalidRequestBody.Malformed");
        refused(allocating(Map.of("description", "d".repeat(257))), 400, "InvalidDescription.Malformed");
        caller.allocate(Map.of("name", "😀".repeat(128), "description", "d".repeat(256)));
    }

    @ParameterizedTest
    @CsvSource({
        "status=Sleeping, InvalidParameter",
        "instanceType=Nat, InvalidIAssociatedInstanceType.ValueNotSupported",
        "pageSize=101, InvalidParameter",
        "pageSize=0, InvalidParameter",
        "pageNumber=0, InvalidParameter",
        "pageNumber=one, InvalidParameter"
    })
    void listingWithABadFilterIsRefused(String query, String code) {
        refused(caller.get("/eips?" + query), 400, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SlbInstance", "Nat", "IpAddress", "", "HaVipp"})
    void associationWithAnotherKindIsRefused(String type) {
        String eipId = caller.allocate(Map.of());
        refused(
                caller.post("/eips/" + eipId + "/association", Map.of("instanceId", "x-1", "instanceType", type))
                        .join(),
                400,
                "InvalidInstanceType.ValueNotSupported");
    }

    @Test
    void associationNeedsAnInstance() {
        String eipId = caller.allocate(Map.of());
        String path = "/eips/" + eipId + "/association";
        refused(caller.post(path, Map.of()).join(), 400, "MissingParameter");
        refused(caller.post(path, Map.of("instanceId", " ")).join(), 400, "MissingParameter");
        refused(caller.delete(path).join(), 400, "IncorrectEipStatus");
    }

    @Test
    void rebuildOfTheReadModelsGivesTheSameAnswers() {
        caller.allocate(Map.of("name", "kept", "tags", List.of(Map.of("key", "env", "value", "prod"))));
        String before = caller.get("/eips").asString();
        for (String projection : List.of("eips", "eips-at-ha-vips", "eips-at-instances")) {
            String path = "/admin/projections/" + projection + "/rebuild";
            assertThat(given().post(path).statusCode()).isEqualTo(202);
            Await.until(() ->
                    assertThat(given().get(path).jsonPath().getString("phase")).isEqualTo("DONE"));
        }
        assertThat(caller.get("/eips").asString()).isEqualTo(before);
        refused(given().post("/admin/projections/none/rebuild"), 404, "ResourceNotFound");
    }

    @Test
    void rebuildOfThePoolGivesTheSameHolders() {
        String eipId = caller.allocate(Map.of("ipAddress", "203.0.113.252"));
        Map<String, Integer> before =
                given().get("/admin/address-pool").jsonPath().getMap("");
        assertThat(answered(given().contentType(ContentType.JSON).post("/admin/address-pool/rebuild"), 200)
                        .jsonPath()
                        .<String, Integer>getMap(""))
                .isEqualTo(before);
        refused(allocating(Map.of("ipAddress", "203.0.113.252")), 400, "ReserveIpFail");
        answered(caller.delete("/eips/" + eipId).join(), 204);
        caller.allocate(Map.of("ipAddress", "203.0.113.252"));
    }
}
