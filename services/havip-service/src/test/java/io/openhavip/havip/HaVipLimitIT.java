package io.openhavip.havip;

import static io.openhavip.havip.Caller.expect;
import static io.openhavip.havip.Caller.meanwhile;
import static io.openhavip.havip.Caller.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.HaVipLimits;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.eventing.quota.QuotaLedger;
import io.openhavip.havip.domain.AccountLimit;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 50 HAVIPs an account, whoever asks at once. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(HaVipServiceIT.ShortDeadlines.class)
class HaVipLimitIT {

    private static final int CALLERS = 60;
    private static NetworkByHand network;

    @Inject
    QuotaLedger quotas;

    @BeforeAll
    static void start() {
        network = new NetworkByHand();
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    private long taken(Caller caller) throws SQLException {
        return quotas.used(AccountLimit.scope(caller.accountId));
    }

    @Test
    void ofSixtyAtOnceExactlyFiftyAreMadeAndAFreedPlaceIsTaken() throws SQLException {
        Caller caller = new Caller(network);
        Map<String, String> body = Map.of("vSwitchId", caller.vSwitchId);
        List<CompletableFuture<Response>> creations = Stream.generate(
                        () -> meanwhile(() -> caller.post("/ha-vips", body)))
                .limit(CALLERS)
                .toList();
        for (int i = 0; i < HaVipLimits.PER_ACCOUNT; i++) {
            network.agree(network.awaitReservation(caller.vSwitchId), "192.168.0." + i);
        }
        Map<Integer, List<Response>> byStatus =
                creations.stream().map(CompletableFuture::join).collect(Collectors.groupingBy(Response::statusCode));
        assertThat(byStatus.get(201)).hasSize(HaVipLimits.PER_ACCOUNT);
        assertThat(byStatus.get(400))
                .hasSize(CALLERS - HaVipLimits.PER_ACCOUNT)
                .allSatisfy(answer -> refused(answer, 400, "QuotaExceeded.HaVip"));
        assertThat(expect(caller.get("/ha-vips"), 200).<Integer>path("totalCount"))
                .isEqualTo(HaVipLimits.PER_ACCOUNT);
        assertThat(taken(caller)).isEqualTo(HaVipLimits.PER_ACCOUNT);

        String first = byStatus.get(201).getFirst().path("haVipId");
        CompletableFuture<Response> deletion = meanwhile(() -> caller.delete("/ha-vips/" + first));
        network.agree(network.await(ReleaseHaVipAddress.class, first), "192.168.0.0");
        expect(deletion.join(), 204);
        caller.newHaVip();
        refused(caller.post("/ha-vips", body), 400, "QuotaExceeded.HaVip");
    }

    @Test
    void refusedCreationTakesNoPlace() throws SQLException {
        Caller caller = new Caller(network);
        CompletableFuture<Response> creation =
                meanwhile(() -> caller.post("/ha-vips", Map.of("vSwitchId", caller.vSwitchId)));
        network.refuse(
                network.awaitReservation(caller.vSwitchId), ErrorCode.HAVIP_QUOTA_EXCEEDED, "The VPC has 50 HaVips.");
        refused(creation.join(), 400, "QuotaExceeded.HaVip");
        assertThat(taken(caller)).isZero();
    }

    @Test
    void creationThatIsGivenUpFreesItsPlace() {
        Caller caller = new Caller(network);
        refused(caller.post("/ha-vips", Map.of("vSwitchId", caller.vSwitchId)), 503, "ServiceUnavailable");
        Await.until(() -> assertThat(taken(caller)).isZero());
    }
}
