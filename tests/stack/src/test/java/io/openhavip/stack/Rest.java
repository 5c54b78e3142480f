package io.openhavip.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.messaging.JsonMessages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** A service's REST interface, as a caller of one account uses it. */
record Rest(String baseUrl, String accountId) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Status 0: no answer. */
    record Answer(int status, JsonNode body) {

        String text(String pointer) {
            return body.at(pointer).asText();
        }

        Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + ", got " + status + ": " + body);
            }
            return this;
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer delete(String path, String header, String value) {
        return send(request(path).header(header, value).DELETE());
    }

    Answer post(String path, Map<String, ?> body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json(body))));
    }

    Answer post(String path, Map<String, ?> body, String header, String value) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofByteArray(json(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("Account-Id", accountId)
                .timeout(LIMIT);
    }

    private static byte[] json(Map<String, ?> body) {
        try {
            return JsonMessages.MAPPER.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Answer(
                    response.statusCode(),
                    JsonMessages.MAPPER.readTree(json && !response.body().isEmpty() ? response.body() : "{}"));
        } catch (IOException e) {
            return new Answer(0, JsonMessages.MAPPER.createObjectNode().put("error", String.valueOf(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
