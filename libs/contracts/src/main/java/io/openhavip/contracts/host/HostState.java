package io.openhavip.contracts.host;

import io.openhavip.contracts.State;
import java.util.Optional;

/**
 * A host on {@code host.state}, as its agent tells of it when it starts working there. Hosts that are silent stay: only a removal ends
 * one, since their instances go on forwarding.
 *
 * @param tunnelAddress IPv4 address that other hosts reach it at by VXLAN; empty: its vSwitches do not span hosts
 * @param external whether it has a way outside, so that EIPs can be translated there
 */
public record HostState(String hostId, Optional<String> tunnelAddress, boolean external) implements State {
    @Override
    public String subject() {
        return hostId;
    }
}
