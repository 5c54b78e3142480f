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
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.RouteState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.contracts.network.NextHopType;
import io.openhavip.contracts.network.RouteEntryType;
import java.util.List;
import java.util.Optional;

/**
 * One of each kind, as the lab's ids have it: i-1 on its host owns the HAVIP that 10.9.0.0/16 and an EIP lead to, i-2 on host-2 is
 * associated with it too, and nineteen more addresses have EIPs, some of which are translated on each host.
 */
public final class RightFacts {

    public static final Facts FACTS = facts();

    private RightFacts() {}

    private static Facts facts() {
        FactsStore store = new FactsStore();
        store.put(new VSwitchState(Lab.VSWITCH, Lab.VPC, "192.168.0.0/24", Optional.of(7)));
        for (int number = 1; number <= 2; number++) {
            String hostId = "host-" + number;
            store.put(new HostState(hostId, Optional.of("10.255.0." + number), true));
            store.put(new InstanceState(
                    "i-" + number,
                    Lab.VPC,
                    hostId,
                    InstanceStatus.Running,
                    1,
                    List.of(new NetworkInterface(
                            "eni-lab0000000000000%02d".formatted(number),
                            Lab.VSWITCH,
                            "00:16:3e:00:00:0" + number,
                            "192.168.0.1" + number))));
        }
        store.put(new HaVipState(
                Lab.HAVIP,
                Lab.VPC,
                Lab.VSWITCH,
                Lab.ADDRESS,
                HaVipStatus.InUse,
                AssociatedInstanceType.EcsInstance,
                List.of("i-1", "i-2")));
        Owner owner = new Owner("eni-lab000000000000001", "i-1", "00:16:3e:00:00:01", Lab.HOST, 1);
        store.put(new OwnershipState(Lab.VSWITCH, Lab.ADDRESS, Lab.HAVIP, 1, Optional.of(owner)));
        store.put(new RouteState(
                "rte-1", Lab.VPC, "vtb-1", RouteEntryType.Custom, "10.9.0.0/16", NextHopType.HaVip, Lab.HAVIP));
        for (int number = 0; number < 20; number++) {
            store.put(new EipState(
                    "eip-" + number,
                    "cn-hangzhou",
                    "203.0.113." + (20 + number),
                    EipStatus.InUse,
                    Optional.of(new EipState.Target(
                            EipInstanceType.HaVip, Lab.HAVIP, "192.168.0." + (88 + number), Lab.VSWITCH, Lab.VPC))));
        }
        return store.snapshot();
    }
}
