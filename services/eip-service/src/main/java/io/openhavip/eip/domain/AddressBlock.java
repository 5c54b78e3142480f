package io.openhavip.eip.domain;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * A block of public IPv4 addresses that EIPs are made from. Immutable.
 *
 * @param first its first address, the network's, as a number
 * @param maskLength {@value #LEAST_MASK} to 32
 */
public record AddressBlock(long first, int maskLength) {

    /** A larger block would be a table of more than 65 534 rows. */
    static final int LEAST_MASK = 16;

    private static final int BITS = 32;
    private static final Pattern CIDR = Pattern.compile("([0-9.]{7,15})/([0-9]{1,2})");
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    /**
     * Reads {@code 203.0.113.0/24}.
     *
     * @throws IllegalArgumentException if it is not a block, or too large
     */
    public static AddressBlock of(String cidr) {
        Matcher parts = CIDR.matcher(cidr);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a block of addresses: " + cidr);
        }
        int maskLength = Integer.parseInt(parts.group(2));
        long first = parse(parts.group(1))
                .orElseThrow(() -> new IllegalArgumentException("not a block of addresses: " + cidr));
        if (maskLength < LEAST_MASK || maskLength > BITS) {
            throw new IllegalArgumentException("the mask of a block must be /" + LEAST_MASK + " to /32: " + cidr);
        }
        if (first % size(maskLength) != 0) {
            throw new IllegalArgumentException("a block must begin with its first address: " + cidr);
        }
        return new AddressBlock(first, maskLength);
    }

    /** An address in its one spelling, as a number; empty if the text is none. */
    public static OptionalLong parse(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 1; i <= parts.groupCount(); i++) {
            String part = parts.group(i);
            int octet = Integer.parseInt(part);
            if (octet > 255 || part.length() > 1 && part.startsWith("0")) {
                return OptionalLong.empty();
            }
            value = value << 8 | octet;
        }
        return OptionalLong.of(value);
    }

    /** The addresses that can be given; of a block of more than two, the network's own and the broadcast address can't. */
    public List<String> addresses() {
        long size = size(maskLength);
        int margin = size > 2 ? 1 : 0;
        return LongStream.range(first + margin, first + size - margin)
                .mapToObj(AddressBlock::text)
                .toList();
    }

    private static long size(int maskLength) {
        return 1L << (BITS - maskLength);
    }

    private static String text(long address) {
        return "%d.%d.%d.%d".formatted(address >> 24 & 0xff, address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff);
    }
}
