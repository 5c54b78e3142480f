package io.openhavip.agent.dataplane;

import java.util.Map;
import java.util.Set;

/**
 * The devices, forwarding entries and neighbours that the kernel has now. Immutable.
 *
 * @param devices by name
 */
record KernelState(Map<String, Device> devices, Set<ForwardingEntry> forwarding, Set<Neighbour> neighbours) {

    KernelState {
        devices = Map.copyOf(devices);
        forwarding = Set.copyOf(forwarding);
        neighbours = Set.copyOf(neighbours);
    }

    /**
     * A device.
     *
     * @param kind {@code bridge}, {@code veth}, …; empty for a physical one
     * @param master the bridge it is in; empty: none
     * @param up whether it is set up
     */
    record Device(
            String name, String kind, String macAddress, String alias, String master, boolean up, PortFlags flags) {}

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

    /** A permanent neighbour entry. */
    record Neighbour(String bridge, String address, String macAddress) {}
}
