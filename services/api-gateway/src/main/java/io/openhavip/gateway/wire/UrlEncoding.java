package io.openhavip.gateway.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
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
        StringBuilder encoded = new StringBuilder(text.length() + text.length() / 2);
        encodeTo(encoded, text);
        return encoded.toString();
    }

    private static void encodeTo(StringBuilder encoded, String text) {
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(each)) {
                encoded.append((char) each);
            } else {
                encoded.append('%');
                HEX.toHexDigits(encoded, each);
            }
        }
    }

    /** Parameters as both signatures have them: sorted by name, encoded, joined by {@code =} and {@code &}. */
    static String canonical(List<Pair> parameters) {
        StringBuilder canonical = new StringBuilder();
        for (Pair pair :
                parameters.stream().sorted(Comparator.comparing(Pair::name)).toList()) {
            if (!canonical.isEmpty()) {
                canonical.append('&');
            }
            encodeTo(canonical, pair.name());
            canonical.append('=');
            encodeTo(canonical, pair.value());
        }
        return canonical.toString();
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
