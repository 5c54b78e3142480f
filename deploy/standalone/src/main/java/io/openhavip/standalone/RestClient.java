package io.openhavip.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** JSON over HTTP to one service. Safe for use by many threads. */
public final class RestClient {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final int FIRST_ERROR = 400;
    private static final String ACCOUNT_HEADER = "Account-Id";

    private final HttpClient client;
    private final ObjectMapper mapper = new ObjectMapper();
    private final URI base;
    private final Map<String, String> headers;

    /**
     * @param base for example {@code http://127.0.0.1:8081}
     * @param headers sent with every request
     */
    public RestClient(URI base, Map<String, String> headers) {
        this(HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build(), base, headers);
    }

    private RestClient(HttpClient client, URI base, Map<String, String> headers) {
        this.client = client;
        this.base = base;
        this.headers = Map.copyOf(headers);
    }

    /** The same client, acting for an account. */
    public RestClient forAccount(String accountId) {
        Map<String, String> withAccount = new HashMap<>(headers);
        withAccount.put(ACCOUNT_HEADER, accountId);
        return new RestClient(client, base, withAccount);
    }

    /** What a service answered; the body is missing when it is empty or no JSON. */
    public record Response(int status, JsonNode body) {

        /** The body, where success is the only answer to expect. */
        public JsonNode orThrow() {
            if (status >= FIRST_ERROR) {
                throw new IllegalStateException("refused with status %d: %s".formatted(status, body));
            }
            return body;
        }
    }

    public Response get(String path) throws IOException {
        return send(request(path).GET());
    }

    /** Sends anything that Jackson can write. */
    public Response post(String path, Object body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body))));
    }

    public Response put(String path, Object body) throws IOException {
        return putJson(path, mapper.writeValueAsString(body));
    }

    /** Sends JSON as it is. */
    public Response putJson(String path, String json) throws IOException {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    public Response post(String path) throws IOException {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    public Response delete(String path) throws IOException {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER_LIMIT);
        headers.forEach(request::header);
        return request;
    }

    private Response send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            boolean json = answer.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            JsonNode body = json ? mapper.readTree(answer.body()) : MissingNode.getInstance();
            return new Response(answer.statusCode(), body);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + base, interrupted);
        }
    }
}
