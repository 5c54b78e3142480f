package io.openhavip.contracts.network;

/** Events of the RouteTable aggregate. */
public sealed interface RouteTableEvent extends NetworkEvent {

    String routeTableId();

    @Override
    default String subject() {
        return routeTableId();
    }

    /** The system route table of a VPC was created, with the VPC. */
    record RouteTableCreated(String routeTableId, String accountId, String regionId, String vpcId, String vRouterId)
            implements RouteTableEvent {}

    record RouteEntryCreated(String routeTableId, RouteEntry routeEntry) implements RouteTableEvent {}

    record RouteEntryDeleted(String routeTableId, String routeEntryId) implements RouteTableEvent {}

    record RouteTableDeleted(String routeTableId) implements RouteTableEvent {}
}
