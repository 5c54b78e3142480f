package io.openhavip.arp.domain;

import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.SwitchCause;
import java.util.Optional;

/**
 * When an owner loses its address without another claim (DESIGN section 4; the guide: deleting an instance or an interface
 * disassociates it). Silence is no reason. Pure.
 */
final class ReleaseRules {

    private ReleaseRules() {}

    /** Why the owner may not keep the address; empty: it may, or there is no owner. */
    static Optional<SwitchCause> cause(Ownership ownership, Facts facts) {
        return ownership.owner().flatMap(owner -> cause(ownership, owner, facts));
    }

    private static Optional<SwitchCause> cause(Ownership ownership, Owner owner, Facts facts) {
        boolean haVipGone = facts.haVip().isEmpty()
                || !ownership.haVipId().equals(facts.haVip().map(known -> known.haVipId()));
        if (haVipGone) {
            return Optional.of(SwitchCause.HAVIP_DELETED);
        }
        Optional<Port> port = facts.port(owner.networkInterfaceId())
                .filter(known -> known.instanceId().equals(owner.instanceId()));
        if (port.isEmpty()) {
            return Optional.of(SwitchCause.INTERFACE_GONE);
        }
        if (!port.get().isRunning() || port.get().run() > owner.run()) {
            return Optional.of(SwitchCause.INSTANCE_STOPPED);
        }
        return facts.isAssociated(port.get()) ? Optional.empty() : Optional.of(SwitchCause.UNASSOCIATED);
    }
}
