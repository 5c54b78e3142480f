package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipAddressFreed;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipRouteAdded;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipRouteRemoved;
import io.openhavip.contracts.network.NextHopType;
import io.openhavip.contracts.network.RouteTableEvent.RouteEntryCreated;
import io.openhavip.contracts.network.RouteTableEvent.RouteEntryDeleted;
import io.openhavip.network.domain.RouteTableRequest.CreateRouteEntry;
import io.openhavip.network.domain.RouteTableRequest.DeleteRouteEntry;
import io.openhavip.network.domain.RouteTableRequest.DeleteRouteEntryByDestination;
import java.util.Optional;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    private final NetworkScenario network = new NetworkScenario();

    @BeforeEach
    void routeTable() {
        network.given(
                Known.VPC_CREATED,
                Known.ROUTE_TABLE_CREATED,
                Known.SYSTEM_ENTRY_CREATED,
                Known.reserved("192.168.0.4", AddressHolder.HaVip, Known.HAVIP),
                Known.HAVIP_HELD);
    }

    @AfterEach
    void close() {
        network.close();
    }

    private static CreateRouteEntry create(int number, String destination, NextHopType type, String nextHopId) {
        return new CreateRouteEntry(
                Known.ROUTE_TABLE, Known.ACCOUNT, "rte-c" + number, destination, type, nextHopId, "", "");
    }

    private static CreateRouteEntry toHaVip(int number) {
        return create(number, "10." + number + ".0.0/16", NextHopType.HaVip, Known.HAVIP);
    }

    private static CreateRouteEntry to(String destination) {
        return create(1, destination, NextHopType.Instance, Known.INSTANCE);
    }

    private static RouteEntryCreated created(int number, String destination, NextHopType type, String nextHopId) {
        return new RouteEntryCreated(Known.ROUTE_TABLE, Known.entry(number, destination, type, nextHopId));
    }

    private static DeleteRouteEntry delete(String routeEntryId) {
        return new DeleteRouteEntry(Known.ROUTE_TABLE, Known.ACCOUNT, routeEntryId);
    }

    @Test
    void entryToAHaVipIsKnownToTheHaVipToo() {
        network.when(toHaVip(1))
                .events(
                        created(1, "10.1.0.0/16", NextHopType.HaVip, Known.HAVIP),
                        new HaVipRouteAdded(Known.HAVIP, Known.ROUTE_TABLE, "rte-c1"));
        network.when(delete("rte-c1"))
                .events(
                        new RouteEntryDeleted(Known.ROUTE_TABLE, "rte-c1"),
                        new HaVipRouteRemoved(Known.HAVIP, Known.ROUTE_TABLE, "rte-c1"));
    }

    @Test
    void haVipThatHoldsNoAddressInTheVpcIsNotFound() {
        network.given(new HaVipAddressFreed(Known.HAVIP, Known.VPC, Known.VSWITCH, "192.168.0.4"));
        network.when(toHaVip(1)).refused(ErrorCode.INVALID_HAVIP_NOT_FOUND);
        network.when(create(1, "10.1.0.0/16", NextHopType.HaVip, Known.INSTANCE))
                .refused(ErrorCode.INVALID_HAVIP_NOT_FOUND);
        assertThat(network.when(create(1, "10.1.0.0/16", NextHopType.HaVip, "havip-2"))
                        .failure())
                .isInstanceOf(AggregateNotFoundException.class);
    }

    @Test
    void sixthEntryToHaVipsIsRefusedUnlessTheQuotaIsRaised() {
        for (int i = 1; i <= 5; i++) {
            network.when(toHaVip(i)).events(RouteEntryCreated.class, HaVipRouteAdded.class);
        }
        network.when(toHaVip(6)).refused(ErrorCode.HAVIP_ROUTE_ENTRY_QUOTA_EXCEEDED);
        network.quotas().limit(Quota.HAVIP_ROUTE_ENTRIES, 6);
        network.when(toHaVip(6)).events(RouteEntryCreated.class, HaVipRouteAdded.class);
        network.when(toHaVip(7)).refused(ErrorCode.HAVIP_ROUTE_ENTRY_QUOTA_EXCEEDED);
        network.when(delete("rte-c3")).events(RouteEntryDeleted.class, HaVipRouteRemoved.class);
        network.when(toHaVip(7)).events(RouteEntryCreated.class, HaVipRouteAdded.class);
    }

    @Test
    void oneEntryMoreThanATableMayHaveIsRefused() {
        network.quotas().limit(Quota.ROUTE_ENTRIES_IN_TABLE, 1);
        network.when(to("10.1.0.0/16")).events(RouteEntryCreated.class);
        network.when(toHaVip(2)).refused(ErrorCode.ROUTE_ENTRY_QUOTA_EXCEEDED);
    }

    @Test
    void instancesAndInterfacesOfTheVpcAreNextHops() {
        network.when(to("10.1.0.0/16")).events(created(1, "10.1.0.0/16", NextHopType.Instance, Known.INSTANCE));
        network.when(create(2, "10.2.0.0/16", NextHopType.NetworkInterface, Known.INTERFACE))
                .events(created(2, "10.2.0.0/16", NextHopType.NetworkInterface, Known.INTERFACE));
        network.when(create(3, "10.3.0.0/16", NextHopType.Instance, "i-none"))
                .refused(ErrorCode.INVALID_NEXT_HOP_NOT_FOUND);
        network.when(create(3, "10.3.0.0/16", NextHopType.local, Known.VSWITCH))
                .refused(ErrorCode.INVALID_NEXT_HOP_TYPE);
    }

    @Test
    void bareAddressMeansItAlone() {
        network.when(to("10.1.2.3")).events(created(1, "10.1.2.3/32", NextHopType.Instance, Known.INSTANCE));
        network.when(create(2, "10.1.2.3/32", NextHopType.Instance, Known.INSTANCE))
                .refused(ErrorCode.ROUTE_DESTINATION_DUPLICATE);
    }

    @Test
    void defaultRouteIsAllowed() {
        network.when(to("0.0.0.0/0")).events(RouteEntryCreated.class);
    }

    @Test
    void destinationWithinAVSwitchIsRefusedAndOneAroundItIsNot() {
        network.when(to("192.168.0.0/29")).refused(ErrorCode.ROUTE_DESTINATION_DUPLICATE);
        network.when(to("192.168.0.2")).refused(ErrorCode.INVALID_CIDR_MALFORMED);
        network.when(to("192.168.0.0/24")).events(RouteEntryCreated.class);
    }

    @Test
    void malformedDestinationIsRefused() {
        network.when(to("10.1.2.3/16")).refused(ErrorCode.INVALID_CIDR_MALFORMED);
        network.when(to("10.1.2")).refused(ErrorCode.INVALID_CIDR_MALFORMED);
        network.when(to("169.254.1.0/24")).refused(ErrorCode.INVALID_CIDR_MALFORMED);
    }

    @Test
    void systemEntryIsNotDeleted() {
        network.when(delete("rte-1")).refused(ErrorCode.SYSTEM_ROUTE_ENTRY);
        network.when(new DeleteRouteEntryByDestination(
                        Known.ROUTE_TABLE, Known.ACCOUNT, "192.168.0.0/29", Optional.empty()))
                .refused(ErrorCode.SYSTEM_ROUTE_ENTRY);
    }

    @Test
    void entryIsDeletedByItsDestination() {
        network.given(created(1, "10.1.0.0/16", NextHopType.Instance, Known.INSTANCE));
        network.when(byDestination(Optional.of("i-2"))).refused(ErrorCode.INVALID_ROUTE_ENTRY_NOT_FOUND);
        network.when(byDestination(Optional.of(Known.INSTANCE)))
                .events(new RouteEntryDeleted(Known.ROUTE_TABLE, "rte-c1"));
        network.when(byDestination(Optional.empty())).refused(ErrorCode.INVALID_ROUTE_ENTRY_NOT_FOUND);
        network.when(delete("rte-c1")).refused(ErrorCode.INVALID_ROUTE_ENTRY_NOT_FOUND);
    }

    private static DeleteRouteEntryByDestination byDestination(Optional<String> nextHopId) {
        return new DeleteRouteEntryByDestination(Known.ROUTE_TABLE, Known.ACCOUNT, "10.1.0.0/16", nextHopId);
    }

    @Test
    void routeTableOfAnotherAccountDoesNotExist() {
        network.when(new DeleteRouteEntry(Known.ROUTE_TABLE, Known.ANOTHER_ACCOUNT, "rte-1"))
                .refused(ErrorCode.INVALID_ROUTE_TABLE_NOT_FOUND);
    }
}
