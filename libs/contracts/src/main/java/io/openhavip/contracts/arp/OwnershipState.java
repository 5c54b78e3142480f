package io.openhavip.contracts.arp;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.State;
import java.util.Optional;

/**
 * Who has an address now, on {@code ownership.state}; what host-agents forward by. Agents apply only a higher epoch.
 *
 * @param owner empty: nobody; traffic to the address is dropped
 */
public record OwnershipState(String vSwitchId, String address, String haVipId, long epoch, Optional<Owner> owner)
        implements State {

    public AddressKey key() {
        return new AddressKey(vSwitchId, address);
    }

    @Override
    public String subject() {
        return key().toString();
    }
}
