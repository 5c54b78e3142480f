package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.Await;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HaVipLifecycleST {

    private final Tenant tenant = Stack.shared().newTenant();

    private Rest haVips() {
        return tenant.haVips();
    }

    private static void refused(Rest.Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.text("/code")).isEqualTo(code);
    }

    @Test
    void creationAnswersWithTheReservedAddress() {
        String vSwitchId = tenant.newVSwitch("192.168.0.0/24");
        Rest.Answer created = haVips().post(
                        "/ha-vips", Map.of("vSwitchId", vSwitchId, "ipAddress", "192.168.0.88", "name", "web"))
                .expect(201);
        assertThat(created.text("/ipAddress")).isEqualTo("192.168.0.88");
        assertThat(created.text("/status")).isEqualTo("Available");
        assertThat(created.text("/name")).isEqualTo("web");
        assertThat(created.text("/vSwitchId")).isEqualTo(vSwitchId);
        assertThat(created.text("/masterInstanceId")).isEmpty();
        Rest.Answer picked =
                haVips().post("/ha-vips", Map.of("vSwitchId", vSwitchId)).expect(201);
        assertThat(picked.text("/ipAddress")).isEqualTo("192.168.0.89");
    }

    @Test
    void addressThatCannotBeHadIsRefusedAndLeavesNothing() {
        String vSwitchId = tenant.newVSwitch("192.168.0.0/24");
        haVips().post("/ha-vips", Map.of("vSwitchId", vSwitchId, "ipAddress", "192.168.0.88"))
                .expect(201);
        refused(create(vSwitchId, "192.168.0.88"), 400, "InvalidIPAddress.AlreadyUsed");
        refused(create(vSwitchId, "192.168.1.88"), 400, "InvalidIPAddress.OutOfRange");
        refused(create(vSwitchId, "192.168.0.254"), 400, "InvalidIPAddress.NotAvailable");
        refused(create(vSwitchId, "192.168.0.0"), 400, "InvalidIPAddress.NotAvailable");
        refused(create(vSwitchId, "192.168.0"), 400, "InvalidIPAddress.Malformed");
        refused(create("vsw-none", "192.168.0.88"), 400, "InvalidVSwitch.NotFound");
        refused(create(tenant.newInstance(vSwitchId).instanceId(), "192.168.0.88"), 400, "InvalidVSwitch.NotFound");
        assertThat(haVips().get("/ha-vips?vSwitchId=" + vSwitchId)
                        .body()
                        .get("totalCount")
                        .asInt())
                .isEqualTo(1);
    }

    private Rest.Answer create(String vSwitchId, String ipAddress) {
        return haVips().post("/ha-vips", Map.of("vSwitchId", vSwitchId, "ipAddress", ipAddress));
    }

    @Test
    void associationIsSeenAtOnceAndEndsWithTheInstance() {
        String vSwitchId = tenant.newVSwitch("192.168.0.0/24");
        String haVipId = tenant.newHaVip(vSwitchId);
        String first = tenant.newInstance(vSwitchId).instanceId();
        String second = tenant.newInstance(vSwitchId).instanceId();
        associate(haVipId, first).expect(201);
        Rest.Answer both = haVips().post("/ha-vips/" + haVipId + "/associations", Map.of("instanceId", second))
                .expect(201);
        assertThat(both.text("/status")).isEqualTo("InUse");
        assertThat(both.text("/associatedInstanceType")).isEqualTo("EcsInstance");
        assertThat(both.body().get("associatedInstances").toString())
                .isEqualTo("[\"" + first + "\",\"" + second + "\"]");
        refused(haVips().delete("/ha-vips/" + haVipId), 400, "IncorrectStatus");
        tenant.network().delete("/instances/" + first + "?force=true").expect(204);
        Await.until(() -> assertThat(haVips().get("/ha-vips/" + haVipId)
                        .body()
                        .get("associatedInstances")
                        .toString())
                .isEqualTo("[\"" + second + "\"]"));
        haVips().delete("/ha-vips/" + haVipId + "/associations/" + second).expect(200);
        haVips().delete("/ha-vips/" + haVipId).expect(204);
        refused(haVips().get("/ha-vips/" + haVipId), 404, "InvalidHaVipId.NotFound");
        assertThat(create(vSwitchId, "192.168.0.1").status()).isEqualTo(201);
    }

    @Test
    void whatCannotBeAssociatedIsRefused() {
        String vSwitchId = tenant.newVSwitch("192.168.0.0/24");
        String haVipId = tenant.newHaVip(vSwitchId);
        String elsewhere =
                tenant.newInstance(tenant.newVSwitch("192.168.0.0/24")).instanceId();
        String here = tenant.newInstance(vSwitchId).instanceId();
        refused(associate(haVipId, elsewhere), 400, "InvalidInstanceId.VSwitchMismatch");
        refused(associate(haVipId, "i-none"), 404, "InvalidInstanceId.NotFound");
        refused(associate(haVipId, vSwitchId), 404, "InvalidInstanceId.NotFound");
        refused(associate("havip-none", here), 404, "InvalidHaVipId.NotFound");
        assertThat(haVips().get("/ha-vips/" + haVipId).text("/status")).isEqualTo("Available");
        associate(haVipId, here).expect(201);
        refused(associate(haVipId, here), 400, "InvalidAssociation.Duplicated");
        refused(haVips().delete("/ha-vips/" + haVipId + "/associations/i-none"), 400, "ResourceNotAssociated");
    }

    private Rest.Answer associate(String haVipId, String instanceId) {
        return tenant.associate(haVipId, instanceId);
    }
}
