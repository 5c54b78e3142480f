package io.openhavip.contracts.network;

import java.util.Optional;

/** Events of the VSwitch aggregate, the address pool. */
public sealed interface VSwitchEvent extends NetworkEvent {

    String vSwitchId();

    @Override
    default String subject() {
        return vSwitchId();
    }

    /** @param tunnelKey VXLAN network identifier, of this vSwitch alone; empty in events from before there were any */
    record VSwitchCreated(
            String vSwitchId,
            String vpcId,
            String accountId,
            String regionId,
            String zoneId,
            String cidrBlock,
            String vSwitchName,
            String description,
            Optional<Integer> tunnelKey)
            implements VSwitchEvent {

        /** One that does not span hosts. */
        public VSwitchCreated(
                String vSwitchId,
                String vpcId,
                String accountId,
                String regionId,
                String zoneId,
                String cidrBlock,
                String vSwitchName,
                String description) {
            this(vSwitchId, vpcId, accountId, regionId, zoneId, cidrBlock, vSwitchName, description, Optional.empty());
        }
    }

    record VSwitchModified(String vSwitchId, String vSwitchName, String description) implements VSwitchEvent {}

    /** An address left the pool. {@code holderId} is the HAVIP's or the network interface's id. */
    record AddressReserved(String vSwitchId, String vpcId, String address, AddressHolder holder, String holderId)
            implements VSwitchEvent {}

    /** An address went back into the pool. */
    record AddressReleased(String vSwitchId, String address, AddressHolder holder, String holderId)
            implements VSwitchEvent {}

    record VSwitchDeleted(String vSwitchId, String vpcId) implements VSwitchEvent {}
}
