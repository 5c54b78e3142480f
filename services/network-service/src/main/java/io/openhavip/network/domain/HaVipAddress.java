package io.openhavip.network.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipAddressFreed;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipAddressHeld;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipRouteAdded;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipRouteRemoved;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/**
 * What this service knows of a HAVIP, by the HAVIP's id: which address it holds, and which route entries lead to it, so that such an
 * entry and the release of the address exclude each other. Stays when the address is freed, so that a repeated release finds it free.
 */
public class HaVipAddress {

    @AggregateIdentifier
    private String haVipId;

    private String accountId;
    private String vpcId;
    private String vSwitchId;
    private String address;
    private boolean held;
    private final Map<String, String> routeTables = new TreeMap<>();

    protected HaVipAddress() {}

    HaVipAddress(HaVipAddressHeld held) {
        apply(held);
    }

    /** Holds an address, if it holds none. */
    void hold(HaVipAddressHeld again) {
        if (!held) {
            apply(again);
        }
    }

    /** @throws Refusal that it does not exist there, if it holds no address in the VPC or is another account's */
    void requireIn(String vpc, String account) {
        if (!held || !vpcId.equals(vpc) || !accountId.equals(account)) {
            throw new Refusal(
                    ErrorCode.INVALID_HAVIP_NOT_FOUND,
                    "The specified HaVip " + haVipId + " does not exist in the VPC " + vpc + ".");
        }
    }

    void addRoute(String routeTableId, String routeEntryId) {
        apply(new HaVipRouteAdded(haVipId, routeTableId, routeEntryId));
    }

    void removeRoute(String routeEntryId) {
        apply(new HaVipRouteRemoved(haVipId, routeTables.get(routeEntryId), routeEntryId));
    }

    /** @throws Refusal while route entries lead to it */
    void free() {
        if (!routeTables.isEmpty()) {
            throw new Refusal(
                    ErrorCode.HAVIP_REFERRED_BY_ROUTE_ENTRY,
                    "Route entries lead to the HaVip " + haVipId + ": " + String.join(", ", routeTables.keySet())
                            + ".");
        }
        if (held) {
            apply(new HaVipAddressFreed(haVipId, vpcId, vSwitchId, address));
        }
    }

    @EventSourcingHandler
    void on(HaVipAddressHeld event) {
        haVipId = event.haVipId();
        accountId = event.accountId();
        vpcId = event.vpcId();
        vSwitchId = event.vSwitchId();
        address = event.address();
        held = true;
    }

    @EventSourcingHandler
    void on(HaVipRouteAdded event) {
        routeTables.put(event.routeEntryId(), event.routeTableId());
    }

    @EventSourcingHandler
    void on(HaVipRouteRemoved event) {
        routeTables.remove(event.routeEntryId());
    }

    @EventSourcingHandler
    void on(HaVipAddressFreed event) {
        held = false;
    }
}
