package io.openhavip.arp.domain;

import io.openhavip.contracts.havip.HaVipState;
import java.util.Map;
import java.util.Optional;

/**
 * What the other services say about one address now. Immutable.
 *
 * @param haVip the HAVIP that has the address in its vSwitch; empty: none
 * @param ports by network interface id, at least those that the decision may touch: the owner's, the claimant's and that of a
 *     postponed claim
 */
public record Facts(Optional<HaVipState> haVip, Map<String, Port> ports) {

    public Facts {
        ports = Map.copyOf(ports);
    }

    public Optional<Port> port(String networkInterfaceId) {
        return Optional.ofNullable(ports.get(networkInterfaceId));
    }

    /** Whether the HAVIP is associated with the port, or with the instance that the port is attached to. */
    public boolean isAssociated(Port port) {
        return haVip.map(known -> switch (known.associatedInstanceType()) {
                    case EcsInstance -> known.associatedInstances().contains(port.instanceId());
                    case NetworkInterface -> known.associatedInstances().contains(port.id());
                })
                .orElse(false);
    }

    /** Whether the port is in the vSwitch of the HAVIP. */
    public boolean isInVSwitch(Port port) {
        return haVip.map(known ->
                        known.vSwitchId().equals(port.networkInterface().vSwitchId()))
                .orElse(false);
    }
}
