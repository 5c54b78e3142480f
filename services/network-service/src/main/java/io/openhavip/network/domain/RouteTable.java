package io.openhavip.network.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.NextHopType;
import io.openhavip.contracts.network.RouteEntry;
import io.openhavip.contracts.network.RouteEntryType;
import io.openhavip.contracts.network.RouteTableEvent.RouteEntryCreated;
import io.openhavip.contracts.network.RouteTableEvent.RouteEntryDeleted;
import io.openhavip.contracts.network.RouteTableEvent.RouteTableCreated;
import io.openhavip.contracts.network.RouteTableEvent.RouteTableDeleted;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/**
 * The system route table of a VPC: a system entry for each of its vSwitches, and the account's own entries, whose destinations differ
 * from each other and are not within a vSwitch.
 */
public class RouteTable extends AccountResource {

    @AggregateIdentifier
    private String routeTableId;

    private String vpcId;
    private final Map<String, RouteEntry> entries = new LinkedHashMap<>();

    protected RouteTable() {}

    RouteTable(RouteTableCreated created, Map<String, Cidr> vSwitches) {
        apply(created);
        vSwitches.forEach((vSwitchId, block) ->
                apply(new RouteEntryCreated(created.routeTableId(), systemEntry(vSwitchId, block))));
    }

    /** @throws Refusal if a custom entry's destination is the block, or within it */
    void addSystemEntry(String vSwitchId, Cidr block) {
        entries.values().stream()
                .filter(entry -> isCustom(entry) && block.contains(destination(entry)))
                .findFirst()
                .ifPresent(entry -> {
                    throw new Refusal(
                            ErrorCode.INVALID_CIDR_OVERLAPPED,
                            "The specified CidrBlock " + block + " contains the destination "
                                    + entry.destinationCidrBlock() + " of the route entry " + entry.routeEntryId()
                                    + ".");
                });
        apply(new RouteEntryCreated(routeTableId, systemEntry(vSwitchId, block)));
    }

    private static RouteEntry systemEntry(String vSwitchId, Cidr block) {
        return new RouteEntry(
                systemEntryId(vSwitchId),
                RouteEntryType.System,
                block.toString(),
                NextHopType.local,
                vSwitchId,
                "",
                "");
    }

    void removeSystemEntry(String vSwitchId) {
        apply(new RouteEntryDeleted(routeTableId, systemEntryId(vSwitchId)));
    }

    private static String systemEntryId(String vSwitchId) {
        return ResourceKind.VSWITCH.ofSameNameAs(vSwitchId, "rte-");
    }

    /**
     * Adds an entry of the account's.
     *
     * @param most how many it may have
     * @param mostToHaVips how many of them may lead to HAVIPs
     * @throws Refusal if the destination is taken or within a vSwitch, or there are too many
     */
    void add(RouteEntry entry, long most, long mostToHaVips) {
        entries.values().forEach(other -> requireApart(destination(entry), other));
        if (entries.values().stream().filter(RouteTable::isCustom).count() >= most) {
            throw new Refusal(
                    ErrorCode.ROUTE_ENTRY_QUOTA_EXCEEDED,
                    "The route table " + routeTableId + " has " + most + " custom route entries already.");
        }
        if (leadsToHaVip(entry)
                && entries.values().stream().filter(RouteTable::leadsToHaVip).count() >= mostToHaVips) {
            throw new Refusal(
                    ErrorCode.HAVIP_ROUTE_ENTRY_QUOTA_EXCEEDED,
                    "The VPC " + vpcId + " has " + mostToHaVips + " route entries to HAVIPs already.");
        }
        apply(new RouteEntryCreated(routeTableId, entry));
    }

    private static void requireApart(Cidr wanted, RouteEntry other) {
        Cidr taken = destination(other);
        if (taken.equals(wanted)) {
            throw new Refusal(
                    ErrorCode.ROUTE_DESTINATION_DUPLICATE,
                    "The specified DestinationCidrBlock " + wanted + " is that of " + other.routeEntryId() + ".");
        }
        if (!isCustom(other) && taken.contains(wanted)) {
            throw new Refusal(
                    ErrorCode.INVALID_CIDR_MALFORMED,
                    "The specified DestinationCidrBlock " + wanted + " is within " + taken + " of the vSwitch "
                            + other.nextHopId() + ".");
        }
    }

    /**
     * Removes an entry of the account's, and gives it back.
     *
     * @throws Refusal if there is none such, or it is the system's
     */
    RouteEntry remove(String routeEntryId) {
        RouteEntry entry = Optional.ofNullable(entries.get(routeEntryId))
                .orElseThrow(() -> notFound("The specified route entry " + routeEntryId + " does not exist."));
        if (!isCustom(entry)) {
            throw new Refusal(
                    ErrorCode.SYSTEM_ROUTE_ENTRY,
                    "The route entry " + routeEntryId + " is the system's and cannot be deleted.");
        }
        apply(new RouteEntryDeleted(routeTableId, routeEntryId));
        return entry;
    }

    /**
     * Id of the entry with a destination.
     *
     * @param nextHopId empty: any
     * @throws Refusal if there is none
     */
    String find(Cidr wanted, Optional<String> nextHopId) {
        return entries.values().stream()
                .filter(entry -> destination(entry).equals(wanted)
                        && nextHopId.map(entry.nextHopId()::equals).orElse(true))
                .map(RouteEntry::routeEntryId)
                .findFirst()
                .orElseThrow(() -> notFound("The route table " + routeTableId + " has no route entry for " + wanted
                        + nextHopId.map(id -> " by " + id).orElse("") + "."));
    }

    private static Refusal notFound(String message) {
        return new Refusal(ErrorCode.INVALID_ROUTE_ENTRY_NOT_FOUND, message);
    }

    /** @throws Refusal while the account has entries in it */
    void delete() {
        if (entries.values().stream().anyMatch(RouteTable::isCustom)) {
            throw new Refusal(
                    ErrorCode.VPC_DEPENDENCY_ROUTE_ENTRY, "The VPC " + vpcId + " still has custom route entries.");
        }
        apply(new RouteTableDeleted(routeTableId));
    }

    private static boolean isCustom(RouteEntry entry) {
        return entry.type() == RouteEntryType.Custom;
    }

    private static boolean leadsToHaVip(RouteEntry entry) {
        return entry.nextHopType() == NextHopType.HaVip;
    }

    private static Cidr destination(RouteEntry entry) {
        return Cidr.parse(entry.destinationCidrBlock());
    }

    @Override
    ResourceKind kind() {
        return ResourceKind.ROUTE_TABLE;
    }

    @Override
    String id() {
        return routeTableId;
    }

    String vpcId() {
        return vpcId;
    }

    @EventSourcingHandler
    void on(RouteTableCreated event) {
        routeTableId = event.routeTableId();
        belongsTo(event.accountId());
        vpcId = event.vpcId();
    }

    @EventSourcingHandler
    void on(RouteEntryCreated event) {
        entries.put(event.routeEntry().routeEntryId(), event.routeEntry());
    }

    @EventSourcingHandler
    void on(RouteEntryDeleted event) {
        entries.remove(event.routeEntryId());
    }

    @EventSourcingHandler
    void on(RouteTableDeleted event) {
        markDeleted();
    }
}
