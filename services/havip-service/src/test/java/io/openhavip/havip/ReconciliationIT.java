package io.openhavip.havip;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.AssociationEvent.HaVipAttached;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.havip.NetworkByHand.Asked;
import io.openhavip.havip.domain.HaVipRequest.ConfirmAssociation;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Orphans made by hand on the topics, or in the aggregate behind network-service's back, are found and repaired. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(ReconciliationIT.ShortGrace.class)
class ReconciliationIT {

    private static final String ADDRESS = "192.168.0.88";
    private static final Duration GRACE = Duration.ofSeconds(3);

    public static class ShortGrace implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "havip.service.reconciliation-grace",
                    GRACE.toString(),
                    "havip.service.reconciliation-interval",
                    "24h");
        }
    }

    /** A repair as the report shows it. */
    private record Repair(String of, String commandId, Instant reportedAt) {}

    private static NetworkByHand network;
    private static ExecutorService callers;

    @Inject
    EventSourcing eventSourcing;

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

    private static Optional<Repair> reconcile(String kind, String haVipId) {
        Response response = given().post("/admin/reconciliation");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        JsonPath report = response.jsonPath();
        String found = "repairs.find { it.kind == '%s' && it.haVipId == '%s' }".formatted(kind, haVipId);
        return Optional.ofNullable(report.getMap(found))
                .map(repair -> new Repair(
                        String.valueOf(repair.get("of")),
                        String.valueOf(repair.get("commandId")),
                        Instant.parse(report.getString("at"))));
    }

    private static void awaitNoRepair(String kind, String haVipId) {
        Await.until(() -> assertThat(reconcile(kind, haVipId)).isEmpty());
    }

    private static Response answered(CompletableFuture<Response> call, int status) {
        Response response = call.join();
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        return response;
    }

    private static CompletableFuture<Response> post(String path, Map<String, String> body) {
        return CompletableFuture.supplyAsync(
                () -> given().contentType(ContentType.JSON).body(body).post(path), callers);
    }

    private static String newHaVip(String vSwitchId) {
        CompletableFuture<Response> creation = post("/ha-vips", Map.of("vSwitchId", vSwitchId));
        network.agree(network.awaitReservation(vSwitchId), ADDRESS);
        return answered(creation, 201).path("haVipId");
    }

    @Test
    void reservationWithoutAHaVipIsReleasedAfterTheGraceByOneCommandHoweverOftenItIsFound() {
        Instant before = Instant.now();
        network.say(new AddressReserved("vsw-r", "vpc-1", "192.168.0.7", AddressHolder.HaVip, "havip-never"));

        Repair repair = Await.value(() -> reconcile("reservation", "havip-never"));

        assertThat(repair.of()).isEqualTo("192.168.0.7");
        assertThat(repair.reportedAt()).isAfterOrEqualTo(before.plus(GRACE));
        Asked release = network.await(ReleaseHaVipAddress.class, "havip-never");
        assertThat(release.command()).isEqualTo(new ReleaseHaVipAddress("vsw-r", "havip-never"));
        assertThat(release.attributes().id()).isEqualTo(repair.commandId());
        Repair again = Await.value(() -> reconcile("reservation", "havip-never"));
        // An id lasts an hour, which can end between the two.
        assertThat(again.commandId().substring(0, again.commandId().length() - "T00:00:00Z".length()))
                .isEqualTo(repair.commandId().substring(0, repair.commandId().length() - "T00:00:00Z".length()));
        String noted = "repairs.find { it.commandId == '%s' }".formatted(repair.commandId());
        Map<String, ?> kept = given().get("/admin/reconciliation").jsonPath().getMap(noted);
        assertThat(kept.get("of")).isEqualTo("192.168.0.7");
        assertThat(Instant.parse(String.valueOf(kept.get("firstAt")))).isEqualTo(repair.reportedAt());
        assertThat(kept.get("tries")).isEqualTo(again.commandId().equals(repair.commandId()) ? 2 : 1);
        network.agree(release, "192.168.0.7");
        awaitNoRepair("reservation", "havip-never");
    }

    @Test
    void attachmentWithoutAnAssociationIsDetached() {
        String haVipId = newHaVip("vsw-a");
        network.say(new HaVipAttached("eni-stray", haVipId, "try-lost", "vsw-a"));

        Repair repair = Await.value(() -> reconcile("attachment", haVipId));

        assertThat(repair.of()).isEqualTo("eni-stray");
        Asked detachment = network.await(DetachHaVip.class, haVipId);
        assertThat(detachment.command())
                .isEqualTo(new DetachHaVip("eni-stray", AssociatedInstanceType.NetworkInterface, haVipId, "try-lost"));
        network.agree(detachment, "");
        awaitNoRepair("attachment", haVipId);
        assertThat(given().get("/ha-vips/" + haVipId).jsonPath().getString("status"))
                .isEqualTo("Available");
    }

    @Test
    void associationThatTheInstanceDoesNotHoldEnds() {
        String haVipId = newHaVip("vsw-s");
        CompletableFuture<Response> association =
                post("/ha-vips/" + haVipId + "/associations", Map.of("instanceId", "i-ignorant"));
        Asked attachment = network.await(AttachHaVip.class, haVipId);
        String associationId = ((AttachHaVip) attachment.command()).associationId();
        // As if the instance had agreed and lost it: the HAVIP is told, and network-service says nothing.
        eventSourcing.send(
                new ConfirmAssociation(haVipId, "i-ignorant", associationId),
                Cause.request(attachment.attributes().correlationId().orElseThrow()));
        assertThat(answered(association, 201).<String>path("status")).isEqualTo("InUse");

        Repair repair = Await.value(() -> reconcile("association", haVipId));

        assertThat(repair.of()).isEqualTo("i-ignorant");
        Await.until(
                () -> assertThat(given().get("/ha-vips/" + haVipId).jsonPath().getString("status"))
                        .isEqualTo("Available"));
        awaitNoRepair("association", haVipId);
    }

    private static String associatedHaVip(String vSwitchId, String instanceId) {
        String haVipId = newHaVip(vSwitchId);
        CompletableFuture<Response> association =
                post("/ha-vips/" + haVipId + "/associations", Map.of("instanceId", instanceId));
        network.agree(network.await(AttachHaVip.class, haVipId), ADDRESS);
        answered(association, 201);
        return haVipId;
    }

    private static CompletableFuture<Response> delete(String path) {
        return CompletableFuture.supplyAsync(() -> given().delete(path), callers);
    }

    @Test
    void unassociationWhoseCommandIsLostIsAskedForAgainUnderTheSameOperation() {
        String haVipId = associatedHaVip("vsw-u", "i-leaving");
        CompletableFuture<Response> unassociation = delete("/ha-vips/" + haVipId + "/associations/i-leaving");
        Asked lost = network.await(DetachHaVip.class, haVipId);

        Repair repair = Await.value(() -> reconcile("unassociation", haVipId));

        assertThat(repair.of()).isEqualTo("i-leaving");
        Asked again = network.await(DetachHaVip.class, haVipId);
        assertThat(again.command()).isEqualTo(lost.command());
        assertThat(again.attributes().id()).isEqualTo(repair.commandId());
        assertThat(again.attributes().correlationId())
                .isEqualTo(lost.attributes().correlationId());
        network.agree(again, "");
        assertThat(answered(unassociation, 200).<String>path("status")).isEqualTo("Available");
        awaitNoRepair("unassociation", haVipId);
    }

    @Test
    void deletionWhoseCommandIsLostIsAskedForAgainUnderTheSameOperation() {
        String haVipId = newHaVip("vsw-d");
        CompletableFuture<Response> deletion = delete("/ha-vips/" + haVipId);
        Asked lost = network.await(ReleaseHaVipAddress.class, haVipId);

        Repair repair = Await.value(() -> reconcile("deletion", haVipId));

        Asked again = network.await(ReleaseHaVipAddress.class, haVipId);
        assertThat(again.command()).isEqualTo(lost.command());
        assertThat(again.attributes().id()).isEqualTo(repair.commandId());
        assertThat(again.attributes().correlationId())
                .isEqualTo(lost.attributes().correlationId());
        network.agree(again, ADDRESS);
        answered(deletion, 204);
        awaitNoRepair("deletion", haVipId);
    }

    @Test
    void haVipWhoseAddressIsNotReservedGetsItReservedAgain() {
        String haVipId = newHaVip("vsw-n");
        network.say(new AddressReleased("vsw-n", ADDRESS, AddressHolder.HaVip, haVipId));

        Repair repair = Await.value(() -> reconcile("unreserved", haVipId));

        assertThat(repair.of()).isEqualTo(ADDRESS);
        Asked reservation = network.awaitReservation("vsw-n");
        assertThat(reservation.command())
                .isEqualTo(new ReserveHaVipAddress(
                        "vsw-n", haVipId, Optional.of(ADDRESS), "1000000000000001", "cn-hangzhou"));
        network.agree(reservation, ADDRESS);
        awaitNoRepair("unreserved", haVipId);
    }

    @Test
    void deletionOfAHaVipWhoseAddressIsNotReservedEnds() {
        String haVipId = newHaVip("vsw-e");
        network.say(new AddressReleased("vsw-e", ADDRESS, AddressHolder.HaVip, haVipId));
        Await.value(() -> reconcile("unreserved", haVipId));
        CompletableFuture<Response> deletion = delete("/ha-vips/" + haVipId);
        network.await(ReleaseHaVipAddress.class, haVipId);

        Repair repair = Await.value(() -> reconcile("deletion", haVipId));

        assertThat(repair.of()).isEqualTo(ADDRESS);
        answered(deletion, 204);
        assertThat(given().get("/ha-vips/" + haVipId).statusCode()).isEqualTo(404);
    }

    @Test
    void whatBothSidesKnowIsLeftAloneAndTheLastReportCanBeRead() {
        String haVipId = newHaVip("vsw-k");
        CompletableFuture<Response> association =
                post("/ha-vips/" + haVipId + "/associations", Map.of("instanceId", "i-agreed"));
        network.agree(network.await(AttachHaVip.class, haVipId), "192.168.0.88");
        answered(association, 201);
        Instant agreed = Instant.now();

        Await.until(() -> {
            JsonPath report = given().post("/admin/reconciliation").jsonPath();
            assertThat(report.getString("obstacle")).isNull();
            assertThat(Instant.parse(report.getString("asOf"))).isAfter(agreed);
            assertThat(report.getList("repairs.haVipId")).doesNotContain(haVipId);
            assertThat(given().get("/admin/reconciliation").jsonPath().getString("at"))
                    .isEqualTo(report.getString("at"));
        });
        assertThat(given().get("/ha-vips/" + haVipId).jsonPath().getString("status"))
                .isEqualTo("InUse");
        assertThat(given().get("/q/metrics").asString()).contains("\nhavip_reconciliation_age_seconds ");
    }
}
