package io.openhavip.agent.dataplane;

import io.openhavip.agent.netlink.KeyEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** The locally administered MAC addresses that the agent gives: they follow from what they stand for, so every host has the same. */
public final class VirtualMac {

    private static final HexFormat MAC = HexFormat.ofDelimiter(":");

    private static final String TUNNEL = "02:a5:";

    private VirtualMac() {}

    /** A HAVIP's, whoever owns it: {@code 02:a1:} + the address. Neighbours' caches never change at a switch. */
    public static String ofHaVip(String address) {
        return "02:a1:" + MAC.formatHex(KeyEncoding.address(address));
    }

    /** A vSwitch's bridge: fixed, because a bridge that changes its MAC forgets its neighbour entries. */
    public static String ofBridge(String vSwitchId) {
        return "02:a0:" + hashed(vSwitchId);
    }

    /**
     * The router's of a host, in every vSwitch: hosts have different ones, and each host's instances use its own.
     *
     * @param host the host's tunnel address, or its id
     */
    public static String ofRouter(String host) {
        boolean isAddress = KeyEncoding.isAddress(host);
        return "02:a2:" + (isAddress ? MAC.formatHex(KeyEncoding.address(host)) : hashed(host));
    }

    /** The bridge's end of the link to a router. Nothing is ever sent to it. */
    public static String ofRouterPort(String vSwitchId) {
        return "02:a3:" + hashed(vSwitchId);
    }

    /** A router's on the external link, where other hosts' may be too. */
    public static String ofExternalPort(String hostId, String router) {
        return "02:a4:" + hashed(hostId + "/" + router);
    }

    /** A tunnel device's own: what marks it as the agent's. Nothing is ever sent to it. */
    static String ofTunnel(String vSwitchId) {
        return TUNNEL + hashed(vSwitchId);
    }

    static boolean isOfTunnel(String mac) {
        return mac.startsWith(TUNNEL);
    }

    private static String hashed(String text) {
        return MAC.formatHex(ByteBuffer.allocate(4).putInt(hash(text)).array());
    }

    static int hash(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
