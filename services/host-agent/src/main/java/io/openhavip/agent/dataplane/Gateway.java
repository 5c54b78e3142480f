package io.openhavip.agent.dataplane;

import io.openhavip.agent.facts.AddressBlock;
import java.util.Optional;

/**
 * A vSwitch's way to its VPC's router on this host: its gateway address, and the bridge port that leads there. The device is made by
 * whoever makes the router ({@link VpcRouters}); it joins the bridge when it is there.
 *
 * @param address the third from the end of the vSwitch's block
 */
public record Gateway(String device, String macAddress, String address) {

    private static final int LONGEST_PREFIX = 29;

    /** Empty for a block without room for a gateway. */
    static Optional<Gateway> of(ThisHost host, String vSwitchId, AddressBlock block) {
        return block.prefix() > LONGEST_PREFIX
                ? Optional.empty()
                : Optional.of(new Gateway(DeviceNames.routerPort(vSwitchId), host.routerMac(), block.gateway()));
    }
}
