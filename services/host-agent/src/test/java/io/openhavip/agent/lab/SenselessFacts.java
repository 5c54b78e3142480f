package io.openhavip.agent.lab;

import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.facts.FactsStore;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.eip.EipStatus;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.contracts.host.HostState;
import io.openhavip.contracts.network.GuestSetup;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.RouteState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.contracts.network.NextHopType;
import io.openhavip.contracts.network.RouteEntryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Facts of every kind that nobody can program, each wrong in one thing, and all about the lab's VPC or about none: an agent must pass
 * them over and have what is right beside them. Their ids come after all others, and two of them end like the lab's.
 */
public final class SenselessFacts {

    private static final List<String> ADDRESSES = List.of(
            "",
            "no address",
            "10.0.0",
            "10.0.0.0.1",
            "10.0.0.256",
            "10.0.0.-1",
            "10.0.0.3/24",
            "+10.0.0.3",
            "010.0.0.3",
            "1\u0660.0.0.3",
            "10.0.0.3\nlink del lo",
            "::1");
    private static final List<String> BLOCKS = List.of(
            "", "/", "/24", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "10.0.0.0/x", "::/0");
    private static final List<String> MACS = List.of(
            "", "no MAC", "00:16:3e", "00:16:3e:00:00:01:02", "00:16:3e:00:00:0g", "00-16-3e-00-00-01", "::::: ");
    private static final String MAC = "00:16:3e:77:00:01";
    private static final String OTHER_VPC = "z-vpc-other";
    private static final String OTHER_VSWITCH = "z-vsw-other00001";
    private static final List<String> VPCS = List.of(Lab.VPC, OTHER_VPC, "z-vpc-none", "");
    private static final List<String> VSWITCHES =
            List.of(Lab.VSWITCH, OTHER_VSWITCH, "z" + Lab.VSWITCH, "z-vsw-none", "z-vsw-1", "");
    private static final List<String> HOSTS = List.of(Lab.HOST, "host-2", "z-host-none", "");

    private final List<VSwitchState> vSwitches = new ArrayList<>();
    private final List<InstanceState> instances = new ArrayList<>();
    private final List<HaVipState> haVips = new ArrayList<>();
    private final List<OwnershipState> ownerships = new ArrayList<>();
    private final List<RouteState> routes = new ArrayList<>();
    private final List<EipState> eips = new ArrayList<>();
    private final List<HostState> hosts = new ArrayList<>();
    private int number;

    private SenselessFacts() {
        vSwitches();
        instances();
        haVips();
        routes();
        eips();
        hosts();
    }

    /** All of them and the right ones, as an agent's store has them. */
    public static Facts beside(Facts right) {
        FactsStore store = new FactsStore();
        putInto(store);
        right.vSwitches().values().forEach(store::put);
        right.instances().values().forEach(store::put);
        right.haVips().values().forEach(store::put);
        right.ownerships().values().forEach(store::put);
        right.routes().values().forEach(store::put);
        right.eips().values().forEach(store::put);
        right.hosts().values().forEach(store::put);
        return store.snapshot();
    }

    public static void putInto(FactsStore store) {
        SenselessFacts all = new SenselessFacts();
        all.vSwitches.forEach(store::put);
        all.instances.forEach(store::put);
        all.haVips.forEach(store::put);
        all.ownerships.forEach(store::put);
        all.routes.forEach(store::put);
        all.eips.forEach(store::put);
        all.hosts.forEach(store::put);
    }

    private void vSwitches() {
        vSwitches.add(new VSwitchState(OTHER_VSWITCH, OTHER_VPC, "10.5.0.0/16"));
        vSwitches.add(new VSwitchState("z" + Lab.VSWITCH, Lab.VPC, "10.6.0.0/16", Optional.of(0)));
        vSwitches.add(new VSwitchState("", "", "", Optional.of(-1)));
        for (String vpcId : VPCS) {
            for (String block : BLOCKS) {
                vSwitches.add(new VSwitchState("z-vsw-" + ++number, vpcId, block, Optional.of(1 << 24)));
            }
        }
    }

    private void instances() {
        instances.add(new InstanceState("", "", "", InstanceStatus.Running, 0, List.of()));
        for (String hostId : HOSTS) {
            for (String vSwitchId : VSWITCHES) {
                List<NetworkInterface> interfaces = new ArrayList<>();
                ADDRESSES.forEach(address -> interfaces.add(networkInterface(vSwitchId, MAC, address)));
                MACS.forEach(mac -> interfaces.add(networkInterface(vSwitchId, mac, "192.168.0.77")));
                interfaces.add(new NetworkInterface("", vSwitchId, "", ""));
                instances.add(new InstanceState(
                        "z-i-" + ++number,
                        Lab.VPC,
                        hostId,
                        InstanceStatus.Running,
                        1,
                        interfaces,
                        Optional.of(new GuestSetup("no host name;", "no Base64", "", ""))));
            }
            instances.add(new InstanceState(
                    "z-i-" + ++number,
                    Lab.VPC,
                    hostId,
                    InstanceStatus.Running,
                    1,
                    List.of(
                            networkInterface(OTHER_VSWITCH, MAC, "10.5.0.11"),
                            networkInterface("z-vsw-1", MAC, "192.168.0.78"),
                            networkInterface("z-vsw-none", MAC, "192.168.0.78"))));
        }
    }

    private NetworkInterface networkInterface(String vSwitchId, String mac, String address) {
        return new NetworkInterface("z-eni-%012d".formatted(++number), vSwitchId, mac, address);
    }

    private void haVips() {
        for (String vSwitchId : VSWITCHES) {
            ADDRESSES.forEach(address -> haVip(vSwitchId, address, MAC));
        }
        MACS.forEach(mac -> haVip(Lab.VSWITCH, "192.168.0." + (100 + ++number % 100), mac));
    }

    private void haVip(String vSwitchId, String address, String ownersMac) {
        String id = "z-havip-" + ++number;
        haVips.add(new HaVipState(
                id,
                "z-vpc-none",
                vSwitchId,
                address,
                HaVipStatus.InUse,
                AssociatedInstanceType.EcsInstance,
                List.of("i-1", "z-i-none", "")));
        Owner owner = new Owner("z-eni-none", "i-1", ownersMac, Lab.HOST, 1);
        ownerships.add(new OwnershipState(vSwitchId, address, id, 1, Optional.of(owner)));
    }

    private void routes() {
        BLOCKS.forEach(block -> route(Lab.VPC, block, NextHopType.HaVip, Lab.HAVIP));
        for (NextHopType type : NextHopType.values()) {
            for (String nextHopId : List.of("", "z-none", "z-i-none", "z-havip-none")) {
                route(Lab.VPC, "172.31." + ++number % 256 + ".0/24", type, nextHopId);
            }
        }
        haVips.stream()
                .filter(haVip -> ADDRESSES.contains(haVip.ipAddress()))
                .forEach(haVip ->
                        route(Lab.VPC, "172.30." + ++number % 256 + ".0/24", NextHopType.HaVip, haVip.haVipId()));
        // As the right one, but of a VPC that the HAVIP is not in.
        route(OTHER_VPC, "10.9.0.0/16", NextHopType.HaVip, Lab.HAVIP);
        route(OTHER_VPC, "10.9.1.0/24", NextHopType.HaVip, Lab.HAVIP);
        // The right one's successor, told before the right one's end is.
        route(Lab.VPC, "10.9.0.0/16", NextHopType.Instance, "i-1");
        route(Lab.VPC, "10.9.7.7/16", NextHopType.Instance, "i-1");
    }

    private void route(String vpcId, String destination, NextHopType type, String nextHopId) {
        routes.add(new RouteState("z-rte-" + ++number, vpcId, "", RouteEntryType.Custom, destination, type, nextHopId));
    }

    private void eips() {
        for (String vpcId : VPCS) {
            for (String address : ADDRESSES) {
                eip(address, "192.168.0.79", vpcId, Lab.VSWITCH);
                eip("203.0.113.99", address, vpcId, Lab.VSWITCH);
                eip(address, address, vpcId, "");
            }
        }
        // A second one of the HAVIP, told before the first one's unassociation is.
        for (int i = 0; i < 10; i++) {
            eip("203.0.113.10" + i, Lab.ADDRESS, Lab.VPC, Lab.VSWITCH);
        }
    }

    private void eip(String address, String to, String vpcId, String vSwitchId) {
        eips.add(new EipState(
                "z-eip-" + ++number,
                "",
                address,
                EipStatus.InUse,
                Optional.of(new EipState.Target(EipInstanceType.HaVip, "", to, vSwitchId, vpcId))));
    }

    private void hosts() {
        List<String> addresses = new ArrayList<>(ADDRESSES);
        addresses.addAll(List.of("host.example", "0.0.0.0", "0.0.0.1", "0.0.0.254", "127.0.0.1", "224.0.0.18"));
        addresses.forEach(address -> hosts.add(new HostState("z-host-" + ++number, Optional.of(address), true)));
        hosts.add(new HostState("", Optional.of(""), true));
    }
}
