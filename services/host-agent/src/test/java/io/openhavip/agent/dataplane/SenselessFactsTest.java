package io.openhavip.agent.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.dataplane.FabricPlan.Step;
import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.RightFacts;
import io.openhavip.agent.lab.SenselessFacts;
import io.openhavip.agent.netlink.NftBatch;
import io.openhavip.agent.netlink.SetElement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What nobody can program does not keep what is right from being programmed. */
class SenselessFactsTest {

    private static final ThisHost HOST = new ThisHost(Lab.HOST, Optional.of(Lab.TUNNEL_ADDRESS));
    private static final Set<String> VPCS = Set.of(Lab.VPC, "z-vpc-other", "z-vpc-none", "");
    private static final Facts RIGHT = RightFacts.FACTS;
    private static final Facts MIXED = SenselessFacts.beside(RIGHT);

    @Test
    void elementsAreTheRightOnesAndOthersThatTheKernelTakesBesideThem() {
        Set<SetElement> right = SteeringRules.all(HostLayout.derive(HOST, RIGHT, VPCS), RIGHT);
        Set<SetElement> mixed = SteeringRules.all(HostLayout.derive(HOST, MIXED, VPCS), MIXED);

        assertThat(right)
                .extracting(SetElement::set)
                .contains("bind", "routed_to", "havip_mac", "havip_next_hop", "owner_routed", "tunnel_ports");
        assertThat(mixed).containsAll(right);
        assertThat(conflicts(mixed)).isEmpty();
        assertThat(NftBatch.write(Ruleset.TABLE, List.of(), List.copyOf(mixed), 1)
                        .bytes())
                .isNotEmpty();
    }

    @Test
    void devicesAreTheRightOnesAndOthersBesideThem() {
        List<String> right = lines(HostLayout.derive(HOST, RIGHT, VPCS));
        List<String> mixed = lines(HostLayout.derive(HOST, MIXED, VPCS));

        assertThat(right)
                .anyMatch(line -> line.startsWith("neigh replace " + Lab.ADDRESS + " "))
                .anyMatch(line -> line.contains(" dst 10.255.0.2 "));
        assertThat(mixed).containsAll(right).doesNotHaveDuplicates();
    }

    @Test
    void tunnelsLeadOnlyWhereSomethingIs() {
        assertThat(Tunnels.derive(HOST, MIXED)).isEqualTo(Tunnels.derive(HOST, RIGHT));
    }

    /** Elements of one key, or with keys in common, that lead to different data: for one pair of them the kernel takes nothing at all. */
    private static List<String> conflicts(Set<SetElement> elements) {
        Map<String, SetElement> byKey = new HashMap<>();
        List<SetElement> ranges =
                elements.stream().filter(each -> each.keyEnd().isPresent()).toList();
        return elements.stream()
                .filter(each -> byKey.putIfAbsent(each.set() + each.key(), each) != null
                        || ranges.stream().anyMatch(other -> other != each && overlap(other, each)))
                .map(SetElement::toString)
                .collect(Collectors.toList());
    }

    // Of one vSwitch, whose mark the key begins with; then digits compare as numbers do.
    private static boolean overlap(SetElement one, SetElement other) {
        return other.keyEnd().isPresent()
                && one.key().substring(0, 8).equals(other.key().substring(0, 8))
                && one.key().compareTo(other.keyEnd().get()) <= 0
                && other.key().compareTo(one.keyEnd().get()) <= 0;
    }

    private static List<String> lines(HostLayout layout) {
        Map<String, KernelState.Device> ports = layout.portsByDevice().keySet().stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> new KernelState.Device(
                                name, "veth", "00:00:00:00:00:01", "", "", true, KernelState.PortFlags.INSTANCE)));
        FabricPlan plan = FabricDiff.plan(layout, new KernelState(ports, Set.of(), Set.of(), Set.of()));
        return plan.additions().stream().map(Step::line).toList();
    }
}
