package io.openhavip.standalone.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The query of a GET of api-gateway, signed by version 1 as clients sign it. */
record SignedQuery(String accessKeyId, String secret) {

    private static final String ALGORITHM = "HmacSHA1";

    /** A request of product Vpc with a nonce of its own. */
    String of(Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("AccessKeyId", accessKeyId);
        all.put("Format", "JSON");
        all.put("SignatureMethod", "HMAC-SHA1");
        all.put("SignatureNonce", UUID.randomUUID().toString());
        all.put("SignatureVersion", "1.0");
        all.put("Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("Version", "2016-04-28");
        String query = all.entrySet().stream()
                .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
                .collect(Collectors.joining("&"));
        return query + "&Signature=" + encode(sign("GET&%2F&" + encode(query)));
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
