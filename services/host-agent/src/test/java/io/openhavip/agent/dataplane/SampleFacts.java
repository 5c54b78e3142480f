package io.openhavip.agent.dataplane;

import io.openhavip.agent.facts.Facts;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One HAVIP in vSwitch vsw-aaaaaaaaaaaa1, and instances with one interface each. */
final class SampleFacts {

    static final String VSWITCH = "vsw-aaaaaaaaaaaa1";
    static final AddressKey KEY = new AddressKey(VSWITCH, "192.168.0.88");

    private SampleFacts() {}

    static InstanceState instance(int number, String hostId, InstanceStatus status) {
        NetworkInterface networkInterface = new NetworkInterface(
                "eni-aaaaaaaaaaa" + number, VSWITCH, "00:16:3e:00:00:0" + number, "192.168.0.1" + number);
        return new InstanceState("i-" + number, "vpc-1", hostId, status, 1, List.of(networkInterface));
    }

    static Optional<OwnershipState> ownedBy(int number, String hostId) {
        Owner owner = new Owner("eni-aaaaaaaaaaa" + number, "i-" + number, "00:16:3e:00:00:0" + number, hostId, 1);
        return Optional.of(new OwnershipState(VSWITCH, KEY.address(), "havip-1", 1, Optional.of(owner)));
    }

    static Facts facts(Optional<OwnershipState> ownership, InstanceState... instances) {
        HaVipState haVip = new HaVipState(
                "havip-1",
                "vpc-1",
                VSWITCH,
                KEY.address(),
                HaVipStatus.InUse,
                AssociatedInstanceType.EcsInstance,
                List.of("i-1", "i-2"));
        return new Facts(
                Map.of(),
                Arrays.stream(instances).collect(Collectors.toMap(InstanceState::instanceId, Function.identity())),
                Map.of(haVip.haVipId(), haVip),
                ownership.map(each -> Map.of(KEY, each)).orElse(Map.of()));
    }
}
