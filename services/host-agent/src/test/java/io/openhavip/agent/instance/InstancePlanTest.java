package io.openhavip.agent.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.RightFacts;
import io.openhavip.agent.lab.SenselessFacts;
import io.openhavip.contracts.network.GuestSetup;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstancePlanTest {

    private static final NetworkInterface PRIMARY =
            new NetworkInterface("eni-aaaaaaaaaaa1", "vsw-1", "00:16:3e:00:00:01", "192.168.0.11");

    @Test
    void portGetsPrefixAndRouterOfItsVSwitch() {
        InstanceSpec spec = plan("host-1", instance(Optional.of(new GuestSetup("web", "", "", ""))))
                .wanted()
                .get("i-1")
                .spec();

        assertThat(spec.hostName()).isEqualTo("web");
        assertThat(spec.ports())
                .containsExactly(new InstanceSpec.Port(
                        "hvaaaaaaaaaaa1", "00:16:3e:00:00:01", "192.168.0.11", 24, "192.168.0.253"));
    }

    @Test
    void recordFromBeforeGuestsWereToldStillBoots() {
        InstanceSpec spec =
                plan("host-1", instance(Optional.empty())).wanted().get("i-1").spec();

        assertThat(spec.hostName()).isEqualTo("i-1");
        assertThat(spec.userData()).isEqualTo(new UserData.None());
    }

    @Test
    void hostNameThatIsNoneIsNotUsed() {
        assertThat(hostName("a b;c")).isEqualTo("i-1");
        assertThat(hostName("")).isEqualTo("i-1");
    }

    /** The kernel's limit, which is RunInstances' too. */
    @Test
    void hostNameHasUpTo64Characters() {
        assertThat(hostName("x".repeat(64))).isEqualTo("x".repeat(64));
        assertThat(hostName("x".repeat(65))).isEqualTo("i-1");
    }

    private static String hostName(String given) {
        return plan("host-1", instance(Optional.of(new GuestSetup(given, "", "", ""))))
                .wanted()
                .get("i-1")
                .spec()
                .hostName();
    }

    @Test
    void instanceOfAnotherHostIsNotWanted() {
        assertThat(plan("host-2", instance(Optional.empty())).wanted()).isEmpty();
    }

    /** Else a host that goes by a wrong name for once would stop everything for good. */
    @Test
    void runThatOnlyAnotherHostNameContradictsIsLeft() {
        assertThat(plan("host-2", instance(Optional.empty())).elsewhere()).isEqualTo(Map.of("i-1", 1));
        InstanceState homeless =
                new InstanceState("i-1", "vpc-1", "", InstanceStatus.Stopped, 1, List.of(PRIMARY), Optional.empty());
        assertThat(plan("host-2", homeless).elsewhere()).isEqualTo(Map.of("i-1", 2));
    }

    /** What nobody can program does not keep what is right from being run. */
    @Test
    void senselessFactsLeaveTheRightOnesAsTheyAre() {
        InstancePlan right = InstancePlan.derive(Lab.HOST, RightFacts.FACTS);
        InstancePlan mixed = InstancePlan.derive(Lab.HOST, SenselessFacts.beside(RightFacts.FACTS));

        assertThat(right.wanted()).containsOnlyKeys("i-1");
        assertThat(mixed.wanted()).containsAllEntriesOf(right.wanted());
        assertThat(mixed.wanted().values())
                .flatExtracting(wanted -> wanted.spec().ports())
                .allMatch(port -> ((InstanceSpec.Port) port).address().matches("[0-9.]+"));
    }

    @Test
    void portThatMakesNoSenseDoesNotKeepTheOthersAway() {
        NetworkInterface senseless = new NetworkInterface("eni-aaaaaaaaaaa2", "vsw-1", "", "no address");
        InstanceState instance =
                new InstanceState("i-1", "vpc-1", "host-1", InstanceStatus.Running, 1, List.of(PRIMARY, senseless));

        assertThat(plan("host-1", instance).wanted().get("i-1").spec().ports())
                .extracting(InstanceSpec.Port::device)
                .containsExactly("hvaaaaaaaaaaa1");
    }

    private static InstancePlan plan(String hostId, InstanceState instance) {
        return InstancePlan.derive(
                hostId,
                new Facts(
                        Map.of("vsw-1", new VSwitchState("vsw-1", "vpc-1", "192.168.0.0/24")),
                        Map.of(instance.instanceId(), instance),
                        Map.of(),
                        Map.of()));
    }

    private static InstanceState instance(Optional<GuestSetup> guest) {
        return new InstanceState("i-1", "vpc-1", "host-1", InstanceStatus.Running, 1, List.of(PRIMARY), guest);
    }
}
