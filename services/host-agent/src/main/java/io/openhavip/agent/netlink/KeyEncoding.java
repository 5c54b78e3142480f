package io.openhavip.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * How nftables data types stand in a set's key or data: each part padded to 4 bytes, marks in the machine's byte order except in
 * ranges.
 */
public final class KeyEncoding {

    private static final int DEVICE_NAME_BYTES = 16;
    private static final HexFormat MAC = HexFormat.ofDelimiter(":");

    private KeyEncoding() {}

    /** {@code ifname}: 16 bytes, zero-filled. */
    public static byte[] device(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length >= DEVICE_NAME_BYTES) {
            throw new IllegalArgumentException("device name of " + bytes.length + " characters: " + name);
        }
        return Arrays.copyOf(bytes, DEVICE_NAME_BYTES);
    }

    /** The name that {@link #device} wrote. */
    public static String deviceName(byte[] device) {
        int end = 0;
        while (end < device.length && device[end] != 0) {
            end++;
        }
        return new String(device, 0, end, StandardCharsets.US_ASCII);
    }

    /**
     * {@code ether_addr} alone or as a map's data: 6 bytes.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static byte[] mac(String mac) {
        byte[] bytes = MAC.parseHex(mac);
        if (bytes.length != 6) {
            throw new IllegalArgumentException("not a MAC address: " + mac);
        }
        return bytes;
    }

    /**
     * {@code ipv4_addr}: 4 bytes, network order.
     *
     * @throws IllegalArgumentException if it is not written as the kernel's tools write one: two texts are never one address
     */
    public static byte[] address(String address) {
        String[] parts = address.split("\\.", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not an IPv4 address: " + address);
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            int part = Integer.parseInt(parts[i]);
            if (part < 0 || part > 255 || !parts[i].equals(Integer.toString(part))) {
                throw new IllegalArgumentException("not an IPv4 address: " + address);
            }
            bytes[i] = (byte) part;
        }
        return bytes;
    }

    /** Whether {@link #address} takes it. */
    public static boolean isAddress(String text) {
        return reads(() -> address(text));
    }

    /** Whether {@link #mac} takes it. */
    public static boolean isMac(String text) {
        return reads(() -> mac(text));
    }

    private static boolean reads(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** {@code mark}: 4 bytes, the machine's order. */
    public static byte[] mark(int mark) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(mark)
                .array();
    }

    /** {@code mark} in the key of an interval set: 4 bytes, network order, for ranges are ordered by their bytes. */
    public static byte[] markInRange(int mark) {
        return ByteBuffer.allocate(4).putInt(mark).array();
    }

    /** A concatenation. */
    public static byte[] concatenation(byte[]... parts) {
        ByteBuffer key = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> (part.length + 3) & ~3).sum());
        for (byte[] part : parts) {
            key.put(Arrays.copyOf(part, (part.length + 3) & ~3));
        }
        return key.array();
    }
}
