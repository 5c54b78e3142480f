package io.openhavip.agent.router;

import io.openhavip.agent.router.VpcRouter.Route;
import java.util.Map;
import java.util.Set;

/**
 * What the kernel has now of one router's namespace. Immutable.
 *
 * @param mark the alias of {@code lo}; empty: none
 * @param devices by name, {@code lo} left out
 * @param routes of IPv4, without those that the kernel keeps itself
 * @param rules as {@link RouterDiff#RULES} writes them, without the kernel's own
 */
record RouterKernel(String mark, Map<String, Device> devices, Set<Route> routes, Map<Integer, String> rules) {

    RouterKernel {
        devices = Map.copyOf(devices);
        routes = Set.copyOf(routes);
        rules = Map.copyOf(rules);
    }

    /**
     * A device.
     *
     * @param linkIndex index of a veth's other end or a macvlan's parent, in its namespace; 0: none
     * @param mode of a macvlan
     * @param addresses with their prefix, {@code 192.168.0.253/24}
     */
    record Device(
            String name,
            String kind,
            int index,
            int linkIndex,
            String mode,
            String macAddress,
            String alias,
            boolean up,
            Set<String> addresses) {

        Device {
            addresses = Set.copyOf(addresses);
        }
    }
}
