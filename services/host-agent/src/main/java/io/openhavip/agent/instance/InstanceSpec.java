package io.openhavip.agent.instance;

import java.util.List;

/**
 * An instance as it must be when it runs. Immutable.
 *
 * @param run how many times it was started, as the control plane counts
 * @param userData what is to run at its first boot
 * @param ports its network interfaces, the primary one first
 */
public record InstanceSpec(String instanceId, String hostName, int run, UserData userData, List<Port> ports) {

    public InstanceSpec {
        ports = List.copyOf(ports);
    }

    /**
     * A network interface of it.
     *
     * @param device the name of its outer end, in the data plane's namespace
     * @param prefix the length of its vSwitch's prefix
     * @param gateway the router of its vSwitch
     */
    public record Port(String device, String macAddress, String address, int prefix, String gateway) {}
}
