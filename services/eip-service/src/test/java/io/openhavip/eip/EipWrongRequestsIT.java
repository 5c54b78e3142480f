package io.openhavip.eip;

import static io.openhavip.testkit.Wrong.any;
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
import static io.openhavip.testkit.Wrong.tooLong;
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
import net.jqwik.api.Arbitraries;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a request, whatever else is in it: the documented code, and nothing has happened. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(EipServiceIT.ShortDeadlines.class)
class EipWrongRequestsIT {

    private static final String INVALID = "InvalidParameter";
    private static final String NO_QUOTA = "QUOTA.NOT.EXISTS";
    private static final String NO_APPLICATION = "QUOTA.APPLICATION.NOT.EXISTS";
    private static final String NO_EIP = "InvalidAllocationId.NotFound";
    private static final String EIPS = "eip_quota_eips_num";

    private final Caller caller = Caller.of("660001");

    @Inject
    DataSource dataSource;

    @TestHTTPResource("/")
    URI service;

    @Test
    void everyWrongRequestIsRefusedWithItsCodeAndChangesNothing() {
        Effects effects = new Effects(dataSource, caller.accountId())
                .and("addresses", "SELECT count(*) FROM public_address WHERE eip_id IS NOT NULL");
        String eipId = caller.allocate(Map.of("tags", List.of(Map.of("key", "team", "value", "shop"))));
        String applicationId = Caller.answered(
                        caller.asking()
                                .body(Map.of("desiredValue", 30, "reason", "more"))
                                .post("/quotas/" + EIPS + "/applications"),
                        201)
                .path("applicationId");
        WrongRequests requests = new WrongRequests(service, caller.accountId())
                .parameter(
                        "{allocationId}",
                        eipId,
                        unknown(NO_EIP, applicationId, "quotas-eip-service-" + caller.accountId())
                                .or(askedByAnother(NO_EIP)))
                .parameter("{quotaActionCode}", EIPS, unknown(NO_QUOTA, "vpc_quota_vpcs_num"))
                .parameter("{applicationId}", applicationId, unknown(NO_APPLICATION, eipId))
                .parameter(
                        "GET /quota-applications/{applicationId} {applicationId}",
                        applicationId,
                        unknown(NO_APPLICATION).or(askedByAnother(NO_APPLICATION)))
                .parameter("{consumer}", "none", unknown("ResourceNotFound"))
                .parameter("{aggregateId}", eipId, unknown("ResourceNotFound"))
                .parameter("{projection}", "eips", unknown("ResourceNotFound"))
                .parameter("?allocationId", filters(50))
                .parameter("?ipAddress", filters(50))
                .parameter("?instanceId", filter().or(tooLong(64)))
                .parameter(
                        "?instanceType",
                        each(400, "InvalidIAssociatedInstanceType.ValueNotSupported", "Nat", "SlbInstance"))
                .parameter("?name", each(400, "InvalidName.Malformed", "x".repeat(129), "http://shop"))
                .parameter("?regionId", filter().or(tooLong(64)))
                .parameter("?resourceGroupId", filter().or(tooLong(64)))
                .parameter("?status", filter().or(each(400, INVALID, "Dancing")))
                .parameter("?applicationId", filter())
                .parameter("?quotaActionCode", filter())
                .parameter("?accountId", filter())
                .parameter("?tag", tagsOfQuery())
                .parameter("?key", List.of("team"), tagsOfQuery().or(leftOut()))
                .parameter("?all", flagOfQuery())
                .parameter("?pageNumber", numberOfQuery(1, 100_000))
                .parameter("?pageSize", numberOfQuery(1, 100))
                .parameter("ipAddress", "47.0.0.1", word(400, INVALID).or(text(64)))
                .parameter(
                        "bandwidth",
                        "10",
                        each(400, INVALID, "", "0", "-1", "5.5", "1000000", "５")
                                .or(
                                        any(
                                                400,
                                                INVALID,
                                                Arbitraries.integers()
                                                        .lessOrEqual(0)
                                                        .map(String::valueOf)),
                                        text()))
                .parameter("internetChargeType", "PayByTraffic", word(400, INVALID))
                .parameter("isp", "BGP", word(400, INVALID))
                .parameter("name", "网关", label(128, "InvalidName.Malformed"))
                .parameter("description", "für den Laden", label(256, "InvalidDescription.Malformed"))
                .parameter(
                        "regionId",
                        "cn-beijing",
                        word(404, "InvalidRegionId.NotFound").or(tooLong(64)))
                .parameter("resourceGroupId", "rg-1", resourceGroup())
                .parameter(
                        "POST /eips/{allocationId}/resource-group resourceGroupId",
                        "rg-1",
                        required().or(resourceGroup()))
                .parameter("tags", List.of(Map.of("key", "团队", "value", "shop")), tags())
                .parameter("POST /eips/{allocationId}/tags tags", List.of(Map.of("key", "team")), tagsToAdd())
                .parameter("instanceId", "i-1", id())
                .parameter(
                        "instanceType",
                        "NetworkInterface",
                        word(400, "InvalidInstanceType.ValueNotSupported")
                                .or(each(400, "InvalidInstanceType.ValueNotSupported", "Nat", "")))
                .parameter("desiredValue", 30, leftOut().or(wholeNumber()))
                .parameter("reason", "more", required().or(text(256)))
                .parameter("approveValue", 30, wholeNumber())
                .parameter("auditReason", "fine", text(256))
                .parameter(
                        "POST /admin/quota-applications/{applicationId}/disapprove auditReason",
                        "no",
                        required().or(text(256)));
        assertThat(requests.send(effects::now)).isEmpty();
    }
}
