package io.openhavip.contracts.network;

/**
 * A route of a route table.
 *
 * @param routeEntryId {@code rte-…}
 * @param nextHopId id of the next hop; of a system entry that of its vSwitch
 */
public record RouteEntry(
        String routeEntryId,
        RouteEntryType type,
        String destinationCidrBlock,
        NextHopType nextHopType,
        String nextHopId,
        String routeEntryName,
        String description) {}
