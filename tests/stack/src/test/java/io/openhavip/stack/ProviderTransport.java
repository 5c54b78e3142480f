package io.openhavip.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Requests as Terraform's provider of Alibaba Cloud sends them (RpcPost over tea-rpc): POST, the protocol's own parameters and the
 * query in the address, the request in the form, both signed by version 1. A call that is refused with one of its retryable codes is
 * made again after 3 s, 8 s and so on, for 5 minutes; the code is compared as the provider compares it. Thread-safe.
 */
final class ProviderTransport {

    private static final String ALGORITHM = "HmacSHA1";
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(3);
    private static final Duration LONGER_EACH_TIME = Duration.ofSeconds(5);
    private static final Set<String> ALWAYS_RETRIED =
            Set.of("Throttling", "ServiceUnavailable", "Rejected.Throttling", "Throttling.User");
    private static final int FIRST_ERROR = 400;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI endpoint;
    private final HttpClient http;
    private final String accessKeyId;
    private final String secret;

    ProviderTransport(URI endpoint, HttpClient http, String accessKeyId, String secret) {
        this.endpoint = endpoint;
        this.http = http;
        this.accessKeyId = accessKeyId;
        this.secret = secret;
    }

    /** A product of the API. */
    enum Product {
        VPC("2016-04-28"),
        ECS("2014-05-26");

        private final String version;

        Product(String version) {
            this.version = version;
        }
    }

    /** What the API said instead of doing it. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final transient JsonNode body;

        private Refused(String action, int status, JsonNode body) {
            super(action + ": " + status + " " + body);
            this.status = status;
            this.body = body;
        }

        String code() {
            return body.path("Code").asText();
        }

        /** As the provider compares: equal, or what it expects begins with the code, or stands anywhere in the answer. */
        boolean is(String expected) {
            return expected.startsWith(code()) || body.toString().contains(expected);
        }

        boolean isNotFound() {
            return status == 404;
        }

        private boolean isRetryable(Set<String> codes) {
            return status >= 500
                    || ALWAYS_RETRIED.stream().anyMatch(this::is)
                    || codes.stream().anyMatch(this::is);
        }
    }

    /** A call that no code makes it try again. */
    JsonNode call(Product product, String action, Map<String, String> query, Map<String, String> form) {
        return call(product, action, query, form, Set.of());
    }

    /** @throws Refused if it is refused with another code, or for longer than the provider has patience */
    JsonNode call(
            Product product,
            String action,
            Map<String, String> query,
            Map<String, String> form,
            Set<String> retryableCodes) {
        Instant deadline = Instant.now().plus(LIMIT);
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return send(product, action, query, form);
            } catch (Refused refused) {
                if (!refused.isRetryable(retryableCodes)
                        || Instant.now().plus(pause).isAfter(deadline)) {
                    throw refused;
                }
                LockSupport.parkNanos(pause.toNanos());
                pause = pause.plus(LONGER_EACH_TIME);
            }
        }
    }

    private JsonNode send(Product product, String action, Map<String, String> query, Map<String, String> form) {
        Map<String, String> address = new HashMap<>(query);
        address.put("Action", action);
        address.put("Format", "json");
        address.put("Version", product.version);
        address.put("Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        address.put("SignatureNonce", UUID.randomUUID().toString());
        address.put("SignatureMethod", ALGORITHM.replace("Hmac", "HMAC-"));
        address.put("SignatureVersion", "1.0");
        address.put("AccessKeyId", accessKeyId);
        Map<String, String> signed = new HashMap<>(address);
        signed.putAll(form);
        address.put("Signature", sign("POST&%2F&" + encode(encoded(signed))));
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "?" + encoded(address)))
                .timeout(Duration.ofMinutes(1))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("User-Agent", "Terraform/1.11.4 Provider/1.289.0")
                .POST(BodyPublishers.ofString(encoded(form)))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            JsonNode body = MAPPER.readTree(answer.body());
            if (answer.statusCode() >= FIRST_ERROR) {
                throw new Refused(action, answer.statusCode(), body);
            }
            return body;
        } catch (IOException e) {
            throw new IllegalStateException(action + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String encoded(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
