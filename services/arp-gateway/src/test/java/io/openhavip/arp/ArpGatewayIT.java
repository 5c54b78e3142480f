package io.openhavip.arp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.arp.facts.FactsIndex;
import io.openhavip.arp.projection.OwnershipTable;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.AnnouncementRejected;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.arp.SwitchCause;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.messaging.JsonMessages;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.openhavip.testkit.OddRecord;
import io.openhavip.testkit.TestPostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The service on a real broker and a real database, from an announcement to what others read. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(ArpGatewayIT.WithHostCredential.class)
@Tag("containers")
class ArpGatewayIT {

    /** One host that may report by REST. */
    public static class WithHostCredential implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "havip.arp.host-credentials.host-1", "s3cret",
                    "havip.arp.host-credentials.host-2", "0ther",
                    "quarkus.http.test-port", "0");
        }
    }

    @Inject
    FactsIndex facts;

    private final Wire wire = new Wire();

    @AfterEach
    void closeWire() {
        wire.close();
    }

    /** Announcements and facts come on different topics: what is announced after this finds the facts known. */
    private AddressKey haVipWith(String vSwitchId, String... names) {
        AddressKey key = wire.haVipWith(vSwitchId, names);
        List<String> ports =
                Stream.of(names).map(name -> Wire.portId(vSwitchId, name)).toList();
        Await.until(() -> {
            assertThat(facts.of(key, ports).haVip()).isPresent();
            assertThat(facts.of(key, ports).ports()).containsOnlyKeys(ports);
        });
        return key;
    }

    private static List<OwnershipSwitched> switches(AddressKey key) {
        return Wire.read(Topics.ARP_OWNERSHIP.name(), key, OwnershipSwitched.class);
    }

    private static void awaitOwner(AddressKey key, String name, long epoch) {
        Await.until(() -> given().get("/ownerships/" + key)
                .then()
                .statusCode(200)
                .body("epoch", equalTo((int) epoch))
                .body("owner.instanceId", equalTo(Wire.instanceId(key.vSwitchId(), name))));
    }

    @Test
    void claimIsAnsweredBySwitchAndState() {
        AddressKey key = haVipWith("vsw-first", "a", "b");
        wire.claim(key, "a");

        Await.until(() -> assertThat(switches(key)).singleElement().satisfies(switched -> {
            assertThat(switched.epoch()).isEqualTo(1);
            assertThat(switched.newOwner().orElseThrow().instanceId()).isEqualTo(Wire.instanceId("vsw-first", "a"));
            assertThat(switched.claim()).isPresent();
        }));
        Await.until(() -> assertThat(Wire.read(Topics.OWNERSHIP_STATE.name(), key, OwnershipState.class))
                .singleElement()
                .satisfies(state -> assertThat(state.epoch()).isEqualTo(1)));
        awaitOwner(key, "a", 1);
        given().get("/ownerships").then().statusCode(200).body("ownerships.vSwitchId", hasItem("vsw-first"));
    }

    @Test
    void stoppedOwnerIsReleasedAndTheNextClaimTakesOver() {
        AddressKey key = haVipWith("vsw-release", "a", "b");
        wire.claim(key, "a");
        awaitOwner(key, "a", 1);

        wire.instance("vsw-release", "a", InstanceStatus.Stopped, 1);
        Await.until(() -> assertThat(switches(key))
                .extracting(OwnershipSwitched::cause)
                .containsExactly(SwitchCause.CLAIM, SwitchCause.INSTANCE_STOPPED));
        wire.claim(key, "b");

        awaitOwner(key, "b", 3);
    }

    @Test
    void claimAheadOfItsAssociationIsDecidedWhenItArrives() {
        AddressKey key = haVipWith("vsw-early", "a");
        wire.instance("vsw-early", "b", InstanceStatus.Running, 1);
        Await.until(() -> assertThat(facts.port(Wire.portId("vsw-early", "b"))).isPresent());
        wire.claim(key, "b");
        Await.until(() -> assertThat(Wire.read(Topics.ARP_OWNERSHIP.name(), key, AnnouncementRejected.class))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.reason()).isEqualTo(AnnouncementRejected.Reason.NOT_ASSOCIATED);
                    assertThat(notice.networkInterfaceId()).isEqualTo(Wire.portId("vsw-early", "b"));
                    assertThat(notice.count()).isEqualTo(1);
                }));

        wire.haVip(key, "a", "b");

        awaitOwner(key, "b", 1);
        assertThat(switches(key)).extracting(OwnershipSwitched::cause).containsExactly(SwitchCause.EARLY_CLAIM);
    }

    @Test
    void postponedClaimIsAppliedByItsTimer() {
        AddressKey key = haVipWith("vsw-contest", "a", "b");
        for (String instance : List.of("a", "b", "a", "b")) {
            wire.claim(key, instance);
        }

        Await.until(() -> assertThat(switches(key))
                .extracting(OwnershipSwitched::cause)
                .containsExactly(SwitchCause.CLAIM, SwitchCause.CLAIM, SwitchCause.CLAIM, SwitchCause.POSTPONED_CLAIM));
        awaitOwner(key, "b", 4);
        OwnershipSwitched last = switches(key).getLast();
        assertThat(last.effectiveAt())
                .isEqualTo(switches(key).get(2).effectiveAt().plusSeconds(1));
    }

    @Test
    void unreadableRecordIsADeadLetterAndTheRestGoesOn() throws Exception {
        AddressKey key = haVipWith("vsw-dead", "a");
        wire.send(new ProducerRecord<>(Topics.ARP_ANNOUNCEMENTS.name(), key.toString(), "no JSON".getBytes()));
        wire.claim(key, "a");

        awaitOwner(key, "a", 1);
        Await.until(() -> {
            List<ConsumerRecord<String, byte[]>> letters = Wire.records(Topics.ARP_DLQ.name()).stream()
                    .filter(letter -> key.toString().equals(letter.key()))
                    .toList();
            assertThat(letters).hasSize(1);
            assertThat(JsonMessages.MAPPER
                            .readTree(letters.getFirst().value())
                            .get("reason")
                            .asText())
                    .isEqualTo("header ce_specversion is missing");
        });
    }

    @ParameterizedTest
    @EnumSource
    void oddRecordIsADeadLetterAndTheClaimBehindItIsDecided(OddRecord odd) {
        AddressKey key = haVipWith("vsw-odd-" + odd.ordinal(), "a");
        RecordMetadata place = wire.send(odd.on(Topics.ARP_ANNOUNCEMENTS.name(), OwnershipTable.partitionOf(key)));
        wire.claim(key, "a");

        awaitOwner(key, "a", 1);
        Await.until(() -> assertThat(letters())
                .filteredOn(letter -> letter.get("partition").asInt() == place.partition()
                        && letter.get("offset").asLong() == place.offset())
                .singleElement()
                .satisfies(letter ->
                        assertThat(letter.get("reason").asText()).isEqualTo("header ce_specversion is missing")));
    }

    private static List<JsonNode> letters() throws IOException {
        List<JsonNode> letters = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> letter : Wire.records(Topics.ARP_DLQ.name())) {
            letters.add(JsonMessages.MAPPER.readTree(letter.value()));
        }
        return letters;
    }

    @Test
    void refusedAnnouncementOfAnIdThatNobodyCanWriteKeepsNoNoticeBack() {
        AddressKey key = haVipWith("vsw-surrogate", "a");
        wire.send(withPort(Wire.announcement(key, "a", Instant.now()), "eni-#"), "#", "\\ud800\\u0000");
        wire.send(withPort(Wire.announcement(key, "a", Instant.now()), "eni-unknown"));

        Await.until(() -> assertThat(Wire.read(Topics.ARP_OWNERSHIP.name(), key, AnnouncementRejected.class))
                .extracting(AnnouncementRejected::networkInterfaceId)
                .containsExactlyInAnyOrder("eni-?\uFFFD", "eni-unknown"));
    }

    private static Announcement withPort(Announcement announcement, String networkInterfaceId) {
        return new Announcement(
                announcement.hostId(),
                networkInterfaceId,
                announcement.vSwitchId(),
                announcement.address(),
                announcement.senderMac(),
                announcement.etherSource(),
                announcement.operation(),
                announcement.source(),
                announcement.capturedAt(),
                announcement.sequence());
    }

    @Test
    void announcementFromTheEndOfTimeStopsNothing() {
        AddressKey key = haVipWith("vsw-time", "a", "b");
        wire.claim(key, "a");
        awaitOwner(key, "a", 1);
        wire.send(Wire.announcement(key, "a", Instant.MAX));
        wire.send(Wire.announcement(key, "b", Instant.MIN));
        wire.claim(key, "b");

        awaitOwner(key, "b", 2);
    }

    @Test
    void reportOfAnotherDayIsRefused() {
        AddressKey key = haVipWith("vsw-day", "a");
        given().contentType(ContentType.JSON)
                .header("Host-Credential", "s3cret")
                .body(Map.of(
                        "hostId", "host-1",
                        "networkInterfaceId", Wire.portId(key.vSwitchId(), "a"),
                        "vSwitchId", key.vSwitchId(),
                        "address", key.address(),
                        "senderMac", Wire.mac("a"),
                        "capturedAt", "+1000000000-12-31T23:59:59.999999999Z"))
                .post("/announcements")
                .then()
                .statusCode(400)
                .body("code", equalTo("InvalidParameter"));
    }

    @Test
    void claimsMadeWhileTheDatabaseIsAwayAreDecidedWhenItIsBack() {
        AddressKey key = haVipWith("vsw-away", "a", "b");
        wire.claim(key, "a");
        awaitOwner(key, "a", 1);

        TestPostgres.kill();
        try {
            wire.claim(key, "b");
            Await.until(() -> given().get("/ownerships/" + key)
                    .then()
                    .statusCode(503)
                    .body("code", equalTo("ServiceUnavailable")));
        } finally {
            TestPostgres.start();
        }

        awaitOwner(key, "b", 2);
        Await.until(() ->
                assertThat(switches(key)).extracting(OwnershipSwitched::epoch).containsExactly(1L, 2L));
    }

    @Test
    void reportedAnnouncementIsAClaim() {
        AddressKey key = haVipWith("vsw-rest", "a");
        report("s3cret", "host-1", key, Wire.portId(key.vSwitchId(), "a")).statusCode(202);

        awaitOwner(key, "a", 1);
    }

    @Test
    void reportWithoutTheHostsCredentialIsRefused() {
        AddressKey key = haVipWith("vsw-cred", "a");
        report("wrong", "host-1", key, Wire.portId(key.vSwitchId(), "a"))
                .statusCode(403)
                .body("code", equalTo("Forbidden.HostCredential"));
        report("s3cret", "host-9", key, Wire.portId(key.vSwitchId(), "a"))
                .statusCode(403)
                .body("code", equalTo("Forbidden.HostCredential"));
    }

    @Test
    void reportForAPortOfAnotherHostIsRefused() {
        AddressKey key = haVipWith("vsw-host", "a");
        Await.until(() -> report("0ther", "host-2", key, Wire.portId(key.vSwitchId(), "a"))
                .statusCode(403)
                .body("code", equalTo("Forbidden.PortNotOnHost")));
    }

    @Test
    void malformedReportIsRefused() {
        given().contentType(ContentType.JSON)
                .header("Host-Credential", "s3cret")
                .body("{\"hostId\":\"host-1\"")
                .post("/announcements")
                .then()
                .statusCode(400)
                .body("code", equalTo("InvalidRequestBody.Malformed"));
        report("s3cret", "host-1", new AddressKey("vsw-x", "10.0.0.300"), "eni-a")
                .statusCode(400)
                .body("code", equalTo("InvalidParameter"));
    }

    @Test
    void addressThatNeverHadAnOwnerIsNotFound() {
        given().get("/ownerships/vsw-none/10.0.0.1").then().statusCode(404).body("code", equalTo("ResourceNotFound"));
    }

    private static io.restassured.response.ValidatableResponse report(
            String credential, String hostId, AddressKey key, String port) {
        return given().contentType(ContentType.JSON)
                .header("Host-Credential", credential)
                .body(Map.of(
                        "hostId", hostId,
                        "networkInterfaceId", port,
                        "vSwitchId", key.vSwitchId(),
                        "address", key.address(),
                        "senderMac", Wire.mac("a")))
                .post("/announcements")
                .then();
    }
}
