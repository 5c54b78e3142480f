package io.openhavip.agent.dataplane;

/**
 * The address by which a router finds another host's: link-local, for no vSwitch can have it, and its last two parts are those of the
 * tunnel address, in which hosts of one underlay must differ.
 */
public final class NextHopAddress {

    private NextHopAddress() {}

    public static String of(String tunnelAddress) {
        String[] parts = tunnelAddress.split("\\.");
        return "169.254." + parts[2] + "." + parts[3];
    }
}
