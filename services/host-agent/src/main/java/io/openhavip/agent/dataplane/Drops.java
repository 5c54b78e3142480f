package io.openhavip.agent.dataplane;

/**
 * Packets from a port that the kernel dropped.
 *
 * @param multicast multicast and broadcast, {@code vrrp} among them: HAVIPs carry unicast only
 * @param vrrp VRRP advertisements to 224.0.0.18: a keepalived without {@code unicast_peer}
 * @param spoofed IP and ARP with a source that is not the port's
 * @param toHost sent to the host itself, which has no address in a vSwitch
 */
public record Drops(long multicast, long vrrp, long spoofed, long toHost) {

    public static final Drops NONE = new Drops(0, 0, 0, 0);

    Drops plus(Drops other) {
        return new Drops(
                multicast + other.multicast, vrrp + other.vrrp, spoofed + other.spoofed, toHost + other.toHost);
    }

    /** What came since; a counter that is lower than before began anew. */
    Drops since(Drops before) {
        return new Drops(
                since(multicast, before.multicast),
                since(vrrp, before.vrrp),
                since(spoofed, before.spoofed),
                since(toHost, before.toHost));
    }

    private static long since(long now, long before) {
        return now < before ? now : now - before;
    }
}
