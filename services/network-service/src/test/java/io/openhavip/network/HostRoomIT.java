package io.openhavip.network;

import static org.hamcrest.Matchers.equalTo;

import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A host takes as many instances as it has room for, also the only one, under the id that it has by default. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(HostRoomIT.SmallHost.class)
class HostRoomIT {

    public static class SmallHost implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("havip.network.hosts", "host-1", "havip.network.instances-on-host", "2");
        }
    }

    private final Rest rest = new Rest("4700000000000002");

    @Test
    void instancesThatNoHostHasRoomForAreRefusedUntilOthersAreDeleted() {
        String vSwitchId = rest.vSwitch("10.0.0.0/24");
        rest.post("/instances", Map.of("vSwitchId", vSwitchId, "amount", 3))
                .statusCode(403)
                .body("code", equalTo("OperationDenied.NoStock"));
        String first = rest.instance(vSwitchId);
        rest.instance(vSwitchId);
        rest.post("/instances", Map.of("vSwitchId", vSwitchId))
                .statusCode(403)
                .body("code", equalTo("OperationDenied.NoStock"))
                .body("detail", equalTo("The hosts are full: there is room for 0 of 1 instances."));
        rest.delete("/instances/" + first + "?force=true").statusCode(204);
        rest.instance(vSwitchId);
    }
}
