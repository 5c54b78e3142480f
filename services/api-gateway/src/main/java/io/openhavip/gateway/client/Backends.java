package io.openhavip.gateway.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.openhavip.gateway.action.Backend;
import io.openhavip.gateway.action.BackendCall;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.RequestId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Calls the services, without a thread that waits. Thread-safe. */
public final class Backends {

    /** To each service; several times what one account may have under way. */
    private static final int CONNECTIONS = 256;

    private static final int QUEUED = 1000;
    private static final int FIRST_ERROR = 400;
    private static final Logger LOG = Logger.getLogger(Backends.class);

    private final HttpClient client;
    private final Map<Backend, URI> addresses;
    private final Duration timeout;
    private final ObjectMapper mapper = new ObjectMapper();

    /**
     * What a service answered.
     *
     * @param requestId its id of the request, which its log and events carry
     * @param body missing if there is none
     */
    public record Answer(Optional<String> requestId, JsonNode body) {}

    /** @param timeout how long a service may take */
    public Backends(Vertx vertx, Map<Backend, URI> addresses, Duration timeout) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) Duration.ofSeconds(5).toMillis()),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(QUEUED));
        this.addresses = Map.copyOf(addresses);
        this.timeout = timeout;
    }

    /**
     * Fails with an {@link ApiError}: the service's own refusal, or {@code ServiceUnavailable}.
     *
     * @param traceParent the caller's, where tracing is off and the request would otherwise lose it
     */
    public Future<Answer> call(BackendCall call, String accountId, Optional<String> traceParent) {
        URI address = addresses.get(call.backend());
        RequestOptions options = new RequestOptions()
                .setHost(address.getHost())
                .setPort(address.getPort())
                .setURI(call.target())
                .setMethod(HttpMethod.valueOf(call.method()))
                .setTimeout(timeout.toMillis())
                .putHeader("Account-Id", accountId)
                .putHeader("Accept", "application/json");
        traceParent.ifPresent(trace -> options.putHeader("traceparent", trace));
        call.clientToken().ifPresent(token -> options.putHeader("Client-Token", token));
        call.body().ifPresent(body -> options.putHeader("Content-Type", "application/json"));
        return client.request(options)
                .compose(request -> send(request, call))
                .compose(response -> response.body().map(body -> read(response, body)))
                .recover(failure -> Future.failedFuture(asError(failure, call)));
    }

    private Future<HttpClientResponse> send(HttpClientRequest request, BackendCall call) {
        return call.body().isPresent()
                ? request.send(Buffer.buffer(call.body().get().toString()))
                : request.send();
    }

    private Answer read(HttpClientResponse response, Buffer body) {
        JsonNode json = body.length() == 0 ? MissingNode.getInstance() : parse(body);
        if (response.statusCode() >= FIRST_ERROR) {
            throw ApiError.ofService(
                    response.statusCode(),
                    json.path("code").asText("InternalError"),
                    json.path("detail").asText("The service answered with status " + response.statusCode() + "."),
                    Optional.ofNullable(response.getHeader("Request-Id")).orElse(""));
        }
        return new Answer(Optional.ofNullable(response.getHeader("Request-Id")), json);
    }

    private JsonNode parse(Buffer body) {
        try {
            return mapper.readTree(body.getBytes());
        } catch (IOException e) {
            // Something else than one of our services stands there.
            return MissingNode.getInstance();
        }
    }

    private static Throwable asError(Throwable failure, BackendCall call) {
        if (failure instanceof ApiError) {
            return failure;
        }
        String requestId = RequestId.next();
        LOG.warnf("service does not answer backend=%s requestId=%s cause=%s", call.backend(), requestId, failure);
        return ApiError.ofService(
                503,
                "ServiceUnavailable",
                "The request has failed due to a temporary failure of the server; whether it took effect is not known.",
                requestId);
    }
}
