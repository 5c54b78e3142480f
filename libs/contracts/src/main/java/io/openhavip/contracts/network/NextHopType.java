package io.openhavip.contracts.network;

/** Kinds of next hops of a route entry, spelled as CreateRouteEntry spells them. */
public enum NextHopType {
    /** The vSwitch of the destination itself; of system entries only. */
    local,
    Instance,
    HaVip,
    NetworkInterface
}
