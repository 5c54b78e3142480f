package io.openhavip.stack.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.messaging.JsonMessages;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * Sends requests as Terraform's alicloud provider sends them, in each of its three ways. Those are tea-rpc for most, Alibaba's Go SDK for
 * route entries and rules of security groups, and signature version 3 with a form for the newer products. Thread-safe.
 */
public final class ProviderClient {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int FIRST_ERROR = 400;
    private static final String FORM = "application/x-www-form-urlencoded";

    /** Products, with the versions that the provider names. */
    public enum Product {
        VPC("2016-04-28"),
        ECS("2014-05-26"),
        STS("2015-04-01");

        private final String version;

        Product(String version) {
            this.version = version;
        }
    }

    private final String scheme;
    private final String endpoint;
    private final String region;
    private final String accessKeyId;
    private final String secret;
    private final HttpClient http;

    /**
     * @param protocol of the provider's configuration: {@code HTTP} or {@code HTTPS}
     * @param endpoint host and port, as in the provider's block {@code endpoints}; one for both schemes
     * @param trust that knows its certificate, as {@code SSL_CERT_FILE} tells the provider
     */
    public ProviderClient(
            String protocol, String endpoint, SSLContext trust, String region, String accessKeyId, String secret) {
        this.scheme = protocol.toLowerCase(Locale.ROOT) + "://";
        this.endpoint = endpoint;
        this.region = region;
        this.accessKeyId = accessKeyId;
        this.secret = secret;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .build();
    }

    String region() {
        return region;
    }

    /**
     * A call by tea-rpc: what the protocol needs and {@code query} in the address, {@code request} in the form, signed over both.
     *
     * @throws ApiFailure what is refused
     */
    public JsonNode rpc(Product product, String action, Map<String, String> query, Map<String, String> request) {
        Map<String, String> address = new LinkedHashMap<>(query);
        address.put("Format", "json");
        return send(scheme, action, signed(product, action, address, request), request);
    }

    /** The same with nothing but the protocol's own in the address. */
    JsonNode rpc(Product product, String action, Map<String, String> request) {
        return rpc(product, action, Map.of(), request);
    }

    /**
     * A call by the Go SDK: parameters in the address, and an empty {@code SignatureType} that counts in the signature.
     *
     * @throws ApiFailure what is refused
     */
    JsonNode goSdk(Product product, String action, Map<String, String> query) {
        return goSdk(scheme, product, action, query);
    }

    /** The same where the provider's code says HTTPS, whatever the configuration says. */
    JsonNode goSdkByHttps(Product product, String action, Map<String, String> query) {
        return goSdk("https://", product, action, query);
    }

    private JsonNode goSdk(String by, Product product, String action, Map<String, String> query) {
        Map<String, String> address = new LinkedHashMap<>(query);
        address.put("Format", "JSON");
        address.put("RegionId", region);
        address.put("SignatureType", "");
        return send(by, action, signed(product, action, address, Map.of()), Map.of());
    }

    /**
     * A call with signature version 3 and the parameters in the form.
     *
     * @throws ApiFailure what is refused
     */
    public JsonNode form(Product product, String action, Map<String, String> request) {
        String body = encoded(request);
        String hash = Signatures.sha256(body);
        TreeMap<String, String> headers = new TreeMap<>(Map.of(
                "host", endpoint,
                "content-type", FORM,
                "x-acs-action", action,
                "x-acs-version", product.version,
                "x-acs-date", now(),
                "x-acs-signature-nonce", UUID.randomUUID().toString(),
                "x-acs-content-sha256", hash));
        String authorization = Signatures.version3(accessKeyId, secret, headers, hash);
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(scheme + endpoint + "/"))
                .header("Authorization", authorization)
                .header("Accept", "application/json");
        headers.forEach((name, value) -> {
            if (!name.equals("host")) {
                builder.header(name, value);
            }
        });
        return exchange(action, builder.POST(BodyPublishers.ofString(body)));
    }

    private Map<String, String> signed(
            Product product, String action, Map<String, String> query, Map<String, String> request) {
        Map<String, String> address = new LinkedHashMap<>(query);
        address.put("Action", action);
        address.put("Version", product.version);
        address.put("Timestamp", now());
        address.put("SignatureNonce", UUID.randomUUID().toString());
        address.put("SignatureMethod", "HMAC-SHA1");
        address.put("SignatureVersion", "1.0");
        address.put("AccessKeyId", accessKeyId);
        Map<String, String> all = new HashMap<>(request);
        all.putAll(address);
        address.put("Signature", Signatures.version1(secret, "POST", all));
        return address;
    }

    private JsonNode send(String by, String action, Map<String, String> address, Map<String, String> form) {
        return exchange(
                action,
                HttpRequest.newBuilder(URI.create(by + endpoint + "/?" + encoded(address)))
                        .header("Content-Type", FORM)
                        .POST(BodyPublishers.ofString(encoded(form))));
    }

    private JsonNode exchange(String action, HttpRequest.Builder builder) {
        try {
            HttpResponse<String> response = http.send(
                    builder.timeout(LIMIT)
                            .header(
                                    "User-Agent",
                                    "HashiCorp-Terraform/1.11 terraform-provider-alicloud/1.289.0 (replay)")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode body = JsonMessages.MAPPER.readTree(response.body());
            if (response.statusCode() >= FIRST_ERROR) {
                throw new ApiFailure(action, response.statusCode(), body);
            }
            return body;
        } catch (IOException e) {
            // Over HTTP the provider does not try again what the network did.
            throw new IllegalStateException(action + ": no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** As Go writes a query or a form: a space is a plus. */
    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> go(entry.getKey()) + "=" + go(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String go(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
