package io.openhavip.havip;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.SwitchCause;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.havip.NetworkByHand.Asked;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.openhavip.testkit.TestKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** havip-service alone: what network-service and arp-gateway say, or don't, is the test's. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(HaVipServiceIT.ShortDeadlines.class)
@Tag("containers")
class HaVipServiceIT {

    public static class ShortDeadlines implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "havip.service.process-deadline", "6s",
                    "havip.service.operation-timeout", "13s");
        }
    }

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String ADDRESS = "192.168.0.88";
    private static final String OWNERSHIP_RECORDS_READ =
            "SELECT coalesce(sum(next_offset), 0) FROM ha_vip_view.partition_offset WHERE topic = 'arp.ownership'";

    private static NetworkByHand network;
    private static ExecutorService callers;

    @Inject
    DataSource dataSource;

    private final String vSwitchId = "vsw-" + NEXT.incrementAndGet();

    @BeforeAll
    static void start() {
        network = new NetworkByHand();
        callers = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterAll
    static void stop() {
        callers.shutdownNow();
        network.close();
    }

    private CompletableFuture<Response> post(String path, Map<String, String> body) {
        return CompletableFuture.supplyAsync(
                () -> given().contentType(ContentType.JSON).body(body).post(path), callers);
    }

    private CompletableFuture<Response> delete(String path) {
        return CompletableFuture.supplyAsync(() -> given().delete(path), callers);
    }

    private CompletableFuture<Response> creating() {
        return post("/ha-vips", Map.of("vSwitchId", vSwitchId));
    }

    private String newHaVip() {
        CompletableFuture<Response> creation = creating();
        network.agree(network.awaitReservation(vSwitchId), ADDRESS);
        return answered(creation, 201).path("haVipId");
    }

    private void associate(String haVipId, String instanceId) {
        CompletableFuture<Response> association = associating(haVipId, instanceId);
        network.agree(network.await(AttachHaVip.class, haVipId), ADDRESS);
        answered(association, 201);
    }

    private CompletableFuture<Response> associating(String haVipId, String instanceId) {
        return post("/ha-vips/" + haVipId + "/associations", Map.of("instanceId", instanceId));
    }

    private static Response answered(CompletableFuture<Response> call, int status) {
        Response response = call.join();
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        return response;
    }

    private static void refused(Response response, int status, String code, String detail) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.<String>path("code")).isEqualTo(code);
        assertThat(response.<String>path("detail")).isEqualTo(detail);
    }

    private static String field(String haVipId, String name) {
        return given().get("/ha-vips/" + haVipId).jsonPath().getString(name);
    }

    private static int statusOf(String haVipId) {
        return given().get("/ha-vips/" + haVipId).statusCode();
    }

    private OwnershipSwitched ownership(String haVipId, long epoch, Optional<String> instanceId) {
        return new OwnershipSwitched(
                vSwitchId,
                ADDRESS,
                haVipId,
                epoch,
                Optional.empty(),
                instanceId.map(id -> new Owner("eni-of-" + id, id, "02:00:c0:a8:00:01", "host-1", 1)),
                instanceId.isPresent() ? SwitchCause.CLAIM : SwitchCause.UNASSOCIATED,
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Test
    void callerGetsTheCodeAndTheWordsOfTheNetworksRefusal() {
        CompletableFuture<Response> creation = creating();
        network.refuse(network.awaitReservation(vSwitchId), ErrorCode.INVALID_IP_ALREADY_USED, "It is in use.");
        refused(creation.join(), 400, "InvalidIPAddress.AlreadyUsed", "It is in use.");
        assertThat(given().get("/ha-vips?vSwitchId=" + vSwitchId).jsonPath().getInt("totalCount"))
                .isZero();
    }

    @Test
    void instanceThatIsNotReadyIsRefusedWithTheStatusThatAssociatingHas() {
        String haVipId = newHaVip();
        CompletableFuture<Response> association = associating(haVipId, "i-of-" + vSwitchId);
        network.refuse(
                network.await(AttachHaVip.class, haVipId),
                ErrorCode.INCORRECT_INSTANCE_STATUS_TO_ASSOCIATE,
                "It is Pending.");
        refused(association.join(), 400, "IncorrectInstanceStatus", "It is Pending.");
    }

    @Test
    void creationWithoutAnAnswerIsGivenUpAndALateAnswerChangesNothing() {
        CompletableFuture<Response> creation = creating();
        Asked reservation = network.awaitReservation(vSwitchId);
        String haVipId = reservation.command().requesterId();
        Await.until(() -> assertThat(field(haVipId, "status")).isEqualTo("Creating"));
        refused(
                creation.join(),
                503,
                "ServiceUnavailable",
                "No address was reserved for " + haVipId + " in time; it was given up.");
        Asked release = network.await(ReleaseHaVipAddress.class, haVipId);
        assertThat(release.command()).isEqualTo(new ReleaseHaVipAddress(vSwitchId, haVipId));
        assertThat(release.attributes().correlationId())
                .isEqualTo(reservation.attributes().correlationId());
        network.agree(reservation, ADDRESS);
        network.agree(release, ADDRESS);
        // The next one's answer comes after the late one on the same vSwitch, so when it is done the late one was read.
        String next = newHaVip();
        assertThat(field(next, "status")).isEqualTo("Available");
        assertThat(statusOf(haVipId)).isEqualTo(404);
    }

    @Test
    void associationWithoutAnAnswerIsGivenUpAndALateAnswerChangesNothing() {
        String haVipId = newHaVip();
        String instanceId = "i-of-" + vSwitchId;
        CompletableFuture<Response> association = associating(haVipId, instanceId);
        Asked attachment = network.await(AttachHaVip.class, haVipId);
        Await.until(() -> assertThat(field(haVipId, "status")).isEqualTo("Associating"));
        refused(
                association.join(),
                503,
                "ServiceUnavailable",
                instanceId + " did not answer in time; the association was given up.");
        Asked detachment = network.await(DetachHaVip.class, haVipId);
        AttachHaVip tried = (AttachHaVip) attachment.command();
        assertThat(detachment.command())
                .isEqualTo(new DetachHaVip(
                        instanceId, AssociatedInstanceType.EcsInstance, haVipId, tried.associationId()));
        network.agree(attachment, ADDRESS);
        network.agree(detachment, ADDRESS);
        associate(haVipId, instanceId);
        assertThat(field(haVipId, "status")).isEqualTo("InUse");
        assertThat(field(haVipId, "associatedInstances")).isEqualTo("[" + instanceId + "]");
    }

    @Test
    void clientTokenOfAnAssociationThatWasGivenUpIsFree() {
        Caller caller = new Caller(network);
        String haVipId = caller.newHaVip();
        String path = "/ha-vips/" + haVipId + "/associations";
        Map<String, String> body = Map.of("instanceId", "i-of-" + haVipId);
        CompletableFuture<Response> givenUp = Caller.meanwhile(() -> caller.post(path, body, "token-1"));
        network.await(AttachHaVip.class, haVipId);
        Caller.refused(givenUp.join(), 503, "ServiceUnavailable");

        CompletableFuture<Response> repeated = Caller.meanwhile(() -> caller.post(path, body, "token-1"));

        network.agree(network.await(AttachHaVip.class, haVipId), ADDRESS);
        assertThat(Caller.expect(repeated.join(), 201).<String>path("status")).isEqualTo("InUse");
    }

    @Test
    void unassociationEndsForItsCallerTooWhenTheInstanceGoesInAnotherOperation() {
        Caller caller = new Caller(network);
        String haVipId = caller.newHaVip();
        String instanceId = "i-of-" + haVipId;
        caller.associate(haVipId, Map.of("instanceId", instanceId));
        String path = "/ha-vips/" + haVipId + "/associations/" + instanceId;
        CompletableFuture<Response> unassociation = Caller.meanwhile(() -> caller.delete(path, "token-1"));
        Asked detachment = network.await(DetachHaVip.class, haVipId);

        network.say(new HaVipDetached(instanceId, haVipId, ((DetachHaVip) detachment.command()).associationId()));
        network.refuse(detachment, ErrorCode.INVALID_INSTANCE_NOT_FOUND, "It does not exist.");

        assertThat(Caller.expect(unassociation.join(), 200).<String>path("status"))
                .isEqualTo("Available");
        Caller.expect(caller.delete(path, "token-1"), 200);
    }

    @Test
    void deletionWithoutAnAnswerIsUnknownToItsCallerAndEndsWhenTheAnswerComes() {
        String haVipId = newHaVip();
        CompletableFuture<Response> deletion = delete("/ha-vips/" + haVipId);
        Asked release = network.await(ReleaseHaVipAddress.class, haVipId);
        refused(
                deletion.join(),
                503,
                "ServiceUnavailable",
                "The outcome for " + haVipId
                        + " is not known after 13000 ms: the request was accepted and may still take"
                        + " effect. Look before you repeat it.");
        Await.until(() -> assertThat(field(haVipId, "status")).isEqualTo("Deleting"));
        network.agree(release, ADDRESS);
        Await.until(() -> assertThat(statusOf(haVipId)).isEqualTo(404));
    }

    @Test
    void unreadableRecordBecomesADeadLetterAndTheRestGoesOn() {
        String key = "vsw-unreadable";
        ProducerRecord<String, byte[]> broken = new ProducerRecord<>(
                Topics.NETWORK_EVENTS.name(), key, "{\"vSwitchId\":".getBytes(StandardCharsets.UTF_8));
        CloudEvent.of("event-unreadable", "network.AddressReserved.v1", "test", key, Instant.EPOCH)
                .writeTo(broken.headers());
        network.sendRaw(broken);
        network.sendRaw(new ProducerRecord<>(Topics.NETWORK_EVENTS.name(), "no-headers", new byte[] {1, 2, 3}));
        for (String consumer : List.of("network-events", "network_side")) {
            assertThat(network.awaitDeadLetter(key, consumer))
                    .contains("value is not the JSON of its type", "\"topic\":\"network.events\"");
            assertThat(network.awaitDeadLetter("no-headers", consumer)).contains("header ce_specversion is missing");
        }
        assertThat(field(newHaVip(), "status")).isEqualTo("Available");

        assertThat(parked()).contains(key, "no-headers");
        Response released = given().post("/admin/parked/network-events/no-headers/release");
        assertThat(released.statusCode()).isEqualTo(200);
        assertThat(released.jsonPath().getMap(""))
                .containsEntry("lastSequence", -1)
                .containsEntry("stillParked", null);
        assertThat(parked()).contains(key).doesNotContain("no-headers");
        assertThat(given().post("/admin/parked/network-events/vsw-nobody/release")
                        .statusCode())
                .isEqualTo(404);
        Response unknown = given().post("/admin/parked/nothing/" + key + "/release");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.jsonPath().getString("detail"))
                .isEqualTo("There is no consumer nothing; there are: network-events.");
    }

    private static List<String> parked() {
        return given().get("/admin/parked").jsonPath().getList("parked.aggregateId");
    }

    @Test
    void masterIsShownOnlyWhileItIsAssociated() {
        String haVipId = newHaVip();
        String instanceId = "i-of-" + vSwitchId;
        network.switchOwner(ownership(haVipId, 1, Optional.of(instanceId)));
        awaitOwnershipRead();
        assertThat(field(haVipId, "masterInstanceId")).isEmpty();
        associate(haVipId, instanceId);
        assertThat(field(haVipId, "masterInstanceId")).isEqualTo(instanceId);
        CompletableFuture<Response> unassociation = delete("/ha-vips/" + haVipId + "/associations/" + instanceId);
        Asked detachment = network.await(DetachHaVip.class, haVipId);
        Await.until(() -> assertThat(field(haVipId, "status")).isEqualTo("Unassociating"));
        assertThat(field(haVipId, "masterInstanceId")).isEmpty();
        assertThat(field(haVipId, "associatedInstances")).isEqualTo("[" + instanceId + "]");
        network.agree(detachment, ADDRESS);
        assertThat(answered(unassociation, 200).<String>path("associatedInstanceType"))
                .isEmpty();
    }

    @Test
    void lowerEpochIsIgnoredAndAHigherOneWithoutAnOwnerEmptiesTheMaster() {
        String haVipId = newHaVip();
        associate(haVipId, "i-a");
        associate(haVipId, "i-b");
        network.switchOwner(ownership(haVipId, 5, Optional.of("i-a")));
        Await.until(() -> assertThat(field(haVipId, "masterInstanceId")).isEqualTo("i-a"));
        network.switchOwner(ownership(haVipId, 4, Optional.of("i-b")));
        network.switchOwner(ownership(haVipId, 5, Optional.of("i-b")));
        awaitOwnershipRead();
        assertThat(field(haVipId, "masterInstanceId")).isEqualTo("i-a");
        network.switchOwner(ownership(haVipId, 6, Optional.of("i-b")));
        Await.until(() -> assertThat(field(haVipId, "masterInstanceId")).isEqualTo("i-b"));
        network.switchOwner(ownership(haVipId, 7, Optional.empty()));
        Await.until(() -> assertThat(field(haVipId, "masterInstanceId")).isEmpty());
    }

    /** Returns when the read model is past everything that is on arp.ownership now. */
    private void awaitOwnershipRead() {
        long sent = TestKafka.endOffsets(Topics.ARP_OWNERSHIP.name()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        Await.until(() -> assertThat(ownershipRecordsRead()).isEqualTo(sent));
    }

    private long ownershipRecordsRead() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OWNERSHIP_RECORDS_READ)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void rebuildWhileServingGivesTheSameAnswers() {
        String first = newHaVip();
        associate(first, "i-a");
        network.switchOwner(ownership(first, 1, Optional.of("i-a")));
        Await.until(() -> assertThat(field(first, "masterInstanceId")).isEqualTo("i-a"));
        String before = page();
        assertThat(given().post("/admin/projections/ha-vips/rebuild").statusCode())
                .isEqualTo(202);
        Await.until(() -> {
            assertThat(page()).isEqualTo(before);
            assertThat(given().get("/admin/projections/ha-vips/rebuild")
                            .jsonPath()
                            .getString("phase"))
                    .isEqualTo("DONE");
        });
        assertThat(page()).isEqualTo(before);
        associate(first, "i-b");
        assertThat(field(first, "associatedInstances")).isEqualTo("[i-a, i-b]");
    }

    private static String page() {
        Response page = given().get("/ha-vips?pageSize=50");
        assertThat(page.statusCode()).isEqualTo(200);
        return page.asString();
    }

    @Test
    void reservationAsksForTheAddressThatTheCallerGave() {
        CompletableFuture<Response> creation =
                post("/ha-vips", Map.of("vSwitchId", vSwitchId, "ipAddress", "192.168.0.9"));
        Asked reservation = network.awaitReservation(vSwitchId);
        assertThat(((ReserveHaVipAddress) reservation.command()).ipAddress()).contains("192.168.0.9");
        network.agree(reservation, "192.168.0.9");
        assertThat(answered(creation, 201).<String>path("ipAddress")).isEqualTo("192.168.0.9");
    }
}
