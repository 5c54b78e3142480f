package io.openhavip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.dataplane.VirtualMac;
import io.openhavip.agent.facts.AddressBlock;
import io.openhavip.agent.router.RouterKernel.Device;
import io.openhavip.agent.router.VpcRouter.ExternalPort;
import io.openhavip.agent.router.VpcRouter.Route;
import io.openhavip.agent.router.VpcRouter.RouterPort;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterDiffTest {

    private static final RouterPort PORT = new RouterPort(
            "vsw-1", "hvg1", "hvi1", "02:a2:00:00:00:01", "192.168.0.253", AddressBlock.parse("192.168.0.0/24"));
    private static final Route WAY_OUT =
            new Route(Route.OUT, AddressBlock.parse("0.0.0.0/0"), "203.0.113.1", VpcRouter.OUTSIDE, true);
    private static final VpcRouter ROUTER = new VpcRouter(
            "vpc-1",
            "hvr-1",
            Map.of("hvi1", PORT),
            Set.of(WAY_OUT),
            Optional.of(new ExternalPort("ext0", "02:a4:00:00:00:01", Map.of("203.0.113.20", "192.168.0.88"))),
            Map.of());

    private static final Device PARENT = new Device("ext0", "veth", 3, 9, "", "52:54:00:00:00:01", "", true, Set.of());
    private static final Device OUTER =
            new Device("hvg1", "veth", 5, 7, "", VirtualMac.ofRouterPort("vsw-1"), "openhavip:vsw-1", true, Set.of());
    private static final Device INNER =
            new Device("hvi1", "veth", 7, 5, "", PORT.macAddress(), "", true, Set.of("192.168.0.253/24"));
    private static final Device OUTSIDE =
            new Device("outside", "macvlan", 8, 3, "bridge", "02:a4:00:00:00:01", "", true, Set.of("203.0.113.20/32"));
    private static final Map<String, Device> AGENT = Map.of("ext0", PARENT, "hvg1", OUTER);
    private static final RouterKernel RIGHT = kernel(Set.of(WAY_OUT), INNER, OUTSIDE);

    @Test
    void rightKernelNeedsNothing() {
        RouterPlan plan = RouterDiff.plan(ROUTER, RIGHT, AGENT);

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.newEips()).isEmpty();
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void emptyNamespaceGetsAll() {
        RouterPlan plan =
                RouterDiff.plan(ROUTER, new RouterKernel("", Map.of(), Set.of(), Map.of()), Map.of("ext0", PARENT));

        assertThat(plan.removals()).isEmpty();
        assertThat(plan.links())
                .containsExactly(
                        "link add name hvg1 address " + VirtualMac.ofRouterPort("vsw-1")
                                + " type veth peer name hvi1 netns hvr-1 address 02:a2:00:00:00:01",
                        "link set dev hvg1 alias openhavip:vsw-1",
                        "link add link ext0 name outside netns hvr-1 address 02:a4:00:00:00:01 type macvlan mode bridge");
        assertThat(plan.additions())
                .containsExactly(
                        "link set dev hvi1 addrgenmode none",
                        "link set dev hvi1 up",
                        "address add 192.168.0.253/24 dev hvi1",
                        "link set dev outside addrgenmode none",
                        "link set dev outside up",
                        "address add 203.0.113.20/32 dev outside",
                        "rule add pref 100 lookup main suppress_prefixlength 0",
                        "rule add pref 101 fwmark 0x1 lookup 100",
                        "route replace 0.0.0.0/0 via 203.0.113.1 dev outside table 100 onlink");
        assertThat(plan.newEips()).containsExactly("203.0.113.20");
    }

    @Test
    void linkOfSomebodyElseIsAProblemAndNotTouched() {
        Device alien = new Device("hvg1", "veth", 5, 7, "", "52:54:00:00:00:02", "", true, Set.of());

        RouterPlan plan = RouterDiff.plan(ROUTER, RIGHT, Map.of("ext0", PARENT, "hvg1", alien));

        assertThat(plan.problems()).containsExactly("device hvg1 is in the way of the router of vpc-1");
        assertThat(plan.isEmpty()).isTrue();
    }

    @Test
    void missingExternalDeviceIsAProblem() {
        RouterPlan plan = RouterDiff.plan(ROUTER, kernel(Set.of(), INNER), Map.of("hvg1", OUTER));

        assertThat(plan.problems()).containsExactly("the external device ext0 is not there: no EIP is reachable");
        assertThat(plan.isEmpty()).isTrue();
    }

    @Test
    void linkWhoseOtherEndWasReplacedIsMadeAnew() {
        Device other = new Device("hvi1", "veth", 7, 99, "", PORT.macAddress(), "", true, Set.of());

        RouterPlan plan = RouterDiff.plan(ROUTER, kernel(Set.of(WAY_OUT), other, OUTSIDE), AGENT);

        assertThat(plan.removals()).containsExactly("link delete dev hvi1");
        assertThat(plan.links()).startsWith("link delete dev hvg1");
    }

    @Test
    void strayAddressRouteAndLinkAreRemoved() {
        Route stray = new Route(Route.MAIN, AddressBlock.parse("10.0.0.0/8"), "192.168.0.9", "hvi1", false);
        Device more = new Device(
                "outside",
                "macvlan",
                8,
                3,
                "bridge",
                "02:a4:00:00:00:01",
                "",
                true,
                Set.of("203.0.113.20/32", "203.0.113.99/32"));
        Device unknown = new Device("veth9", "veth", 9, 10, "", "52:54:00:00:00:03", "", true, Set.of());

        RouterPlan plan = RouterDiff.plan(ROUTER, kernel(Set.of(WAY_OUT, stray), INNER, more, unknown), AGENT);

        assertThat(plan.removals())
                .containsExactly(
                        "link delete dev veth9",
                        "address del 203.0.113.99/32 dev outside",
                        "route del 10.0.0.0/8 dev hvi1 table main");
        assertThat(plan.additions()).isEmpty();
    }

    private static RouterKernel kernel(Set<Route> routes, Device... devices) {
        Map<String, Device> byName = new HashMap<>();
        for (Device device : devices) {
            byName.put(device.name(), device);
        }
        return new RouterKernel("openhavip:vpc-1", byName, routes, RouterDiff.RULES);
    }
}
