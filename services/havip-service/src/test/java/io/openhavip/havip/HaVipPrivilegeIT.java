package io.openhavip.havip;

import static io.openhavip.havip.Caller.expect;
import static io.openhavip.havip.Caller.refused;

import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An installation where creating HAVIPs is a privilege that accounts apply for. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(HaVipPrivilegeIT.NotGranted.class)
class HaVipPrivilegeIT {

    public static class NotGranted implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("havip.quotas.privileges-granted", "false");
        }
    }

    private static NetworkByHand network;

    @BeforeAll
    static void start() {
        network = new NetworkByHand();
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @Test
    void creationIsForbiddenUntilThePrivilegeIsGranted() {
        Caller caller = new Caller(network);
        refused(caller.post("/ha-vips", Map.of("vSwitchId", caller.vSwitchId)), 403, "Forbidden.HaVip");
        Map<String, ?> application = Map.of("desiredValue", 1, "reason", "a shop with two web servers");
        expect(caller.post("/quotas/vpc_privilege_allow_buy_havip_instance/applications", application), 201);
        caller.newHaVip();
        Caller another = new Caller(network);
        refused(another.post("/ha-vips", Map.of("vSwitchId", another.vSwitchId)), 403, "Forbidden.HaVip");
    }
}
