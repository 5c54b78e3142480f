package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.RouteEntry;
import io.openhavip.contracts.network.RouteEntryType;
import java.sql.SQLException;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/** Commands about route tables: an entry to a HAVIP, and the HAVIP's knowledge of it, change in one transaction. */
public class RouteTableCommands {

    private final Repository<RouteTable> routeTables;
    private final Repository<HaVipAddress> haVipAddresses;
    private final NextHops nextHops;
    private final Quotas quotas;

    public RouteTableCommands(
            Repository<RouteTable> routeTables,
            Repository<HaVipAddress> haVipAddresses,
            NextHops nextHops,
            Quotas quotas) {
        this.routeTables = routeTables;
        this.haVipAddresses = haVipAddresses;
        this.nextHops = nextHops;
        this.quotas = quotas;
    }

    @CommandHandler
    Changes handle(RouteTableRequest.CreateRouteEntry command) throws SQLException {
        Aggregate<RouteTable> routeTable = load(command.routeTableId(), command.accountId());
        RouteEntry entry = new RouteEntry(
                command.routeEntryId(),
                RouteEntryType.Custom,
                Cidr.forRoute(command.destinationCidrBlock()).toString(),
                command.nextHopType(),
                command.nextHopId(),
                command.routeEntryName(),
                command.description());
        long most = quotas.limit(command.accountId(), Quota.ROUTE_ENTRIES_IN_TABLE);
        long mostToHaVips = quotas.limit(command.accountId(), Quota.HAVIP_ROUTE_ENTRIES);
        String vpcId = Aggregates.read(routeTable, RouteTable::vpcId);
        return switch (command.nextHopType()) {
            case HaVip -> {
                Aggregate<HaVipAddress> haVip = haVip(command.nextHopId());
                haVip.execute(it -> it.requireIn(vpcId, command.accountId()));
                routeTable.execute(it -> it.add(entry, most, mostToHaVips));
                haVip.execute(it -> it.addRoute(command.routeTableId(), command.routeEntryId()));
                yield Changes.of(routeTable, haVip);
            }
            case Instance, NetworkInterface -> {
                if (!nextHops.isIn(vpcId, command.nextHopType(), command.nextHopId())) {
                    throw new Refusal(
                            ErrorCode.INVALID_NEXT_HOP_NOT_FOUND,
                            "The specified NextHopId " + command.nextHopId() + " does not exist in the VPC " + vpcId
                                    + ".");
                }
                routeTable.execute(it -> it.add(entry, most, mostToHaVips));
                yield Changes.of(routeTable);
            }
            case local ->
                throw new Refusal(
                        ErrorCode.INVALID_NEXT_HOP_TYPE, "The NextHopType local is for entries of the system only.");
        };
    }

    @CommandHandler
    Changes handle(RouteTableRequest.DeleteRouteEntry command) {
        return remove(load(command.routeTableId(), command.accountId()), command.routeEntryId());
    }

    @CommandHandler
    Changes handle(RouteTableRequest.DeleteRouteEntryByDestination command) {
        Cidr destination = Cidr.forRoute(command.destinationCidrBlock());
        Aggregate<RouteTable> routeTable = load(command.routeTableId(), command.accountId());
        return remove(routeTable, Aggregates.read(routeTable, it -> it.find(destination, command.nextHopId())));
    }

    private Changes remove(Aggregate<RouteTable> routeTable, String routeEntryId) {
        RouteEntry removed = Aggregates.read(routeTable, it -> it.remove(routeEntryId));
        return switch (removed.nextHopType()) {
            case HaVip -> {
                Aggregate<HaVipAddress> haVip = haVip(removed.nextHopId());
                haVip.execute(it -> it.removeRoute(routeEntryId));
                yield Changes.of(routeTable, haVip);
            }
            case Instance, NetworkInterface, local -> Changes.of(routeTable);
        };
    }

    private Aggregate<RouteTable> load(String routeTableId, String accountId) {
        return Aggregates.load(routeTables, ResourceKind.ROUTE_TABLE, routeTableId, accountId);
    }

    private Aggregate<HaVipAddress> haVip(String haVipId) {
        return haVipAddresses.load(ResourceKind.HAVIP.require(haVipId));
    }
}
