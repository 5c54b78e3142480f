package io.openhavip.agent.dataplane;

import static io.openhavip.agent.dataplane.SampleFacts.facts;
import static io.openhavip.agent.dataplane.SampleFacts.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.dataplane.FabricPlan.Step;
import io.openhavip.agent.dataplane.KernelState.Device;
import io.openhavip.agent.dataplane.KernelState.ForwardingEntry;
import io.openhavip.agent.dataplane.KernelState.Neighbour;
import io.openhavip.agent.dataplane.KernelState.PortFlags;
import io.openhavip.contracts.network.InstanceStatus;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FabricDiffTest {

    private static final HostLayout LAYOUT =
            HostLayout.derive("host-1", facts(Optional.empty(), instance(1, "host-1", InstanceStatus.Running)));
    private static final Bridge BRIDGE = LAYOUT.bridges().get(SampleFacts.VSWITCH);
    private static final PortFlags NO_PORT = new PortFlags(false, false, false, false, false, false);

    private static final Device BRIDGE_DEVICE =
            new Device(BRIDGE.name(), "bridge", BRIDGE.macAddress(), BRIDGE.alias(), "", true, NO_PORT);
    private static final Device SUPPRESSOR = port(BRIDGE.suppressor(), BRIDGE.name(), PortFlags.SUPPRESSOR);
    private static final Device PORT = port("hvaaaaaaaaaaa1", BRIDGE.name(), PortFlags.INSTANCE);
    private static final Set<ForwardingEntry> FORWARDING = Set.of(
            new ForwardingEntry(BRIDGE.name(), "hvaaaaaaaaaaa1", "00:16:3e:00:00:01"),
            new ForwardingEntry(BRIDGE.name(), BRIDGE.name(), "02:a1:c0:a8:00:58"));
    private static final Set<Neighbour> NEIGHBOURS = Set.of(
            new Neighbour(BRIDGE.name(), "192.168.0.11", "00:16:3e:00:00:01"),
            new Neighbour(BRIDGE.name(), "192.168.0.88", "02:a1:c0:a8:00:58"));

    @Test
    void rightKernelNeedsNothing() {
        FabricPlan plan = FabricDiff.plan(LAYOUT, kernel(FORWARDING, NEIGHBOURS, BRIDGE_DEVICE, SUPPRESSOR, PORT));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void emptyKernelGetsTheBridgeFirst() {
        FabricPlan plan = FabricDiff.plan(LAYOUT, kernel(Set.of(), Set.of()));

        assertThat(plan.removals()).isEmpty();
        assertThat(plan.additions())
                .extracting(Step::line)
                .startsWith("link add name hvbaaaaaaaaaaa1 address " + BRIDGE.macAddress()
                        + " type bridge stp_state 0 mcast_snooping 0 group_fwd_mask 0x4000")
                .noneMatch(line -> line.contains("hvaaaaaaaaaaa1"));
    }

    @Test
    void portThatFellOutOfItsBridgeIsPutBack() {
        Device loose = port("hvaaaaaaaaaaa1", "", NO_PORT);

        FabricPlan plan = FabricDiff.plan(LAYOUT, kernel(FORWARDING, NEIGHBOURS, BRIDGE_DEVICE, SUPPRESSOR, loose));

        assertThat(plan.additions())
                .extracting(Step::line)
                .containsExactly(
                        "link set dev hvaaaaaaaaaaa1 addrgenmode none",
                        "link set dev hvaaaaaaaaaaa1 master hvbaaaaaaaaaaa1",
                        "link set dev hvaaaaaaaaaaa1 type bridge_slave learning off flood off mcast_flood off bcast_flood off"
                                + " proxy_arp on neigh_suppress off");
    }

    @Test
    void portOfNobodyLeavesBeforeAnythingElse() {
        Device stranger = port("hvstranger", BRIDGE.name(), NO_PORT);

        FabricPlan plan =
                FabricDiff.plan(LAYOUT, kernel(FORWARDING, NEIGHBOURS, BRIDGE_DEVICE, SUPPRESSOR, PORT, stranger));

        assertThat(plan.removals()).extracting(Step::line).containsExactly("link set dev hvstranger nomaster");
        assertThat(plan.additions()).isEmpty();
    }

    @Test
    void portOfAnInstanceThatIsGoneIsShutBeforeItLeaves() {
        Device gone = port("hvaaaaaaaaaaa9", BRIDGE.name(), PortFlags.INSTANCE);

        FabricPlan plan =
                FabricDiff.plan(LAYOUT, kernel(FORWARDING, NEIGHBOURS, BRIDGE_DEVICE, SUPPRESSOR, PORT, gone));

        assertThat(plan.removals())
                .extracting(Step::line)
                .containsExactly("link set dev hvaaaaaaaaaaa9 down", "link set dev hvaaaaaaaaaaa9 nomaster");
    }

    @Test
    void devicesOfOthersAreLeftAlone() {
        Device other = new Device("br0", "bridge", "52:54:00:00:00:01", "", "", true, NO_PORT);
        Device otherPort = port("vnet0", "br0", NO_PORT);
        Set<ForwardingEntry> otherEntry = Set.of(new ForwardingEntry("br0", "vnet0", "52:54:00:00:00:02"));

        FabricPlan plan = FabricDiff.plan(HostLayout.EMPTY, kernel(otherEntry, Set.of(), other, otherPort));

        assertThat(plan.isEmpty()).isTrue();
    }

    @Test
    void bridgeThatIsNoLongerNeededGoesWithItsSuppressor() {
        FabricPlan plan =
                FabricDiff.plan(HostLayout.EMPTY, kernel(FORWARDING, NEIGHBOURS, BRIDGE_DEVICE, SUPPRESSOR, PORT));

        assertThat(plan.removals())
                .extracting(Step::line)
                .containsExactly(
                        "link set dev hvaaaaaaaaaaa1 down",
                        "link delete dev hvsaaaaaaaaaaa1",
                        "link delete dev hvbaaaaaaaaaaa1");
    }

    @Test
    void forgedEntriesAreRemoved() {
        FabricPlan plan = FabricDiff.plan(
                LAYOUT,
                kernel(
                        union(FORWARDING, new ForwardingEntry(BRIDGE.name(), "hvaaaaaaaaaaa1", "00:16:3e:00:00:99")),
                        union(NEIGHBOURS, new Neighbour(BRIDGE.name(), "192.168.0.99", "00:16:3e:00:00:99")),
                        BRIDGE_DEVICE,
                        SUPPRESSOR,
                        PORT));

        assertThat(plan.removals())
                .extracting(Step::line)
                .containsExactly(
                        "fdb del 00:16:3e:00:00:99 dev hvaaaaaaaaaaa1 master",
                        "neigh del 192.168.0.99 dev hvbaaaaaaaaaaa1");
    }

    private static Device port(String name, String master, PortFlags flags) {
        return new Device(name, "veth", "aa:bb:cc:00:00:01", "", master, true, flags);
    }

    private static KernelState kernel(Set<ForwardingEntry> forwarding, Set<Neighbour> neighbours, Device... devices) {
        Map<String, Device> byName =
                Arrays.stream(devices).collect(Collectors.toMap(Device::name, Function.identity()));
        return new KernelState(byName, forwarding, Set.of(), neighbours);
    }

    private static <T> Set<T> union(Set<T> set, T more) {
        return Stream.concat(set.stream(), Stream.of(more)).collect(Collectors.toSet());
    }
}
