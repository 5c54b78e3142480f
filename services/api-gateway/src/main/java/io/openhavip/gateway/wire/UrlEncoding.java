package io.openhavip.gateway.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The two encodings of the protocol: what clients send, however they encode it, and the one form that they sign. */
public final class UrlEncoding {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** A parameter as it was sent, decoded. */
    public record Pair(String name, String value) {}

    private UrlEncoding() {}

    /** Percent-encoding of RFC 3986 with only its unreserved characters left as they are. */
    public static String encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length + bytes.length / 2);
        for (byte each : bytes) {
            if (isUnreserved(each)) {
                encoded.append((char) each);
            } else {
                encoded.append('%');
                HEX.toHexDigits(encoded, each);
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(byte each) {
        return each >= 'a' && each <= 'z'
                || each >= 'A' && each <= 'Z'
                || each >= '0' && each <= '9'
                || each == '-'
                || each == '_'
                || each == '.'
                || each == '~';
    }

    /**
     * Reads a query or a form; {@code +} is a space.
     *
     * @throws ApiError {@code InvalidParameter} if a percent sign is not followed by two hexadecimal digits
     */
    public static List<Pair> decode(String raw) {
        List<Pair> pairs = new ArrayList<>();
        for (String part : raw.split("&")) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                pairs.add(
                        equals < 0
                                ? new Pair(decodeOne(part), "")
                                : new Pair(
                                        decodeOne(part.substring(0, equals)), decodeOne(part.substring(equals + 1))));
            }
        }
        return pairs;
    }

    private static String decodeOne(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiError.invalid("A parameter is not URL-encoded.");
        }
    }
}
