package io.openhavip.gateway.wire;

import io.openhavip.gateway.keys.AccessKey;
import io.openhavip.gateway.keys.AccessKeys;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.keys.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests signed as clients sign them, and who verifies them. */
public final class Signed {

    public static final String KEY = "testid";
    public static final String SECRET = "testsecret";
    static final String TIME = "2026-11-26T12:00:00Z";

    private static final List<String> SIGNED_HEADERS = List.of(
            "host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version");

    private Signed() {}

    static Authentication authentication(String now) {
        AccessKeys keys =
                id -> Optional.of(new AccessKey(KEY, new Secret(SECRET), Caller.root("1000000000000001"), true))
                        .filter(key -> key.id().equals(id));
        return new Authentication(keys, Duration.ofMinutes(15), Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    /** Version 1: everything in the query. */
    public static String v1(String method, Map<String, String> parameters) {
        return v1(method, KEY, SECRET, parameters);
    }

    /** The same with another key. */
    public static String v1(String method, String key, String secret, Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.putAll(Map.of(
                "AccessKeyId", key,
                "SignatureMethod", "HMAC-SHA1",
                "SignatureVersion", "1.0"));
        all.putIfAbsent("Format", "JSON");
        all.putIfAbsent("Version", "2016-04-28");
        all.putIfAbsent("SignatureNonce", "nonce-1");
        all.putIfAbsent("Timestamp", TIME);
        String unsigned = query(all);
        RpcRequest request = RequestReader.read(method, "/", unsigned, Map.of(), new byte[0]);
        return unsigned + "&Signature="
                + UrlEncoding.encode(SignatureV1.sign(SignatureV1.stringToSign(request), secret));
    }

    /** Version 3: action and rest in headers. */
    static Map<String, String> v3(String action, Map<String, String> query, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        List<String> signed = new ArrayList<>(SIGNED_HEADERS);
        if (body.length > 0) {
            headers.put("content-type", "application/x-www-form-urlencoded");
            signed.addFirst("content-type");
        }
        headers.put("host", "127.0.0.1:8086");
        headers.put("x-acs-action", action);
        headers.put("x-acs-content-sha256", HexFormat.of().formatHex(Hmac.sha256(body)));
        headers.put("x-acs-date", TIME);
        headers.put("x-acs-signature-nonce", "nonce-1");
        headers.put("x-acs-version", "2016-04-28");
        SignatureV3 unsigned = new SignatureV3(KEY, signed, "");
        String text = unsigned.stringToSign(RequestReader.read("POST", "/", query(query), headers, body));
        headers.put(
                "authorization",
                "ACS3-HMAC-SHA256 Credential=%s,SignedHeaders=%s,Signature=%s"
                        .formatted(
                                KEY,
                                String.join(";", signed),
                                HexFormat.of().formatHex(Hmac.of("HmacSHA256", SECRET, text))));
        return headers;
    }

    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> UrlEncoding.encode(one.getKey()) + "=" + UrlEncoding.encode(one.getValue()))
                .reduce((one, other) -> one + "&" + other)
                .orElse("");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
