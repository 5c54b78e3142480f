package io.openhavip.network.domain;

import io.openhavip.contracts.network.NextHopType;
import java.util.Optional;

/** Commands about route tables. */
public sealed interface RouteTableRequest extends NetworkRequest {

    /**
     * @param routeEntryId id for the entry
     * @param destinationCidrBlock a bare address means it alone
     */
    record CreateRouteEntry(
            String routeTableId,
            String accountId,
            String routeEntryId,
            String destinationCidrBlock,
            NextHopType nextHopType,
            String nextHopId,
            String routeEntryName,
            String description)
            implements RouteTableRequest {}

    record DeleteRouteEntry(String routeTableId, String accountId, String routeEntryId) implements RouteTableRequest {}

    /** @param nextHopId empty: any */
    record DeleteRouteEntryByDestination(
            String routeTableId, String accountId, String destinationCidrBlock, Optional<String> nextHopId)
            implements RouteTableRequest {}
}
