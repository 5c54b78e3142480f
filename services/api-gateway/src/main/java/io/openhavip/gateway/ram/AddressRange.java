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

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** @throws MalformedPolicy if it is neither */
    static AddressRange of(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        if (!LITERAL.matcher(host).matches()) {
            throw new MalformedPolicy("\"" + text + "\" is no address");
        }
        try {
            // A literal is not looked up.
            byte[] address = InetAddress.getByName(host).getAddress();
            int all = address.length * Byte.SIZE;
            int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > all) {
                throw new MalformedPolicy("\"" + text + "\" is no block of addresses");
            }
            return new AddressRange(address, bits);
        } catch (UnknownHostException | NumberFormatException e) {
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
