package io.openhavip.agent.netlink;

import java.util.HexFormat;
import java.util.Optional;

/**
 * An element of an nftables set or map, as the kernel holds it.
 *
 * @param set name of the set or map
 * @param key key bytes in hexadecimal, each part of a concatenation padded to 4 bytes
 * @param data bytes that a map's key leads to, in hexadecimal; empty for a set
 */
public record SetElement(String set, String key, Optional<String> data) {

    static final HexFormat HEX = HexFormat.of();

    public static SetElement of(String set, byte[] key) {
        return new SetElement(set, HEX.formatHex(key), Optional.empty());
    }

    public static SetElement of(String set, byte[] key, byte[] data) {
        return new SetElement(set, HEX.formatHex(key), Optional.of(HEX.formatHex(data)));
    }

    byte[] keyBytes() {
        return HEX.parseHex(key);
    }

    Optional<byte[]> dataBytes() {
        return data.map(HEX::parseHex);
    }
}
