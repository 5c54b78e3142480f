package io.openhavip.contracts.arp;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.State;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import java.util.Optional;

/**
 * Who has an address now, on {@code ownership.state}; what host-agents forward by. They apply only a higher epoch, and may have it from
 * the switch itself on {@code arp.ownership}, which the broker has a moment earlier.
 *
 * @param owner empty: nobody; traffic to the address is dropped
 */
public record OwnershipState(String vSwitchId, String address, String haVipId, long epoch, Optional<Owner> owner)
        implements State {

    /** What a switch makes of it. */
    public static OwnershipState after(OwnershipSwitched switched) {
        return new OwnershipState(
                switched.vSwitchId(), switched.address(), switched.haVipId(), switched.epoch(), switched.newOwner());
    }

    public AddressKey key() {
        return new AddressKey(vSwitchId, address);
    }

    @Override
    public String subject() {
        return key().toString();
    }
}
