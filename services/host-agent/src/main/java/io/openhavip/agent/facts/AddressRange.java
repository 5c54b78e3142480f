package io.openhavip.agent.facts;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** IPv4 addresses from {@code first} to {@code last}, both in it, as unsigned numbers. Immutable. */
public record AddressRange(long first, long last) {

    public static AddressRange of(AddressBlock block) {
        return new AddressRange(block.first(), block.last());
    }

    /** What of {@code ranges} is in none of {@code blocks}: apart from each other if the ranges are. */
    public static List<AddressRange> without(List<AddressRange> ranges, List<AddressBlock> blocks) {
        List<AddressRange> rest = ranges;
        for (AddressBlock block : blocks) {
            AddressRange taken = of(block);
            rest = rest.stream().flatMap(range -> range.without(taken).stream()).toList();
        }
        return rest;
    }

    private List<AddressRange> without(AddressRange other) {
        if (other.last < first || other.first > last) {
            return List.of(this);
        }
        List<AddressRange> rest = new ArrayList<>();
        if (other.first > first) {
            rest.add(new AddressRange(first, other.first - 1));
        }
        if (other.last < last) {
            rest.add(new AddressRange(other.last + 1, last));
        }
        return rest;
    }

    /** The lowest address as it stands in a packet. */
    public byte[] firstBytes() {
        return bytes(first);
    }

    /** The highest address as it stands in a packet. */
    public byte[] lastBytes() {
        return bytes(last);
    }

    private static byte[] bytes(long address) {
        return ByteBuffer.allocate(4).putInt((int) address).array();
    }
}
