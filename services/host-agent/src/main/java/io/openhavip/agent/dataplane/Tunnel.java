package io.openhavip.agent.dataplane;

import java.util.Map;

/**
 * A vSwitch's way to the same vSwitch on other hosts, as it must be: a VXLAN device that learns nothing and floods nothing.
 *
 * @param key VXLAN network identifier, of this vSwitch alone
 * @param localAddress where other hosts reach this one
 * @param remotes MAC of whatever is in the vSwitch on another host → that host's tunnel address
 */
public record Tunnel(String device, String macAddress, int key, String localAddress, Map<String, String> remotes) {

    static final int PORT = 4789;

    public Tunnel {
        remotes = Map.copyOf(remotes);
    }

    /** What ip(8) makes the device with; a device with other settings is not it. */
    String settings() {
        return settings(key, localAddress, PORT, false);
    }

    static String settings(int key, String localAddress, int port, boolean learning) {
        return "id " + key + " local " + localAddress + " dstport " + port + (learning ? " learning" : " nolearning");
    }
}
