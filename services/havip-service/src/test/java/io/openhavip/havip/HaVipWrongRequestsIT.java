package io.openhavip.havip;

import static io.openhavip.testkit.Wrong.address;
import static io.openhavip.testkit.Wrong.askedByAnother;
import static io.openhavip.testkit.Wrong.each;
import static io.openhavip.testkit.Wrong.filter;
import static io.openhavip.testkit.Wrong.filters;
import static io.openhavip.testkit.Wrong.flagOfQuery;
import static io.openhavip.testkit.Wrong.id;
import static io.openhavip.testkit.Wrong.label;
import static io.openhavip.testkit.Wrong.leftOut;
import static io.openhavip.testkit.Wrong.numberOfQuery;
import static io.openhavip.testkit.Wrong.required;
import static io.openhavip.testkit.Wrong.resourceGroup;
import static io.openhavip.testkit.Wrong.tags;
import static io.openhavip.testkit.Wrong.tagsOfQuery;
import static io.openhavip.testkit.Wrong.tagsToAdd;
import static io.openhavip.testkit.Wrong.text;
import static io.openhavip.testkit.Wrong.unknown;
import static io.openhavip.testkit.Wrong.wholeNumber;
import static io.openhavip.testkit.Wrong.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.Effects;
import io.openhavip.testkit.InfrastructureResource;
import io.openhavip.testkit.WrongRequests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a request, whatever else is in it: the documented code, and nothing has happened. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(HaVipServiceIT.ShortDeadlines.class)
class HaVipWrongRequestsIT {

    private static final String NO_QUOTA = "QUOTA.NOT.EXISTS";
    private static final String NO_APPLICATION = "QUOTA.APPLICATION.NOT.EXISTS";
    private static final String NO_HAVIP = "InvalidHaVipId.NotFound";
    private static final String PRIVILEGE = "vpc_privilege_allow_buy_havip_instance";

    private static NetworkByHand network;

    @Inject
    DataSource dataSource;

    @TestHTTPResource("/")
    URI service;

    @BeforeAll
    static void start() {
        network = new NetworkByHand();
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @Test
    void everyWrongRequestIsRefusedWithItsCodeAndChangesNothing() {
        Caller caller = new Caller(network);
        Effects effects = new Effects(dataSource, caller.accountId);
        String haVipId = caller.newHaVip(Map.of("tags", List.of(Map.of("key", "team", "value", "shop"))));
        String applicationId = Caller.expect(
                        caller.post(
                                "/quotas/" + PRIVILEGE + "/applications",
                                Map.of("desiredValue", 1, "reason", "to have it")),
                        201)
                .path("applicationId");
        WrongRequests requests = new WrongRequests(service, caller.accountId)
                .parameter(
                        "{haVipId}",
                        haVipId,
                        unknown(NO_HAVIP, caller.vSwitchId, "quotas-havip-service-" + caller.accountId)
                                .or(askedByAnother(NO_HAVIP)))
                .parameter(
                        "{instanceId}",
                        "i-1",
                        each(400, "ResourceNotAssociated", "i-2", "eni-1", "ü", haVipId, "x".repeat(300)))
                .parameter("{quotaActionCode}", PRIVILEGE, unknown(NO_QUOTA, "vpc_quota_vpcs_num"))
                .parameter(
                        "POST /quotas/{quotaActionCode}/applications {quotaActionCode}",
                        PRIVILEGE,
                        unknown(NO_QUOTA).or(each(400, "QUOTA.CANT.EDIT", "vpc_quota_havips_per_account")))
                .parameter("{applicationId}", applicationId, unknown(NO_APPLICATION, haVipId))
                .parameter(
                        "GET /quota-applications/{applicationId} {applicationId}",
                        applicationId,
                        unknown(NO_APPLICATION).or(askedByAnother(NO_APPLICATION)))
                .parameter("{consumer}", "none", unknown("ResourceNotFound"))
                .parameter("{aggregateId}", haVipId, unknown("ResourceNotFound"))
                .parameter("?haVipId", filters(50))
                .parameter("?ipAddress", filters(50))
                .parameter("?vpcId", filters(50))
                .parameter("?vSwitchId", filters(50))
                .parameter("?status", filters(50).or(each(400, "InvalidParameter", "Dancing")))
                .parameter("GET /quota-applications ?status", filter().or(each(400, "InvalidParameter", "Maybe")))
                .parameter("GET /admin/quota-applications ?status", filter().or(each(400, "InvalidParameter", "Maybe")))
                .parameter("?regionId", filter())
                .parameter("?resourceGroupId", filter())
                .parameter("?applicationId", filter())
                .parameter("?quotaActionCode", filter())
                .parameter("?accountId", filter())
                .parameter("?tag", tagsOfQuery())
                .parameter("?key", List.of("team"), tagsOfQuery().or(leftOut()))
                .parameter("?all", flagOfQuery())
                .parameter("?force", flagOfQuery())
                .parameter("?pageNumber", numberOfQuery(1, 100_000))
                .parameter("?pageSize", numberOfQuery(1, 100))
                .parameter("GET /ha-vips ?pageSize", numberOfQuery(1, 50))
                .parameter("vSwitchId", caller.vSwitchId, id())
                .parameter("ipAddress", Caller.ADDRESS, address(400, "InvalidIPAddress.Malformed"))
                .parameter("name", "网 web", label(128, "InvalidName.Malformed"))
                .parameter("description", "für den Laden", label(256, "InvalidDescription.Malformed"))
                .parameter("regionId", "cn-hangzhou", text(64))
                .parameter("resourceGroupId", "rg-1", resourceGroup())
                .parameter(
                        "POST /ha-vips/{haVipId}/resource-group resourceGroupId",
                        "rg-1",
                        required().or(resourceGroup()))
                .parameter("tags", List.of(Map.of("key", "团队", "value", "shop")), tags())
                .parameter("POST /ha-vips/{haVipId}/tags tags", List.of(Map.of("key", "team")), tagsToAdd())
                .parameter("instanceId", "i-1", id())
                .parameter("instanceType", "NetworkInterface", word(400, "InvalidParameter"))
                .parameter("desiredValue", 1, leftOut().or(wholeNumber()))
                .parameter("reason", "to have it", required().or(text(256)))
                .parameter("approveValue", 1, wholeNumber())
                .parameter("auditReason", "fine", text(256))
                .parameter(
                        "POST /admin/quota-applications/{applicationId}/disapprove auditReason",
                        "no",
                        required().or(text(256)));
        assertThat(requests.send(effects::now)).isEmpty();
    }
}
