package io.openhavip.havip;

import static io.openhavip.havip.Caller.expect;
import static io.openhavip.havip.Caller.meanwhile;
import static io.openhavip.havip.Caller.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.SwitchCause;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Unassociating who has the address: refused unforced, but not when all associations are destroyed at the same time. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(HaVipServiceIT.ShortDeadlines.class)
class HaVipMasterIT {

    private static NetworkByHand network;

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
        for (int number = 1; number <= 2; number++) {
            caller.associate(haVipId, Map.of("instanceId", instance(kind, number), "instanceType", instanceType));
        }
        network.switchOwner(new OwnershipSwitched(
                caller.vSwitchId,
                Caller.ADDRESS,
                haVipId,
                1,
                Optional.empty(),
                Optional.of(new Owner(instance("eni", 1), instance("i", 1), "02:00:c0:a8:00:01", "host-1", 1)),
                SwitchCause.CLAIM,
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH));
        Await.until(() -> assertThat(caller.field(haVipId, "masterInstanceId")).isEqualTo(instance("i", 1)));
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

    @Test
    void bothDestroyedAtOnceUnforcedEndWell() {
        associateTwo("i", "EcsInstance");
        CompletableFuture<Response> master = unassociating(instance("i", 1), "");
        CompletableFuture<Response> other = unassociating(instance("i", 2), "");
        NetworkByHand.Asked first = network.await(DetachHaVip.class, haVipId);
        assertThat(((DetachHaVip) first.command()).instanceId()).isEqualTo(instance("i", 2));
        network.agree(first, Caller.ADDRESS);
        expect(other.join(), 200);
        network.agree(network.await(DetachHaVip.class, haVipId), Caller.ADDRESS);
        assertThat(expect(master.join(), 200).<String>path("status")).isEqualTo("Available");
    }
}
