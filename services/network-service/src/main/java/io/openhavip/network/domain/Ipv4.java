package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import java.util.OptionalInt;

/** IPv4 addresses as unsigned 32-bit numbers. */
final class Ipv4 {

    private Ipv4() {}

    /** The number of a dotted address without leading zeros; empty if it is none. */
    static OptionalInt parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return OptionalInt.empty();
        }
        int value = 0;
        for (String part : parts) {
            if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
                return OptionalInt.empty();
            }
            value = value << 8 | Integer.parseInt(part);
        }
        return OptionalInt.of(value);
    }

    /** @throws Refusal {@code InvalidIPAddress.Malformed} */
    static int parseOrRefuse(String text) {
        return parse(text)
                .orElseThrow(() -> new Refusal(
                        ErrorCode.INVALID_IP_MALFORMED,
                        "The specified IpAddress \"" + text + "\" is not an IPv4 address."));
    }

    static String format(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    /**
     * The address so many places on.
     *
     * @throws Refusal {@code InvalidIPAddress.Malformed}
     */
    static String plus(String address, int places) {
        return format(parseOrRefuse(address) + places);
    }
}
