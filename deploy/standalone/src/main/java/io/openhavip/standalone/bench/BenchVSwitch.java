package io.openhavip.standalone.bench;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import java.util.List;
import java.util.Optional;

/**
 * The facts of one vSwitch whose HAVIPs go by number and are all associated with the same guests. Immutable.
 *
 * @param run tells the vSwitches of one stack apart: six lower-case letters or digits
 */
record BenchVSwitch(String run) {

    /** The block: its first 256 addresses are the guests', the others the HAVIPs'. */
    static final String BLOCK = "10.80.0.0/16";

    private static final String VPC = "vpc-bench";
    private static final int A_ROW = 250;

    /** Spans hosts where there are several; far beyond those that network-service gives out in a test's life. */
    private static final int TUNNEL_KEY = 16_000_000;

    String id() {
        return "vsw-%s000000".formatted(run);
    }

    VSwitchState state() {
        return new VSwitchState(id(), VPC, BLOCK, Optional.of(TUNNEL_KEY));
    }

    static String address(int haVip) {
        return "10.80.%d.%d".formatted(1 + haVip / A_ROW, 1 + haVip % A_ROW);
    }

    AddressKey key(int haVip) {
        return new AddressKey(id(), address(haVip));
    }

    HaVipState haVip(int haVip, List<Guest> associated) {
        return new HaVipState(
                haVipId(haVip),
                VPC,
                id(),
                address(haVip),
                HaVipStatus.InUse,
                AssociatedInstanceType.EcsInstance,
                associated.stream().map(Guest::instanceId).toList());
    }

    OwnershipState ownership(int haVip, long epoch, Guest owner, String hostId) {
        return new OwnershipState(id(), address(haVip), haVipId(haVip), epoch, Optional.of(owner.owner(hostId)));
    }

    private String haVipId(int haVip) {
        return "havip-%s%06d".formatted(run, haVip);
    }
}
