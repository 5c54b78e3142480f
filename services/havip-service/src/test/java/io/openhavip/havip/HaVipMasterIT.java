package io.openhavip.havip;

import static io.openhavip.havip.Caller.expect;
import static io.openhavip.havip.Caller.meanwhile;
import static io.openhavip.havip.Caller.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.SwitchCause;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Unassociating who has the address: refused unforced, but not when all associations are destroyed at the same time. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(HaVipMasterIT.ShortGrace.class)
class HaVipMasterIT {

    /** A grace that slow unassociations outlast, and a turn that lasts as long as they all. */
    public static class ShortGrace implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("havip.service.master-grace", "1s", "havip.service.turn-limit", "8s");
        }
    }

    private static final Executor SLOWLY = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);

    private static NetworkByHand network;

    @Inject
    DataSource dataSource;

    private Caller caller;
    private String haVipId;

    @BeforeAll
    static void start() {
        network = new NetworkByHand();
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @BeforeEach
    void makeHaVip() {
        caller = new Caller(network);
        haVipId = caller.newHaVip();
    }

    private String instance(String kind, int number) {
        return kind + "-" + number + "-of-" + caller.accountId;
    }

    private void associateTwo(String kind, String instanceType) {
        associate(kind, instanceType, 2);
        switchTo(1);
    }

    private void associate(String kind, String instanceType, int count) {
        for (int number = 1; number <= count; number++) {
            caller.associate(haVipId, Map.of("instanceId", instance(kind, number), "instanceType", instanceType));
        }
    }

    private void switchTo(int number) {
        network.switchOwner(new OwnershipSwitched(
                caller.vSwitchId,
                Caller.ADDRESS,
                haVipId,
                1,
                Optional.empty(),
                Optional.of(new Owner(
                        instance("eni", number), instance("i", number), "02:00:c0:a8:00:0" + number, "host-1", 1)),
                SwitchCause.CLAIM,
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH));
        Await.until(() -> assertThat(caller.field(haVipId, "masterInstanceId")).isEqualTo(instance("i", number)));
    }

    private CompletableFuture<Response> unassociating(String instanceId, String query) {
        return meanwhile(() -> caller.delete("/ha-vips/" + haVipId + "/associations/" + instanceId + query));
    }

    @Test
    void masterIsRefusedWhenTheOtherStaysForTheWholeGrace() {
        associateTwo("i", "EcsInstance");
        refused(unassociating(instance("i", 1), "").join(), 400, "Forbidden.UnassociateMaster");
        assertThat(caller.field(haVipId, "status")).isEqualTo("InUse");
    }

    @Test
    void nobodyIsTakenForTheMasterWhileTheReadModelDoesNotShowTheHaVip() throws SQLException {
        associateTwo("i", "EcsInstance");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM ha_vip_view.ha_vip WHERE ha_vip_id = '" + haVipId + "'");

            Response refused = unassociating(instance("i", 1), "").join();

            refused(refused, 503, "ServiceUnavailable");
            assertThat(refused.<String>path("detail")).startsWith("It is not known who has the address of " + haVipId);
            try (ResultSet asked =
                    statement.executeQuery("SELECT 1 FROM domain_event_entry WHERE aggregate_identifier = '" + haVipId
                            + "' AND payload_type LIKE 'havip.HaVipUnassociationRequested.%'")) {
                assertThat(asked.next()).isFalse();
            }
        }
    }

    @Test
    void interfaceThatHasTheAddressIsRefusedLikewise() {
        associateTwo("eni", "NetworkInterface");
        refused(unassociating(instance("eni", 1), "?force=false").join(), 400, "Forbidden.UnassociateMaster");
    }

    @Test
    void forceTakesTheAddressAwayAtOnce() {
        associateTwo("i", "EcsInstance");
        CompletableFuture<Response> forced = unassociating(instance("i", 1), "?force=True");
        network.agree(network.await(DetachHaVip.class, haVipId), Caller.ADDRESS);
        assertThat(expect(forced.join(), 200).<String>path("associatedInstances[0]"))
                .isEqualTo(instance("i", 2));
    }

    /** As Terraform does: a HAVIP in an incorrect status is asked again. */
    private CompletableFuture<Response> destroying(String instanceId) {
        return meanwhile(() -> {
            while (true) {
                Response answer = caller.delete("/ha-vips/" + haVipId + "/associations/" + instanceId);
                if (answer.statusCode() != 400 || !answer.path("code").equals("IncorrectHaVipStatus")) {
                    return answer;
                }
            }
        });
    }

    @Test
    void bothDestroyedAtOnceUnforcedEndWell() {
        associateTwo("i", "EcsInstance");
        CompletableFuture<Response> master = destroying(instance("i", 1));
        CompletableFuture<Response> other = destroying(instance("i", 2));
        NetworkByHand.Asked first = network.await(DetachHaVip.class, haVipId);
        assertThat(((DetachHaVip) first.command()).instanceId()).isEqualTo(instance("i", 2));
        network.agree(first, Caller.ADDRESS);
        expect(other.join(), 200);
        network.agree(network.await(DetachHaVip.class, haVipId), Caller.ADDRESS);
        assertThat(expect(master.join(), 200).<String>path("status")).isEqualTo("Available");
    }

    @Test
    void tenDestroyedAtOnceUnforcedEndWellThoughTheyOutlastTheGrace() {
        int count = 10;
        associate("i", "EcsInstance", count);
        switchTo(1);
        List<CompletableFuture<Response>> answers = IntStream.rangeClosed(1, count)
                .mapToObj(number -> destroying(instance("i", number)))
                .toList();
        List<String> left = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NetworkByHand.Asked asked = network.await(DetachHaVip.class, haVipId);
            left.add(((DetachHaVip) asked.command()).instanceId());
            CompletableFuture.runAsync(() -> network.agree(asked, Caller.ADDRESS), SLOWLY)
                    .join();
        }
        answers.forEach(answer -> expect(answer.join(), 200));
        assertThat(left).hasSize(count).doesNotHaveDuplicates().endsWith(instance("i", 1));
        assertThat(caller.field(haVipId, "status")).isEqualTo("Available");
    }

    @Test
    void whoBecomesMasterWhileTheRequestWaitsForItsTurnIsRefused() {
        associate("i", "EcsInstance", 2);
        CompletableFuture<Response> third = meanwhile(
                () -> caller.post("/ha-vips/" + haVipId + "/associations", Map.of("instanceId", instance("i", 3))));
        NetworkByHand.Asked held = network.await(AttachHaVip.class, haVipId);
        CompletableFuture<Response> unassociation = unassociating(instance("i", 2), "");
        switchTo(2);
        network.agree(held, Caller.ADDRESS);
        expect(third.join(), 201);
        refused(unassociation.join(), 400, "Forbidden.UnassociateMaster");
    }
}
