package io.openhavip.agent.capture;

import io.openhavip.agent.netlink.KeyEncoding;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An Ethernet frame with ARP for IPv4 (RFC 826), addresses as text.
 *
 * @param operation {@link #REQUEST} or {@link #REPLY}
 */
public record ArpFrame(
        String etherDestination,
        String etherSource,
        int operation,
        String senderMac,
        String senderAddress,
        String targetAddress) {

    public static final int REQUEST = 1;
    public static final int REPLY = 2;
    public static final String BROADCAST = "ff:ff:ff:ff:ff:ff";

    static final int BYTES = 42;
    private static final HexFormat MAC = HexFormat.ofDelimiter(":");
    private static final String UNKNOWN_MAC = "00:00:00:00:00:00";

    /** Reads a frame; empty if it is too short or no ARP for IPv4 over Ethernet. */
    public static Optional<ArpFrame> parse(byte[] frame) {
        if (frame.length < BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(frame);
        int operation = in.getShort(20);
        if (in.getShort(12) != 0x0806
                || in.getInt(14) != 0x00010800
                || in.getShort(18) != 0x0604
                || (operation != REQUEST && operation != REPLY)) {
            return Optional.empty();
        }
        return Optional.of(new ArpFrame(
                mac(frame, 0), mac(frame, 6), operation, mac(frame, 22), address(frame, 28), address(frame, 38)));
    }

    /** A probe: a broadcast request that gives no sender address, so that nobody's cache learns from it. */
    public static ArpFrame probe(String senderMac, String address) {
        return new ArpFrame(BROADCAST, senderMac, REQUEST, senderMac, "0.0.0.0", address);
    }

    /** The announcement that keepalived and arping -U send: a broadcast request for the sender's own address. */
    public static ArpFrame announcement(String mac, String address) {
        return new ArpFrame(BROADCAST, mac, REQUEST, mac, address, address);
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .put(MAC.parseHex(etherDestination))
                .put(MAC.parseHex(etherSource))
                .putShort((short) 0x0806)
                .putInt(0x00010800)
                .putShort((short) 0x0604)
                .putShort((short) operation)
                .put(MAC.parseHex(senderMac))
                .put(KeyEncoding.address(senderAddress))
                .put(MAC.parseHex(UNKNOWN_MAC))
                .put(KeyEncoding.address(targetAddress))
                .array();
    }

    private static String mac(byte[] frame, int offset) {
        return MAC.formatHex(frame, offset, offset + 6);
    }

    private static String address(byte[] frame, int offset) {
        return (frame[offset] & 0xff)
                + "."
                + (frame[offset + 1] & 0xff)
                + "."
                + (frame[offset + 2] & 0xff)
                + "."
                + (frame[offset + 3] & 0xff);
    }
}
