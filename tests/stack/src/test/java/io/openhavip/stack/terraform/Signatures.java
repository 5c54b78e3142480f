package io.openhavip.stack.terraform;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Both signatures of the protocol as the provider's libraries make them, written apart from the gateway's own. */
final class Signatures {

    private Signatures() {}

    /** @param parameters of address and form, decoded, without the signature */
    static String version1(String secret, String method, Map<String, String> parameters) {
        String canonical = new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(entry -> percent(entry.getKey()) + "=" + percent(entry.getValue()))
                        .collect(Collectors.joining("&"));
        String toSign = method + "&" + percent("/") + "&" + percent(canonical);
        return Base64.getEncoder().encodeToString(hmac("HmacSHA1", secret + "&", toSign));
    }

    /** The header {@code Authorization} of a POST to / without a query; all the headers given are signed. */
    static String version3(String accessKeyId, String secret, SortedMap<String, String> headers, String bodyHash) {
        String names = String.join(";", headers.keySet());
        String lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
        String canonical = String.join("\n", "POST", "/", "", lines, names, bodyHash);
        byte[] signature = hmac("HmacSHA256", secret, "ACS3-HMAC-SHA256\n" + sha256(canonical));
        return "ACS3-HMAC-SHA256 Credential=" + accessKeyId + ",SignedHeaders=" + names + ",Signature="
                + HexFormat.of().formatHex(signature);
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(String algorithm, String key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
