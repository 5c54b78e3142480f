package io.openhavip.agent.dataplane;

/**
 * Names of the devices that the agent works with, each within Linux's 15 characters. An instance's port is
 * {@code hv} + the last 12 characters of its network interface id: whoever runs the instance makes a device of that name.
 */
public final class DeviceNames {

    private static final int ID_CHARACTERS = 12;
    private static final String TUNNEL = "hvx";

    private DeviceNames() {}

    /** The port of a network interface. */
    public static String port(String networkInterfaceId) {
        return "hv" + tail(networkInterfaceId);
    }

    /** The bridge of a vSwitch. */
    public static String bridge(String vSwitchId) {
        return "hvb" + tail(vSwitchId);
    }

    /** The bridge port that keeps the kernel from answering an instance's own announcement. */
    public static String suppressor(String vSwitchId) {
        return "hvs" + tail(vSwitchId);
    }

    /** The loose end of {@link #suppressor}. */
    public static String suppressorPeer(String vSwitchId) {
        return "hvt" + tail(vSwitchId);
    }

    /** The port of a vSwitch's bridge that leads to its VPC's router. */
    public static String routerPort(String vSwitchId) {
        return "hvg" + tail(vSwitchId);
    }

    /** The router's end of {@link #routerPort}, in the router's namespace. */
    public static String routerInside(String vSwitchId) {
        return "hvi" + tail(vSwitchId);
    }

    /** The port of a vSwitch's bridge that leads to the same vSwitch on other hosts. */
    public static String tunnel(String vSwitchId) {
        return TUNNEL + tail(vSwitchId);
    }

    static boolean looksLikeTunnel(String device) {
        return device.startsWith(TUNNEL);
    }

    /** Whether a device is named as a port is. */
    public static boolean looksLikePort(String device) {
        return device.startsWith("hv") && device.length() == 2 + ID_CHARACTERS;
    }

    private static String tail(String id) {
        return id.substring(Math.max(0, id.length() - ID_CHARACTERS));
    }
}
