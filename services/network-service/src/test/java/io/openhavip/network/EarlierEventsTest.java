package io.openhavip.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.network.InstanceAttributes;
import io.openhavip.contracts.network.InstanceBilling;
import io.openhavip.contracts.network.InstanceEvent.InstanceCreated;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopped;
import io.openhavip.contracts.network.InstanceHardware;
import io.openhavip.contracts.network.InstanceHardware.SystemDisk;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchCreated;
import io.openhavip.messaging.JsonMessages;
import io.openhavip.messaging.Upcasters;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events as earlier versions stored them. */
class EarlierEventsTest {

    @Test
    void firstInstancesWereANameAPlaceAndAnInterface() throws IOException {
        assertThat(Upcasters.nameToday("network.InstanceCreated.v1")).contains("network.InstanceCreated.v2");
        assertThat(JsonMessages.readEarlier(
                        "network.InstanceCreated.v1", stored("InstanceCreated.v1"), InstanceCreated.class))
                .isEqualTo(new InstanceCreated(
                        "i-1",
                        "1000000000000001",
                        "cn-hangzhou",
                        "cn-hangzhou-b",
                        "vpc-1",
                        "vsw-1",
                        "host-1",
                        List.of(new NetworkInterface("eni-1", "vsw-1", "02:00:c0:a8:00:01", "192.168.0.1")),
                        new InstanceAttributes("ecs1", "", "", "", List.of(), false, ""),
                        new InstanceHardware(
                                "ecs.g6.large",
                                "aliyun_3_x64_20G_alibase_20221102.vhd",
                                "",
                                new SystemDisk("cloud_essd", 40)),
                        new InstanceBilling("PostPaid", "NoSpot", "PayByTraffic", 0),
                        Optional.empty(),
                        Map.of()));
    }

    @Test
    void firstInstancesWereAlwaysStoppedBySomebody() throws IOException {
        assertThat(JsonMessages.read(stored("InstanceStopped.v1"), InstanceStopped.class))
                .isEqualTo(new InstanceStopped("i-1"));
    }

    @Test
    void firstStatesOfInstancesSaidNothingOfForce() throws IOException {
        assertThat(JsonMessages.read(stored("InstanceState.v1"), InstanceState.class))
                .isEqualTo(new InstanceState("i-1", "vpc-1", "host-1", InstanceStatus.Running, 1, List.of()));
    }

    @Test
    void firstVSwitchesHadNoTunnelKey() throws IOException {
        assertThat(JsonMessages.read(stored("VSwitchCreated.v1"), VSwitchCreated.class))
                .isEqualTo(new VSwitchCreated(
                        "vsw-1",
                        "vpc-1",
                        "1000000000000001",
                        "cn-hangzhou",
                        "cn-hangzhou-b",
                        "192.168.0.0/24",
                        "front",
                        "",
                        Optional.empty()));
    }

    private static byte[] stored(String name) throws IOException {
        try (InputStream json = EarlierEventsTest.class.getResourceAsStream("/events/" + name + ".json")) {
            return json.readAllBytes();
        }
    }
}
