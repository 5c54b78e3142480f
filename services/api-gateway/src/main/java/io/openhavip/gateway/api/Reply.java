package io.openhavip.gateway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.wire.AnswerFormat;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.RequestId;
import io.openhavip.gateway.wire.RpcRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The one answer to one request, in the format that it wants, and its line of the access log. For the event loop of the request. */
final class Reply {

    private static final int OK = 200;
    private static final Logger LOG = Logger.getLogger(Reply.class);

    private final RoutingContext context;
    private final AccessLog log;

    /** Until the request can be read. */
    private AnswerFormat format = AnswerFormat.JSON;

    Reply(RoutingContext context) {
        this.context = context;
        this.log = new AccessLog(context.request());
    }

    AccessLog log() {
        return log;
    }

    void formatFor(RpcRequest request) {
        format = AnswerFormat.of(request);
    }

    void succeed(String requestId, ObjectNode answer) {
        send(OK, requestId, "OK", log.action() + "Response", answer.put("RequestId", requestId));
    }

    /** With the code of an {@link ApiError}; anything else is a fault of this service, and its log has it. */
    void refuse(Throwable failure) {
        String fresh = RequestId.next();
        ApiError error = failure instanceof ApiError known ? known : fault(fresh, failure);
        String requestId = error.requestId().orElse(fresh);
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("RequestId", requestId)
                .put("HostId", host(context.request()))
                .put("Code", error.code())
                .put("Message", error.getMessage())
                .put("Recommend", "");
        if (!error.accessDeniedDetail().isEmpty()) {
            ObjectNode detail = body.putObject("AccessDeniedDetail");
            error.accessDeniedDetail().forEach(detail::put);
        }
        if (!error.retryAfter().isZero()) {
            // Rounded up: who comes a fraction too early is refused again.
            context.response()
                    .putHeader(
                            "x-acs-retry-after",
                            String.valueOf(error.retryAfter().toMillis() + 1));
        }
        if (!context.request().isEnded() && context.request().version() != HttpVersion.HTTP_2) {
            // The rest of the body is not read: the connection cannot be used again.
            context.response().putHeader("Connection", "close");
            context.response().endHandler(sent -> context.request().connection().close());
        }
        send(error.status(), requestId, error.code(), "Error", body);
    }

    private static ApiError fault(String requestId, Throwable failure) {
        LOG.errorf(failure, "request failed requestId=%s", requestId);
        return new ApiError(
                500,
                "InternalError",
                "The request processing has failed due to some unknown error, exception or failure.");
    }

    private void send(int status, String requestId, String code, String root, ObjectNode body) {
        log.tell(requestId, code);
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", format.contentType())
                .putHeader("x-acs-request-id", requestId)
                .end(Buffer.buffer(format.write(root, body)));
        log.write(requestId, code);
    }

    /** HTTP/2 has it in another place than a header. */
    static String host(HttpServerRequest request) {
        return Optional.ofNullable(request.authority())
                .map(HostAndPort::toString)
                .orElse("");
    }
}
