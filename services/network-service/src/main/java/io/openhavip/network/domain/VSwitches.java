package io.openhavip.network.domain;

import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.NetworkInterface;
import java.util.Optional;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/** VSwitches as those who put network interfaces into them use them. */
final class VSwitches {

    private VSwitches() {}

    /** @throws io.openhavip.contracts.Refusal that it does not exist, if it is another account's */
    static Aggregate<VSwitch> load(Repository<VSwitch> vSwitches, String vSwitchId, String accountId) {
        Aggregate<VSwitch> vSwitch = vSwitches.load(ResourceKind.VSWITCH.require(vSwitchId));
        if (!Aggregates.read(vSwitch, VSwitch::accountId).equals(accountId)) {
            throw ResourceKind.VSWITCH.refusal(vSwitchId);
        }
        return vSwitch;
    }

    /**
     * Takes an address for a network interface.
     *
     * @param wanted empty: any idle one
     */
    static NetworkInterface reserve(Aggregate<VSwitch> vSwitch, String networkInterfaceId, Optional<String> wanted) {
        String address =
                Aggregates.read(vSwitch, it -> it.reserve(AddressHolder.NetworkInterface, networkInterfaceId, wanted));
        return new NetworkInterface(
                networkInterfaceId, vSwitch.identifierAsString(), MacAddresses.of(address), address);
    }

    /** Gives the address of a network interface back. */
    static void release(Aggregate<VSwitch> vSwitch, NetworkInterface port) {
        vSwitch.execute(
                it -> it.release(AddressHolder.NetworkInterface, port.networkInterfaceId(), port.privateIpAddress()));
    }
}
