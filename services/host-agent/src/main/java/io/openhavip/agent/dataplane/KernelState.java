package io.openhavip.agent.dataplane;

import java.util.Map;
import java.util.Set;

/**
 * The devices, forwarding entries and neighbours that the kernel has now. Immutable.
 *
 * @param devices by name
 */
record KernelState(
        Map<String, Device> devices,
        Set<ForwardingEntry> forwarding,
        Set<TunnelEntry> tunnelEntries,
        Set<Neighbour> neighbours) {

    KernelState {
        devices = Map.copyOf(devices);
        forwarding = Set.copyOf(forwarding);
        tunnelEntries = Set.copyOf(tunnelEntries);
        neighbours = Set.copyOf(neighbours);
    }

    /**
     * A device.
     *
     * @param kind {@code bridge}, {@code veth}, …; empty for a physical one
     * @param master the bridge it is in; empty: none
     * @param up whether it is set up
     * @param settings of a VXLAN device, as {@link Tunnel#settings}, or of a bridge, as {@link Bridge#SETTINGS}; empty for others
     */
    record Device(
            String name,
            String kind,
            String macAddress,
            String alias,
            String master,
            boolean up,
            PortFlags flags,
            String settings) {

        Device(String name, String kind, String macAddress, String alias, String master, boolean up, PortFlags flags) {
            this(name, kind, macAddress, alias, master, up, flags, kind.equals("bridge") ? Bridge.SETTINGS : "");
        }
    }

    /** How a bridge treats one of its ports. */
    record PortFlags(
            boolean learning,
            boolean flood,
            boolean multicastFlood,
            boolean broadcastFlood,
            boolean proxyArp,
            boolean neighSuppress) {

        /** An instance's port: nothing is learnt or flooded, the kernel answers ARP. */
        static final PortFlags INSTANCE = new PortFlags(false, false, false, false, true, false);

        /** The port that carries neigh_suppress, without which the kernel answers an instance's own announcement. */
        static final PortFlags SUPPRESSOR = new PortFlags(false, false, false, false, false, true);

        /** The port that leads to other hosts: nothing is learnt or flooded, no ARP leaves by it. */
        static final PortFlags TUNNEL = SUPPRESSOR;

        String arguments() {
            return "learning " + onOff(learning) + " flood " + onOff(flood) + " mcast_flood " + onOff(multicastFlood)
                    + " bcast_flood " + onOff(broadcastFlood) + " proxy_arp " + onOff(proxyArp) + " neigh_suppress "
                    + onOff(neighSuppress);
        }

        private static String onOff(boolean value) {
            return value ? "on" : "off";
        }
    }

    /** An entry that someone made in a bridge's forwarding table; {@code device} equals {@code bridge} for one of its own. */
    record ForwardingEntry(String bridge, String device, String macAddress) {}

    /** An entry of a tunnel device: which host has a MAC address. */
    record TunnelEntry(String device, String macAddress, String remoteAddress) {}

    /** A permanent neighbour entry. */
    record Neighbour(String bridge, String address, String macAddress) {}
}
