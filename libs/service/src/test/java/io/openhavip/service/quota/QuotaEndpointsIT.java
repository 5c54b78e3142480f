package io.openhavip.service.quota;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.openhavip.contracts.Topics;
import io.openhavip.contracts.quota.QuotaEvent.QuotaApplicationApproved;
import io.openhavip.contracts.quota.QuotaEvent.QuotaApplicationSubmitted;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import io.openhavip.service.ServiceIdentity;
import io.openhavip.service.api.Requests;
import io.openhavip.service.api.ResourceIds;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.openhavip.testkit.TestKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** An account with a number of its own in each test. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class QuotaEndpointsIT {

    private static final AtomicLong ACCOUNTS = new AtomicLong(2_000_000_000_000_000L);

    @Inject
    ServiceIdentity identity;

    @Inject
    Quotas quotas;

    @Inject
    EventSourcing eventSourcing;

    private final String account = String.valueOf(ACCOUNTS.incrementAndGet());

    private RequestSpecification asAccount() {
        return given().header(Requests.ACCOUNT_HEADER, account).contentType(ContentType.JSON);
    }

    private ValidatableResponse apply(String quotaActionCode, long desiredValue) {
        return asAccount()
                .body(Map.of("desiredValue", desiredValue, "reason", "more sites"))
                .post("/quotas/" + quotaActionCode + "/applications")
                .then();
    }

    @Test
    void limitsAreListedWithWhatTheAccountHas() {
        asAccount()
                .get("/quotas")
                .then()
                .statusCode(200)
                .body("quotas.quotaActionCode", contains("routes", "havips", "creation"))
                .body("quotas[0].quotaType", equalTo("normal"))
                .body("quotas[0].totalQuota", equalTo(5))
                .body("quotas[0].totalUsage", nullValue())
                .body("quotas[0].adjustable", equalTo(true))
                .body("quotas[0].applicableRange", contains(5, 50))
                .body("quotas[1].totalUsage", equalTo(0))
                .body("quotas[1].adjustable", equalTo(false))
                .body("quotas[1].applicableRange", empty())
                .body("quotas[2].quotaType", equalTo("privilege"))
                .body("quotas[2].totalQuota", equalTo(1));
    }

    @Test
    void approvedValueIsTheLimitAtOnce() {
        String applicationId = apply("routes", 20)
                .statusCode(201)
                .body("applicationId", startsWith("quota-application-bp"))
                .body("accountId", equalTo(account))
                .body("status", equalTo("Agree"))
                .body("approveValue", equalTo(20))
                .body("auditTime", notNullValue())
                .extract()
                .path("applicationId");
        asAccount().get("/quotas/routes").then().statusCode(200).body("totalQuota", equalTo(20));
        asAccount()
                .get("/quota-applications/" + applicationId)
                .then()
                .statusCode(200)
                .body("desiredValue", equalTo(20));
        given().get("/quota-applications/" + applicationId)
                .then()
                .statusCode(404)
                .body("code", equalTo("QUOTA.APPLICATION.NOT.EXISTS"));
    }

    @Test
    void disapprovalSaysWhy() {
        apply("routes", 51)
                .statusCode(201)
                .body("status", equalTo("Disagree"))
                .body("approveValue", nullValue())
                .body("auditReason", equalTo("routes can become 5 to 50."));
    }

    @Test
    void applicationsAreListedByAccountAndStatus() {
        apply("routes", 51);
        apply("routes", 20);
        apply("creation", 1);
        asAccount()
                .get("/quota-applications?status=Agree&pageSize=1")
                .then()
                .statusCode(200)
                .body("totalCount", equalTo(2))
                .body("quotaApplications", hasSize(1))
                .body("quotaApplications[0].desiredValue", equalTo(20));
        asAccount().get("/quota-applications?quotaActionCode=creation").then().body("totalCount", equalTo(1));
        given().get("/admin/quota-applications?status=Disagree&accountId=" + account)
                .then()
                .statusCode(200)
                .body("quotaApplications.accountId", contains(account));
        given().get("/admin/quota-applications?status=Process")
                .then()
                .statusCode(200)
                .body("quotaApplications", empty());
    }

    @Test
    void sameTokenIsOneApplication() {
        RequestSpecification repeated = asAccount()
                .header(Requests.TOKEN_HEADER, UUID.randomUUID())
                .body(Map.of("desiredValue", 20, "reason", "more sites"));
        String first = repeated.post("/quotas/routes/applications")
                .then()
                .statusCode(201)
                .extract()
                .asString();
        String again = repeated.post("/quotas/routes/applications")
                .then()
                .statusCode(201)
                .extract()
                .asString();
        assertThat(again).isEqualTo(first);
        asAccount().get("/quota-applications").then().body("totalCount", equalTo(1));
        repeated.body(Map.of("desiredValue", 30, "reason", "more sites"))
                .post("/quotas/routes/applications")
                .then()
                .statusCode(400)
                .body("code", equalTo("IdempotentParameterMismatch"));
    }

    @Test
    void operatorDecidesOnWhatWaits() throws SQLException {
        String approved = waiting("routes", 20);
        String disapproved = waiting("creation", 1);
        given().get("/admin/quota-applications?status=Process&accountId=" + account)
                .then()
                .body("quotaApplications.applicationId", contains(approved, disapproved));

        asAccount()
                .body(Map.of("approveValue", 10, "auditReason", "for now"))
                .post("/admin/quota-applications/" + approved + "/approve")
                .then()
                .statusCode(200)
                .body("status", equalTo("Agree"))
                .body("approveValue", equalTo(10))
                .body("auditReason", equalTo("for now"));
        asAccount()
                .body(Map.of("auditReason", "not yet"))
                .post("/admin/quota-applications/" + disapproved + "/disapprove")
                .then()
                .statusCode(200)
                .body("status", equalTo("Disagree"))
                .body("auditReason", equalTo("not yet"));

        asAccount().get("/quotas/routes").then().body("totalQuota", equalTo(10));
    }

    /** An application that came while an operator decided. */
    private String waiting(String quotaActionCode, long desiredValue) throws SQLException {
        String applicationId = ResourceIds.next("quota-application");
        QuotaCenter manual = new QuotaCenter(
                identity, quotas, new QuotaReplica.Configuration(QuotaApproval.MANUAL, true, Map.of()), eventSourcing);
        eventSourcing.together(connection -> manual.submit(
                connection,
                account,
                applicationId,
                quotaActionCode,
                desiredValue,
                "more sites",
                Cause.request(applicationId)));
        return applicationId;
    }

    @Test
    void decidedApplicationIsNotDecidedAgain() {
        String applicationId = apply("routes", 20).extract().path("applicationId");
        for (String decision : List.of("approve", "disapprove")) {
            asAccount()
                    .body(Map.of("auditReason", "late"))
                    .post("/admin/quota-applications/" + applicationId + "/" + decision)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("QUOTA.APPLICATION.DECIDED"));
        }
    }

    @Test
    void badRequestsAreRefusedWithTheirCodes() {
        asAccount().get("/quotas/moons").then().statusCode(404).body("code", equalTo("QUOTA.NOT.EXISTS"));
        apply("moons", 1).statusCode(404).body("code", equalTo("QUOTA.NOT.EXISTS"));
        apply("havips", 60).statusCode(400).body("code", equalTo("QUOTA.CANT.EDIT"));
        refused("{\"reason\":\"more\"}", "MissingParameter");
        refused("{\"desiredValue\":20}", "MissingParameter");
        refused("{\"desiredValue\":20,\"reason\":\" \"}", "MissingParameter");
        refused("{\"desiredValue\":20,\"reason\":\"" + "x".repeat(257) + "\"}", "InvalidParameter");
        refused("{\"desiredValue\":20.5,\"reason\":\"more\"}", "InvalidRequestBody.Malformed");
        refused("{\"desiredValue\":\"20\",\"reason\":\"more\"}", "InvalidRequestBody.Malformed");
        refused("{\"desireValue\":20,\"reason\":\"more\"}", "InvalidRequestBody.Malformed");
        asAccount()
                .get("/quota-applications?status=Maybe")
                .then()
                .statusCode(400)
                .body("code", equalTo("InvalidParameter"));
        asAccount()
                .body(Map.of())
                .post("/admin/quota-applications/none/approve")
                .then()
                .statusCode(404)
                .body("code", equalTo("QUOTA.APPLICATION.NOT.EXISTS"));
    }

    @Test
    void answersBearTheIdThatTheOperationIsKnownBy() {
        ValidatableResponse answer = asAccount().get("/quotas/moons").then();
        answer.body("requestId", equalTo(answer.extract().header(Requests.HEADER)));
        asAccount()
                .header(Requests.HEADER, "0A1B2C3D-looking")
                .get("/quotas/moons")
                .then()
                .body("requestId", equalTo("0A1B2C3D-looking"));
    }

    private void refused(String body, String code) {
        asAccount()
                .body(body)
                .post("/quotas/routes/applications")
                .then()
                .statusCode(400)
                .body("code", equalTo(code));
        asAccount().get("/quota-applications").then().body("totalCount", equalTo(0));
    }

    @Test
    void applicationIsPublishedOnTheServicesEventsTopic() {
        String applicationId = apply("routes", 20).extract().path("applicationId");
        String quotasId = "quotas-network-service-" + account;
        try (KafkaConsumer<String, byte[]> events = new KafkaConsumer<>(Map.of(
                "bootstrap.servers",
                TestKafka.bootstrapServers(),
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest",
                "key.deserializer",
                StringDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class))) {
            events.subscribe(List.of(Topics.NETWORK_EVENTS.name()));
            List<Object> published = new ArrayList<>();
            Await.until(() -> {
                events.poll(Duration.ofMillis(200)).forEach(event -> {
                    if (event.key().equals(quotasId)) {
                        published.add(((Decoded.Known) RecordCodec.decode(event)).message());
                    }
                });
                assertThat(published)
                        .containsExactly(
                                new QuotaApplicationSubmitted(
                                        quotasId, account, applicationId, "routes", 20, "more sites"),
                                new QuotaApplicationApproved(quotasId, applicationId, "routes", 20, ""));
            });
        }
    }
}
