package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.Await;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an announcement to the master that callers see, over REST and all services. */
class MasterST {

    private final Stack stack = Stack.shared();

    private String vSwitchId;
    private String haVipId;
    private String address;
    private Stack.Port first;
    private Stack.Port second;

    @BeforeEach
    void twoInstancesAndTheirHaVip() {
        vSwitchId = stack.newVSwitch("192.168.0.0/24");
        haVipId = stack.newHaVip(vSwitchId);
        address = stack.haVip.rest().get("/ha-vips/" + haVipId).text("/ipAddress");
        first = stack.newInstance(vSwitchId);
        second = stack.newInstance(vSwitchId);
        stack.associate(haVipId, first.instanceId()).expect(201);
        stack.associate(haVipId, second.instanceId()).expect(201);
    }

    private void announcedBy(Stack.Port port) {
        stack.announce(port, address).expect(202);
        masterBecomes(port.instanceId());
    }

    private void masterBecomes(String instanceId) {
        Await.until(() -> {
            assertThat(stack.masterOf(haVipId)).isEqualTo(instanceId);
            assertThat(stack.ownerOf(vSwitchId, address)).isEqualTo(instanceId);
        });
    }

    @Test
    void announcementMovesTheMaster() {
        assertThat(stack.masterOf(haVipId)).isEmpty();
        announcedBy(first);
        announcedBy(second);
        assertThat(stack.arp
                        .rest()
                        .get("/ownerships/" + vSwitchId + "/" + address)
                        .text("/epoch"))
                .isEqualTo("2");
    }

    @Test
    void unassociatingTheMasterEmptiesIt() {
        announcedBy(first);
        Rest.Answer answer = stack.unassociate(haVipId, first.instanceId()).expect(200);
        assertThat(answer.text("/masterInstanceId")).isEmpty();
        masterBecomes("");
        announcedBy(second);
    }

    @Test
    void stoppingTheMastersInstanceEmptiesIt() {
        announcedBy(first);
        stack.network
                .rest()
                .post("/instances/" + first.instanceId() + "/stop", Map.of())
                .expect(200);
        masterBecomes("");
        announcedBy(second);
    }

    @Test
    void deletingTheMastersInstanceEmptiesItAndUnassociatesIt() {
        announcedBy(first);
        stack.network
                .rest()
                .delete("/instances/" + first.instanceId() + "?force=true")
                .expect(204);
        masterBecomes("");
        Await.until(() -> assertThat(stack.haVip
                        .rest()
                        .get("/ha-vips/" + haVipId)
                        .body()
                        .get("associatedInstances")
                        .toString())
                .isEqualTo("[\"" + second.instanceId() + "\"]"));
    }

    @Test
    void announcementOfAnInstanceThatIsNotAssociatedMovesNothing() {
        announcedBy(first);
        Stack.Port stranger = stack.newInstance(vSwitchId);
        stack.announce(stranger, address).expect(202);
        // One address is read in order, so the stranger's announcement was judged before this one.
        announcedBy(second);
        assertThat(stack.arp
                        .rest()
                        .get("/ownerships/" + vSwitchId + "/" + address)
                        .text("/epoch"))
                .isEqualTo("2");
    }
}
