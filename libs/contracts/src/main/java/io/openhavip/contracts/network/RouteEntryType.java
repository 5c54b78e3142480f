package io.openhavip.contracts.network;

/** Where a route entry comes from, spelled as DescribeRouteEntryList spells it. */
public enum RouteEntryType {
    /** One for each vSwitch, kept by the system. */
    System,
    /** Made by the account. */
    Custom
}
