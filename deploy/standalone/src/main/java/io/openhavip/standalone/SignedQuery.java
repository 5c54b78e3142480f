package io.openhavip.standalone;

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

/**
 * The query of a GET of api-gateway, signed by version 1 as clients sign it.
 *
 * @param version of the product that is called
 */
public record SignedQuery(String version, String accessKeyId, String secret) {

    /** Product Vpc. */
    public static final String VPC = "2016-04-28";

    /** Product Ecs. */
    public static final String ECS = "2014-05-26";

    private static final String ALGORITHM = "HmacSHA1";

    /** A request with a nonce of its own. */
    public String of(Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("AccessKeyId", accessKeyId);
        all.put("Format", "JSON");
        all.put("SignatureMethod", "HMAC-SHA1");
        all.put("SignatureNonce", UUID.randomUUID().toString());
        all.put("SignatureVersion", "1.0");
        all.put("Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("Version", version);
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
