package io.openhavip.agent.dataplane;

import java.util.Optional;

/**
 * Who this host is among others.
 *
 * @param tunnelAddress where other hosts reach it; empty: its vSwitches do not span hosts
 */
public record ThisHost(String hostId, Optional<String> tunnelAddress) {

    /** One that has nothing to do with others. */
    public static ThisHost alone(String hostId) {
        return new ThisHost(hostId, Optional.empty());
    }

    /** MAC address of its routers, in every vSwitch: the others know it by the tunnel address. */
    String routerMac() {
        return VirtualMac.ofRouter(tunnelAddress.orElse(hostId));
    }
}
