package io.openhavip.agent.dataplane;

import static io.openhavip.agent.dataplane.SampleFacts.VSWITCH;
import static io.openhavip.agent.dataplane.SampleFacts.facts;
import static io.openhavip.agent.dataplane.SampleFacts.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.facts.Facts;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostLayoutTest {

    @Test
    void runningInstanceOfThisHostHasAPort() {
        HostLayout layout =
                HostLayout.derive("host-1", facts(Optional.empty(), instance(1, "host-1", InstanceStatus.Running)));

        assertThat(layout.ports().values())
                .containsExactly(new Port(
                        "eni-aaaaaaaaaaa1",
                        "i-1",
                        VSWITCH,
                        "hvaaaaaaaaaaa1",
                        "hvbaaaaaaaaaaa1",
                        "00:16:3e:00:00:01",
                        "192.168.0.11"));
        assertThat(layout.bridge(VSWITCH).orElseThrow().neighbours())
                .isEqualTo(Map.of("192.168.0.11", "00:16:3e:00:00:01", "192.168.0.88", "02:a1:c0:a8:00:58"));
    }

    @Test
    void instanceOfAnotherHostHasNone() {
        assertThat(HostLayout.derive("host-1", facts(Optional.empty(), instance(1, "host-2", InstanceStatus.Running))))
                .isEqualTo(HostLayout.EMPTY);
    }

    @ParameterizedTest
    @EnumSource(
            value = InstanceStatus.class,
            names = {"Pending", "Stopped"})
    void instanceThatDoesNotRunHasNone(InstanceStatus status) {
        assertThat(HostLayout.derive("host-1", facts(Optional.empty(), instance(1, "host-1", status))))
                .isEqualTo(HostLayout.EMPTY);
    }

    @Test
    void ownershipIsNoPartOfTheLayout() {
        InstanceState instance = instance(1, "host-1", InstanceStatus.Running);

        assertThat(HostLayout.derive("host-1", facts(SampleFacts.ownedBy(1, "host-1"), instance)))
                .isEqualTo(HostLayout.derive("host-1", facts(Optional.empty(), instance)));
    }

    @Test
    void interfaceWithAMalformedAddressIsLeftOut() {
        InstanceState broken = new InstanceState(
                "i-1",
                "vpc-1",
                "host-1",
                InstanceStatus.Running,
                1,
                List.of(new NetworkInterface("eni-1", VSWITCH, "00:16:3e:00:00:01", "not an address")));

        assertThat(HostLayout.derive("host-1", facts(Optional.empty(), broken)).ports())
                .isEmpty();
    }

    @Test
    void vSwitchesNeverShareAMark() {
        // Their CRC-32 is the same.
        HostLayout layout = HostLayout.derive(
                "host-1",
                new Facts(
                        Map.of(),
                        Map.of("i-1", inVSwitch("i-1", "plumless"), "i-2", inVSwitch("i-2", "buckeroo")),
                        Map.of(),
                        Map.of()));

        assertThat(layout.bridges().get("plumless").mark())
                .isEqualTo(layout.bridges().get("buckeroo").mark() + 1);
    }

    @Test
    void ofTwoVSwitchesWhoseIdsEndAlikeTheFirstHasTheDevices() {
        Facts facts = new Facts(
                Map.of(),
                Map.of("i-1", inVSwitch("i-1", "a-vsw-00000001"), "i-2", inVSwitch("i-2", "b-vsw-00000001")),
                Map.of(),
                Map.of());

        HostLayout layout = HostLayout.derive("host-1", facts);

        assertThat(layout.bridges()).containsOnlyKeys("a-vsw-00000001");
        assertThat(layout.ports()).containsOnlyKeys("eni-of-i-1");
        assertThat(layout.portsByDevice()).containsOnlyKeys("hveni-of-i-1");
    }

    @Test
    void portIsNotNamedAsADeviceOfAVSwitch() {
        InstanceState instance = new InstanceState(
                "i-1",
                "vpc-1",
                "host-1",
                InstanceStatus.Running,
                1,
                List.of(new NetworkInterface("gvsw-1", "vsw-1", "00:16:3e:00:00:01", "10.0.0.1")));

        assertThat(HostLayout.derive("host-1", facts(Optional.empty(), instance))
                        .ports())
                .isEmpty();
    }

    private static InstanceState inVSwitch(String instanceId, String vSwitchId) {
        return new InstanceState(
                instanceId,
                "vpc-1",
                "host-1",
                InstanceStatus.Running,
                1,
                List.of(new NetworkInterface("eni-of-" + instanceId, vSwitchId, "00:16:3e:00:00:01", "10.0.0.1")));
    }
}
