package io.openhavip.eip;

import static io.openhavip.eip.Caller.answered;
import static io.openhavip.eip.Caller.refused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.eip.EipStatus;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipCommand;
import io.openhavip.contracts.network.NetworkCommand;
import io.openhavip.eip.CarriersByHand.Asked;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** eip-service alone: what havip-service and network-service say, or don't, is the test's. Each test has an account of its own. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(EipServiceIT.ShortDeadlines.class)
@Tag("containers")
class EipServiceIT {

    public static class ShortDeadlines implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "havip.eip.process-deadline",
                    "6s",
                    "havip.eip.operation-timeout",
                    "13s",
                    "havip.eip.reconciliation-grace",
                    "1s");
        }
    }

    private static final AtomicInteger NEXT = new AtomicInteger();

    private static CarriersByHand carriers;

    @Inject
    DataSource dataSource;

    private final int number = NEXT.incrementAndGet();
    private final Caller caller = Caller.of("77" + number);
    private final String haVipId = "havip-" + number;

    @BeforeAll
    static void start() {
        carriers = new CarriersByHand();
    }

    @AfterAll
    static void stop() {
        carriers.close();
    }

    private CompletableFuture<Response> associating(String eipId, String instanceId, String instanceType) {
        return caller.post(
                "/eips/" + eipId + "/association", Map.of("instanceId", instanceId, "instanceType", instanceType));
    }

    /** An EIP that the test's HAVIP carries; the command that asked for it. */
    private Asked inUse() {
        String eipId = caller.allocate(Map.of());
        CompletableFuture<Response> association = associating(eipId, haVipId, "HaVip");
        Asked attachment = carriers.await(HaVipCommand.AttachEip.class, eipId);
        carriers.agree(attachment);
        answered(association.join(), 201);
        return attachment;
    }

    private static HaVipCommand.AttachEip asked(Asked attachment) {
        return (HaVipCommand.AttachEip) attachment.command();
    }

    private void awaitStatus(String eipId, EipStatus status) {
        Await.until(() -> assertThat(caller.field(eipId, "status")).isEqualTo(status.name()));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void associationShowsItsInstanceAtOnceAndItsTargetWhenTheHaVipAgreed() {
        String eipId = caller.allocate(Map.of());
        String address = caller.field(eipId, "ipAddress");
        CompletableFuture<Response> association = associating(eipId, haVipId, "HAVIP");
        Asked attachment = carriers.await(HaVipCommand.AttachEip.class, eipId);
        HaVipCommand.AttachEip asked = asked(attachment);
        assertThat(asked)
                .isEqualTo(new HaVipCommand.AttachEip(
                        haVipId, caller.accountId(), "cn-hangzhou", eipId, address, asked.associationId()));
        awaitStatus(eipId, EipStatus.Associating);
        assertThat(caller.field(eipId, "instanceId")).isEqualTo(haVipId);
        Await.until(() -> assertThat(carriers.state(eipId))
                .contains(new EipState(eipId, "cn-hangzhou", address, EipStatus.Associating, Optional.empty())));
        carriers.agree(attachment);
        Response answer = answered(association.join(), 201);
        assertThat(answer.<String>path("status")).isEqualTo("InUse");
        assertThat(answer.<String>path("instanceId")).isEqualTo(haVipId);
        assertThat(answer.<String>path("instanceType")).isEqualTo("HAVIP");
        assertThat(answer.asString()).doesNotContain("192.168.0.88", "vpc-1");
        EipState.Target target = new EipState.Target(EipInstanceType.HaVip, haVipId, "192.168.0.88", "vsw-1", "vpc-1");
        Await.until(() -> assertThat(carriers.state(eipId))
                .contains(new EipState(eipId, "cn-hangzhou", address, EipStatus.InUse, Optional.of(target))));
    }

    @Test
    void instancesAndInterfacesAreAskedAtTheNetwork() {
        String eipId = caller.allocate(Map.of());
        CompletableFuture<Response> association =
                caller.post("/eips/" + eipId + "/association", Map.of("instanceId", "i-" + number));
        Asked attachment = carriers.await(NetworkCommand.AttachEip.class, eipId);
        assertThat(((NetworkCommand.AttachEip) attachment.command()).instanceType())
                .isEqualTo(AssociatedInstanceType.EcsInstance);
        carriers.agree(attachment);
        assertThat(answered(association.join(), 201).<String>path("instanceType"))
                .isEqualTo("EcsInstance");
        String other = caller.allocate(Map.of());
        CompletableFuture<Response> second = associating(other, "eni-" + number, "networkinterface");
        Asked asked = carriers.await(NetworkCommand.AttachEip.class, other);
        assertThat(((NetworkCommand.AttachEip) asked.command()).instanceType())
                .isEqualTo(AssociatedInstanceType.NetworkInterface);
        carriers.agree(asked);
        assertThat(answered(second.join(), 201).<String>path("instanceType")).isEqualTo("networkinterface");
    }

    @Test
    void callerGetsTheCodeThatAssociatingHasForTheCarriersRefusal() {
        String eipId = caller.allocate(Map.of());
        CompletableFuture<Response> association = associating(eipId, haVipId, "HaVip");
        carriers.refuse(
                carriers.await(HaVipCommand.AttachEip.class, eipId),
                ErrorCode.INVALID_HAVIP_NOT_FOUND,
                "There is no such HAVIP.");
        Response answer = association.join();
        refused(answer, 404, "InvalidInstanId.NotFound");
        assertThat(answer.<String>path("detail")).isEqualTo("There is no such HAVIP.");
        assertThat(caller.field(eipId, "status")).isEqualTo("Available");
        assertThat(caller.field(eipId, "instanceId")).isEmpty();
        answered(caller.delete("/eips/" + eipId).join(), 204);
    }

    @Test
    void instanceThatIsNotReadyIsRefusedWithTheStatusThatAssociatingHas() {
        String eipId = caller.allocate(Map.of());
        CompletableFuture<Response> association = associating(eipId, "i-" + number, "EcsInstance");
        carriers.refuse(
                carriers.await(NetworkCommand.AttachEip.class, eipId),
                ErrorCode.INCORRECT_INSTANCE_STATUS_TO_ASSOCIATE,
                "It is Pending.");
        refused(association.join(), 400, "IncorrectInstanceStatus");
    }

    @Test
    void associationWithoutAnAnswerIsGivenUpAndALateAnswerChangesNothing() {
        String eipId = caller.allocate(Map.of());
        CompletableFuture<Response> association = associating(eipId, haVipId, "HaVip");
        Asked attachment = carriers.await(HaVipCommand.AttachEip.class, eipId);
        Response answer = association.join();
        refused(answer, 503, "ServiceUnavailable");
        assertThat(answer.<String>path("detail"))
                .isEqualTo(haVipId + " did not answer in time; the association was given up.");
        Asked detachment = carriers.await(HaVipCommand.DetachEip.class, eipId);
        assertThat(detachment.command())
                .isEqualTo(new HaVipCommand.DetachEip(
                        haVipId, eipId, asked(attachment).associationId()));
        carriers.agree(attachment);
        carriers.agree(detachment);
        CompletableFuture<Response> again = associating(eipId, haVipId, "HaVip");
        carriers.agree(carriers.await(HaVipCommand.AttachEip.class, eipId));
        assertThat(answered(again.join(), 201).<String>path("status")).isEqualTo("InUse");
    }

    @Test
    void unassociationEndsWhenTheCarrierIsFree() {
        String eipId = asked(inUse()).eipId();
        CompletableFuture<Response> unassociation = caller.delete("/eips/" + eipId + "/association");
        Asked detachment = carriers.await(HaVipCommand.DetachEip.class, eipId);
        awaitStatus(eipId, EipStatus.Unassociating);
        assertThat(caller.field(eipId, "instanceId")).isEqualTo(haVipId);
        refused(caller.delete("/eips/" + eipId).join(), 400, "IncorrectEipStatus");
        carriers.agree(detachment);
        Response answer = answered(unassociation.join(), 200);
        assertThat(answer.<String>path("status")).isEqualTo("Available");
        assertThat(answer.<String>path("instanceId")).isEmpty();
        assertThat(answer.<String>path("instanceType")).isEmpty();
        answered(caller.delete("/eips/" + eipId).join(), 204);
        refused(caller.get("/eips/" + eipId), 404, "InvalidAllocationId.NotFound");
        Await.until(() -> assertThat(carriers.state(eipId)).isEmpty());
    }

    @Test
    void unassociationEndsForItsCallerTooWhenTheCarrierGoesInAnotherOperation() {
        HaVipCommand.AttachEip attachment = asked(inUse());
        CompletableFuture<Response> unassociation = caller.delete("/eips/" + attachment.eipId() + "/association");
        carriers.await(HaVipCommand.DetachEip.class, attachment.eipId());
        carriers.detached(haVipId, attachment.eipId(), attachment.associationId(), Optional.of("another"));
        assertThat(answered(unassociation.join(), 200).<String>path("status")).isEqualTo("Available");
    }

    @Test
    void unassociationFromACarrierThatDoesNotExistEnds() {
        String eipId = asked(inUse()).eipId();
        CompletableFuture<Response> unassociation = caller.delete("/eips/" + eipId + "/association");
        carriers.refuse(
                carriers.await(HaVipCommand.DetachEip.class, eipId), ErrorCode.INVALID_HAVIP_NOT_FOUND, "Gone.");
        assertThat(answered(unassociation.join(), 200).<String>path("status")).isEqualTo("Available");
    }

    @Test
    void carrierThatGoesMakesTheEipAvailable() {
        HaVipCommand.AttachEip attachment = asked(inUse());
        carriers.detached(haVipId, attachment.eipId(), "another-try", Optional.empty());
        carriers.detached(haVipId, attachment.eipId(), attachment.associationId(), Optional.empty());
        awaitStatus(attachment.eipId(), EipStatus.Available);
        assertThat(caller.field(attachment.eipId(), "instanceId")).isEmpty();
    }

    @Test
    void unreadableRecordBecomesADeadLetterAndTheRestGoesOn() {
        String key = "havip-unreadable";
        ProducerRecord<String, byte[]> broken =
                new ProducerRecord<>(Topics.HAVIP_EVENTS.name(), key, "{\"haVipId\":".getBytes(StandardCharsets.UTF_8));
        CloudEvent.of("event-unreadable", "havip.EipAttached.v1", "test", key, Instant.EPOCH)
                .writeTo(broken.headers());
        carriers.sendRaw(broken);
        assertThat(carriers.awaitDeadLetter(key)).contains("value is not the JSON of its type");
        assertThat(caller.field(asked(inUse()).eipId(), "status")).isEqualTo("InUse");
    }

    @Test
    void carrierThatHoldsAnEipWithoutItsKnowingIsAskedToLetGo() {
        String eipId = caller.allocate(Map.of());
        carriers.attached(haVipId, eipId, "203.0.113.99", "try-unknown-" + number, Optional.empty());
        carriers.attached("eni-" + number, "eip-never", "203.0.113.98", "try-never-" + number, Optional.empty());
        Await.until(() -> {
            answered(given().post("/admin/reconciliation"), 200);
            assertThat(findings()).contains("CARRIER_HOLDS " + haVipId, "CARRIER_HOLDS eni-" + number);
        });
        Asked detachment = carriers.await(HaVipCommand.DetachEip.class, eipId);
        assertThat(detachment.command()).isEqualTo(new HaVipCommand.DetachEip(haVipId, eipId, "try-unknown-" + number));
        Asked atNetwork = carriers.await(NetworkCommand.DetachEip.class, "eip-never");
        assertThat(atNetwork.command())
                .isEqualTo(new NetworkCommand.DetachEip(
                        "eni-" + number, AssociatedInstanceType.NetworkInterface, "eip-never", "try-never-" + number));
        carriers.agree(detachment);
        carriers.agree(atNetwork);
        Await.until(() -> {
            answered(given().post("/admin/reconciliation"), 200);
            assertThat(repairs(haVipId)).hasSize(1).doesNotContainNull();
        });
    }

    @Test
    void eipWhoseCarrierIsFreeBecomesAvailable() throws SQLException {
        HaVipCommand.AttachEip attachment = asked(inUse());
        String eipId = attachment.eipId();
        String carriersRow = "FROM eips_at_ha_vips.attachment WHERE eip_id = '" + eipId + "'";
        Await.until(() -> assertThat(count("SELECT count(*) " + carriersRow)).isEqualTo(1));
        // A read model that is behind what the process has seen proves nothing.
        execute("UPDATE eips_at_ha_vips.progress SET last_sequence = -1 WHERE aggregate_id = '" + haVipId + "'");
        execute("DELETE " + carriersRow);
        execute("UPDATE eip_view.eip SET changed_at = now() - interval '1 hour' WHERE eip_id = '" + eipId + "'");
        answered(given().post("/admin/reconciliation"), 200);
        assertThat(caller.field(eipId, "status")).isEqualTo("InUse");
        execute("UPDATE eips_at_ha_vips.progress SET last_sequence = 0 WHERE aggregate_id = '" + haVipId + "'");
        answered(given().post("/admin/reconciliation"), 200);
        awaitStatus(eipId, EipStatus.Available);
        assertThat(findings()).contains("CARRIER_FREE " + haVipId);
        assertThat(given().get("/q/metrics").asString()).contains("havip_eip_reconciled_total{kind=\"CARRIER_FREE\"}");
    }

    private String comment(String schema) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT obj_description('" + schema + "'::regnamespace, 'pg_namespace')")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void readModelThatIsBeingFilledProvesNothing() throws SQLException {
        String form = comment("eips_at_instances");
        execute("COMMENT ON SCHEMA eips_at_instances IS 'due:" + form + "'");
        try {
            carriers.attached(haVipId, "eip-never", "203.0.113.97", "try-early-" + number, Optional.empty());
            Await.until(() -> assertThat(count("SELECT count(*) FROM eips_at_ha_vips.attachment WHERE instance_id = '"
                            + haVipId + "' AND since < now() - interval '1 second'"))
                    .isEqualTo(1));

            answered(given().post("/admin/reconciliation"), 200);

            assertThat(findings()).noneMatch(finding -> finding.endsWith(haVipId));
        } finally {
            execute("COMMENT ON SCHEMA eips_at_instances IS '" + form + "'");
        }
        Await.until(() -> {
            answered(given().post("/admin/reconciliation"), 200);
            assertThat(findings()).contains("CARRIER_HOLDS " + haVipId);
        });
        assertThat(given().get("/q/metrics").asString()).contains("\nhavip_reconciliation_age_seconds ");
    }

    @Test
    void requestsAreRefusedWhileTheEipsAreBeingFilled() throws SQLException {
        String eipId = caller.allocate(Map.of());
        String form = comment("eip_view");
        execute("COMMENT ON SCHEMA eip_view IS 'due:" + form + "'");
        try {
            Await.until(() -> refused(caller.get("/eips/" + eipId), 503, "ServiceUnavailable"));
        } finally {
            execute("COMMENT ON SCHEMA eip_view IS '" + form + "'");
        }
        Await.until(() -> answered(caller.get("/eips/" + eipId), 200));
    }

    @Test
    void agreementOfBothSidesIsNoFinding() {
        HaVipCommand.AttachEip attachment = asked(inUse());
        Await.until(() -> assertThat(count("SELECT count(*) FROM eips_at_ha_vips.attachment a JOIN eip_view.eip e"
                        + " USING (association_id) WHERE a.since < now() - interval '1 second' AND a.eip_id = '"
                        + attachment.eipId() + "'"))
                .isEqualTo(1));
        answered(given().post("/admin/reconciliation"), 200);
        assertThat(findings()).noneMatch(finding -> finding.endsWith(haVipId));
        assertThat(caller.field(attachment.eipId(), "status")).isEqualTo("InUse");
    }

    private static List<String> findings() {
        List<Map<String, String>> all =
                given().get("/admin/reconciliation").jsonPath().getList("findings");
        return all.stream()
                .map(finding -> finding.get("kind") + " " + finding.get("instanceId"))
                .toList();
    }

    private static List<String> repairs(String instanceId) {
        return given().get("/admin/reconciliation")
                .jsonPath()
                .getList("findings.findAll { it.instanceId == '" + instanceId + "' }.repairedAt");
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
