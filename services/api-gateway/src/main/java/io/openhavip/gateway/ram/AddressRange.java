package io.openhavip.gateway.ram;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * An address or a block of addresses, IPv4 or IPv6, of a condition on {@code acs:SourceIp}.
 *
 * @param bits how many of the first bits must agree
 */
record AddressRange(byte[] address, int bits) {

    private static final String OCTET = "(0|[1-9][0-9]{0,2})";

    /** All four octets: Java takes 10 for 0.0.0.10, and others take a leading zero for octal. */
    private static final Pattern LITERAL =
            Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final Pattern BITS = Pattern.compile("0|[1-9][0-9]{0,2}");

    /** @throws MalformedPolicy if it is neither */
    static AddressRange of(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        if (!LITERAL.matcher(host).matches()) {
            throw new MalformedPolicy("\"" + text
                    + "\" is no address: an IPv4 address has four numbers with dots, an IPv6 address colons");
        }
        try {
            // A literal is not looked up.
            byte[] address = InetAddress.getByName(host).getAddress();
            int all = address.length * Byte.SIZE;
            String bits = slash < 0 ? String.valueOf(all) : text.substring(slash + 1);
            if (!BITS.matcher(bits).matches() || Integer.parseInt(bits) > all) {
                throw new MalformedPolicy("\"" + text + "\" is no block of addresses");
            }
            return new AddressRange(address, Integer.parseInt(bits));
        } catch (UnknownHostException e) {
            throw new MalformedPolicy("\"" + text + "\" is no address");
        }
    }

    boolean contains(InetAddress other) {
        byte[] bytes = other.getAddress();
        if (bytes.length != address.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        return Arrays.equals(address, 0, whole, bytes, 0, whole)
                && (rest == 0 || ((address[whole] ^ bytes[whole]) & (0xff << (Byte.SIZE - rest)) & 0xff) == 0);
    }
}
