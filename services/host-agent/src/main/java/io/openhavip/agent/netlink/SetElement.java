package io.openhavip.agent.netlink;

import java.util.HexFormat;
import java.util.Optional;

/**
 * An element of an nftables set or map, as the kernel holds it.
 *
 * @param set name of the set or map
 * @param key key bytes in hexadecimal, each part of a concatenation padded to 4 bytes
 * @param keyEnd the highest key, part by part, for an element of an interval set whose keys are concatenations
 * @param data bytes that a map's key leads to, in hexadecimal; empty for a set
 */
public record SetElement(String set, String key, Optional<String> keyEnd, Optional<String> data) {

    static final HexFormat HEX = HexFormat.of();

    public static SetElement of(String set, byte[] key) {
        return new SetElement(set, HEX.formatHex(key), Optional.empty(), Optional.empty());
    }

    public static SetElement of(String set, byte[] key, byte[] data) {
        return new SetElement(set, HEX.formatHex(key), Optional.empty(), Optional.of(HEX.formatHex(data)));
    }

    /** All keys of which each part is between those of {@code first} and {@code last}. */
    public static SetElement ofRange(String set, byte[] first, byte[] last, byte[] data) {
        return new SetElement(
                set, HEX.formatHex(first), Optional.of(HEX.formatHex(last)), Optional.of(HEX.formatHex(data)));
    }

    byte[] keyBytes() {
        return HEX.parseHex(key);
    }

    Optional<byte[]> keyEndBytes() {
        return keyEnd.map(HEX::parseHex);
    }

    Optional<byte[]> dataBytes() {
        return data.map(HEX::parseHex);
    }
}
