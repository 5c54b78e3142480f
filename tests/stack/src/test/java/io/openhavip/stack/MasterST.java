package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.Await;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an announcement to the master that callers see, over REST and all services. */
class MasterST {

    private final Stack stack = Stack.shared();
    private final Tenant tenant = stack.newTenant();

    private String vSwitchId;
    private String haVipId;
    private String address;
    private Stack.Port first;
    private Stack.Port second;

    @BeforeEach
    void twoInstancesAndTheirHaVip() {
        vSwitchId = tenant.newVSwitch("192.168.0.0/24");
        haVipId = tenant.newHaVip(vSwitchId);
        address = tenant.haVips().get("/ha-vips/" + haVipId).text("/ipAddress");
        first = tenant.newInstance(vSwitchId);
        second = tenant.newInstance(vSwitchId);
        tenant.associate(haVipId, first.instanceId()).expect(201);
        tenant.associate(haVipId, second.instanceId()).expect(201);
    }

    private void announcedBy(Stack.Port port) {
        stack.announce(port, address).expect(202);
        masterBecomes(port.instanceId());
    }

    private void masterBecomes(String instanceId) {
        Await.until(() -> {
            assertThat(tenant.masterOf(haVipId)).isEqualTo(instanceId);
            assertThat(stack.ownerOf(vSwitchId, address)).isEqualTo(instanceId);
        });
    }

    @Test
    void announcementMovesTheMaster() {
        assertThat(tenant.masterOf(haVipId)).isEmpty();
        announcedBy(first);
        announcedBy(second);
        assertThat(stack.arp
                        .rest(tenant.accountId())
                        .get("/ownerships/" + vSwitchId + "/" + address)
                        .text("/epoch"))
                .isEqualTo("2");
    }

    @Test
    void unassociatingTheMasterIsRefusedWhileAnotherCouldTakeOver() {
        announcedBy(first);
        Rest.Answer refused = tenant.unassociate(haVipId, first.instanceId()).expect(400);
        assertThat(refused.text("/code")).isEqualTo("Forbidden.UnassociateMaster");
        assertThat(tenant.masterOf(haVipId)).isEqualTo(first.instanceId());
    }

    @Test
    void unassociatingTheMasterByForceEmptiesIt() {
        announcedBy(first);
        Rest.Answer answer =
                tenant.unassociateByForce(haVipId, first.instanceId()).expect(200);
        assertThat(answer.text("/masterInstanceId")).isEmpty();
        masterBecomes("");
        announcedBy(second);
    }

    @Test
    void bothAssociationsEndWhenTheyAreEndedAtOnceWithoutForce() throws Exception {
        announcedBy(first);
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            Future<Rest.Answer> master = callers.submit(() -> tenant.unassociate(haVipId, first.instanceId()));
            tenant.unassociate(haVipId, second.instanceId()).expect(200);
            master.get().expect(200);
        }
        masterBecomes("");
    }

    @Test
    void stoppingTheMastersInstanceEmptiesIt() {
        announcedBy(first);
        tenant.network()
                .post("/instances/" + first.instanceId() + "/stop", Map.of())
                .expect(200);
        masterBecomes("");
        announcedBy(second);
    }

    @Test
    void deletingTheMastersInstanceEmptiesItAndUnassociatesIt() {
        announcedBy(first);
        tenant.network()
                .delete("/instances/" + first.instanceId() + "?force=true")
                .expect(204);
        masterBecomes("");
        Await.until(() -> assertThat(tenant.haVips()
                        .get("/ha-vips/" + haVipId)
                        .body()
                        .get("associatedInstances")
                        .toString())
                .isEqualTo("[\"" + second.instanceId() + "\"]"));
    }

    @Test
    void announcementOfAnInstanceThatIsNotAssociatedMovesNothing() {
        announcedBy(first);
        Stack.Port stranger = tenant.newInstance(vSwitchId);
        stack.announce(stranger, address).expect(202);
        // One address is read in order, so the stranger's announcement was judged before this one.
        announcedBy(second);
        assertThat(stack.arp
                        .rest(tenant.accountId())
                        .get("/ownerships/" + vSwitchId + "/" + address)
                        .text("/epoch"))
                .isEqualTo("2");
    }
}
