package io.openhavip.contracts.network;

/**
 * Events of the aggregate HaVipAddress: what network-service knows of a HAVIP, kept by the HAVIP's id, so that a route entry to it and
 * the release of its address exclude each other.
 */
public sealed interface HaVipAddressEvent extends NetworkEvent {

    String haVipId();

    @Override
    default String subject() {
        return haVipId();
    }

    record HaVipAddressHeld(
            String haVipId, String accountId, String regionId, String vpcId, String vSwitchId, String address)
            implements HaVipAddressEvent {}

    record HaVipRouteAdded(String haVipId, String routeTableId, String routeEntryId) implements HaVipAddressEvent {}

    record HaVipRouteRemoved(String haVipId, String routeTableId, String routeEntryId) implements HaVipAddressEvent {}

    record HaVipAddressFreed(String haVipId, String vpcId, String vSwitchId, String address)
            implements HaVipAddressEvent {}
}
