package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** EIPs and what carries them, over eip-service and the service of the carrier. */
class EipST {

    private final Tenant tenant = Stack.shared().newTenant();

    private String vSwitchId;
    private String eipId;

    @BeforeEach
    void vSwitchAndEip() {
        vSwitchId = tenant.newVSwitch("192.168.0.0/24");
        eipId = tenant.newEip();
    }

    private String statusOf(String eip) {
        return tenant.eips().get("/eips/" + eip).expect(200).text("/status");
    }

    private static void refused(Rest.Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.text("/code")).isEqualTo(code);
    }

    @Test
    void haVipShowsTheEipThatItCarriesAndCannotBeDeletedWithIt() {
        String haVipId = tenant.newHaVip(vSwitchId);
        Rest.Answer associated = tenant.associateEip(eipId, haVipId, "HAVIP").expect(201);
        assertThat(associated.text("/status")).isEqualTo("InUse");
        assertThat(associated.text("/instanceId")).isEqualTo(haVipId);
        assertThat(associated.text("/instanceType")).isEqualTo("HAVIP");
        Await.until(() -> assertThat(tenant.haVips().get("/ha-vips/" + haVipId).text("/associatedEipAddresses/0"))
                .isEqualTo(associated.text("/ipAddress")));
        refused(tenant.haVips().delete("/ha-vips/" + haVipId), 400, "DependencyViolation.HaVipAssociatedWithEIP");
        refused(tenant.associateEip(tenant.newEip(), haVipId, "HaVip"), 400, "InvalidAssociation.Duplicated");

        tenant.eips().delete("/eips/" + eipId + "/association").expect(200);

        assertThat(statusOf(eipId)).isEqualTo("Available");
        tenant.haVips().delete("/ha-vips/" + haVipId).expect(204);
        tenant.eips().delete("/eips/" + eipId).expect(204);
    }

    @Test
    void eipOfADeletedInstanceIsAvailableAgain() {
        String instanceId = tenant.newInstance(vSwitchId).instanceId();
        tenant.associateEip(eipId, instanceId, "EcsInstance").expect(201);

        tenant.network().delete("/instances/" + instanceId + "?force=true").expect(204);

        Await.until(() -> assertThat(statusOf(eipId)).isEqualTo("Available"));
    }

    @Test
    void whatDoesNotExistOrIsAnothersCarriesNothing() {
        refused(tenant.associateEip(eipId, "havip-none", "HaVip"), 404, "InvalidInstanId.NotFound");
        Tenant other = Stack.shared().newTenant();
        String others = other.newHaVip(other.newVSwitch("192.168.0.0/24"));
        refused(tenant.associateEip(eipId, others, "HaVip"), 404, "InvalidInstanId.NotFound");
        assertThat(statusOf(eipId)).isEqualTo("Available");
    }

    @Test
    void networkInterfaceCarriesAHaVipUntilItIsDeleted() {
        String haVipId = tenant.newHaVip(vSwitchId);
        String instanceId = tenant.newInstance(vSwitchId).instanceId();
        String interfaceId = tenant.newNetworkInterface(vSwitchId);
        refused(tenant.associateInterface(haVipId, interfaceId), 400, "InvalidOperation.InvalidEniState");
        tenant.attach(interfaceId, instanceId).expect(200);
        tenant.associateInterface(haVipId, interfaceId).expect(201);
        refused(tenant.associate(haVipId, instanceId), 400, "InvalidInstanceType.Mismatch");
        tenant.detach(interfaceId, instanceId).expect(200);
        assertThat(tenant.haVips().get("/ha-vips/" + haVipId).text("/associatedInstances/0"))
                .isEqualTo(interfaceId);

        tenant.network().delete("/network-interfaces/" + interfaceId).expect(204);

        Await.until(() -> assertThat(tenant.haVips().get("/ha-vips/" + haVipId).text("/status"))
                .isEqualTo("Available"));
    }
}
