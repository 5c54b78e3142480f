package io.openhavip.agent.router;

import io.openhavip.agent.facts.AddressBlock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The router of a VPC on this host, as it must be. Ownership is not in it: a HAVIP that moves leaves it as it is. Immutable.
 *
 * @param namespace name of the network namespace that it is
 * @param ports by device name inside the namespace
 * @param external empty: no way out
 * @param detours private address → the way to the host that translates it
 */
public record VpcRouter(
        String vpcId,
        String namespace,
        Map<String, RouterPort> ports,
        Set<Route> routes,
        Optional<ExternalPort> external,
        Map<String, Detour> detours) {

    /** Name of the external port inside the namespace. */
    static final String OUTSIDE = "outside";

    public VpcRouter {
        ports = Map.copyOf(ports);
        routes = Set.copyOf(routes);
        detours = Map.copyOf(detours);
    }

    /**
     * The router's leg in a vSwitch.
     *
     * @param outer the port of the vSwitch's bridge
     * @param inner the other end, in the router's namespace
     * @param address the vSwitch's gateway address
     */
    public record RouterPort(
            String vSwitchId, String outer, String inner, String macAddress, String address, AddressBlock block) {}

    /**
     * A route, as it stands in the kernel.
     *
     * @param table {@link #MAIN}, or {@link #OUT} for what has an EIP
     * @param via empty: on the link
     */
    record Route(String table, AddressBlock destination, String via, String device, boolean onLink) {

        static final String MAIN = "main";
        static final String OUT = "100";
    }

    /**
     * The leg outside.
     *
     * @param parent the external device, in the agent's namespace
     * @param translations EIP → private address
     */
    public record ExternalPort(String parent, String macAddress, Map<String, String> translations) {

        public ExternalPort {
            translations = Map.copyOf(translations);
        }
    }
}
