package io.openhavip.agent.dataplane;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A vSwitch's bridge on this host, as it must be.
 *
 * @param mark what nftables tells vSwitches apart by; not 0
 * @param neighbours address → MAC that ARP is answered with
 * @param gateway empty while the vSwitch's block is not known
 * @param tunnel empty: the vSwitch does not span hosts
 */
public record Bridge(
        String vSwitchId,
        String name,
        String macAddress,
        int mark,
        Map<String, String> neighbours,
        Optional<Gateway> gateway,
        Optional<Tunnel> tunnel) {

    /**
     * Has the bridge forward what is sent to LLDP's group, which it would otherwise hand to the host unseen by nftables; the port's rules
     * then drop it.
     */
    static final String SETTINGS = settings("0x4000");

    private static final String ALIAS_PREFIX = "openhavip:";

    public Bridge {
        neighbours = Map.copyOf(neighbours);
    }

    /** What marks the device as the agent's own. */
    public String alias() {
        return ALIAS_PREFIX + vSwitchId;
    }

    static String settings(String groupForwardMask) {
        return "group_fwd_mask " + groupForwardMask;
    }

    static boolean isOwnAlias(String alias) {
        return alias.startsWith(ALIAS_PREFIX);
    }

    static String vSwitchIdOf(String alias) {
        return alias.substring(ALIAS_PREFIX.length());
    }

    /** Names of all devices that the vSwitch may have beside its ports. */
    Stream<String> devices() {
        return Stream.of(
                name, suppressor(), suppressorPeer(), DeviceNames.routerPort(vSwitchId), DeviceNames.tunnel(vSwitchId));
    }

    String suppressor() {
        return DeviceNames.suppressor(vSwitchId);
    }

    String suppressorPeer() {
        return DeviceNames.suppressorPeer(vSwitchId);
    }
}
