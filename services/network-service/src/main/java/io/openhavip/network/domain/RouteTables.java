package io.openhavip.network.domain;

import io.openhavip.contracts.network.RouteTableEvent.RouteTableCreated;
import java.util.Map;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/** Route tables, found by their VPC. */
record RouteTables(Repository<RouteTable> repository) {

    Aggregate<RouteTable> create(Aggregate<Vpc> vpc) throws Exception {
        RouteTableCreated created = Aggregates.read(vpc, RouteTables::created);
        return repository.newInstance(() -> new RouteTable(created, Map.of()));
    }

    /** That of a VPC of the time before there were route tables is made when it is first needed. */
    Aggregate<RouteTable> of(Aggregate<Vpc> vpc) throws Exception {
        RouteTableCreated created = Aggregates.read(vpc, RouteTables::created);
        Map<String, Cidr> vSwitches = Aggregates.read(vpc, Vpc::vSwitches);
        return repository.loadOrCreate(created.routeTableId(), () -> new RouteTable(created, vSwitches));
    }

    private static RouteTableCreated created(Vpc vpc) {
        return new RouteTableCreated(vpc.routeTableId(), vpc.accountId(), vpc.regionId(), vpc.id(), vpc.vRouterId());
    }
}
