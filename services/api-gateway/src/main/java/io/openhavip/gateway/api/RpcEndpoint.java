package io.openhavip.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.action.Action;
import io.openhavip.gateway.action.Action.Asked;
import io.openhavip.gateway.action.ActionTable;
import io.openhavip.gateway.action.BackendCall;
import io.openhavip.gateway.action.DryRun;
import io.openhavip.gateway.client.Backends;
import io.openhavip.gateway.directory.RecentNonces;
import io.openhavip.gateway.keys.Nonces;
import io.openhavip.gateway.keys.Throttle;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Authentication;
import io.openhavip.gateway.wire.Authentication.Call;
import io.openhavip.gateway.wire.Claim;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.RequestReader;
import io.openhavip.gateway.wire.RpcRequest;
import io.opentelemetry.api.trace.Span;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The one address of the wire protocol. Each request is read, believed, translated, and answered with its id; one line of the access log
 * says what became of it. Nothing here waits on a thread.
 */
@Singleton
class RpcEndpoint {

    private static final String PATH = "/";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int FIRST = -1;
    private static final int LONGEST_CLAIM = 200;
    private static final Pattern OPERATORS = Pattern.compile("/(admin|q)(/.*)?");
    private static final Pattern TRACE_PARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern CLIENT_TOKEN = Pattern.compile("[\\x21-\\x7E]{1,64}");
    private static final Logger ACCESS = Logger.getLogger("io.openhavip.gateway.access");
    private static final Logger LOG = Logger.getLogger(RpcEndpoint.class);

    private final Authentication authentication;
    private final ActionTable actions;
    private final Throttle throttle;
    private final Permissions permissions;
    private final Backends backends;
    private final Nonces nonces;
    private final RecentNonces recent;
    private final long mostBytes;

    /** What is known of a request for its log line, as it becomes known. */
    private static final class Progress {
        private final long begin = System.nanoTime();
        private String action = "-";
        private String accessKeyId = "-";
        private boolean authenticated;
        private final Span span = Span.current();

        void hear(Claim claim) {
            action = claim.action().map(Progress::cut).orElse(action);
            accessKeyId = claim.accessKeyId().map(Progress::cut).orElse(accessKeyId);
        }

        /** Anyone can claim anything. */
        private static String cut(String claimed) {
            return claimed.substring(0, Math.min(claimed.length(), LONGEST_CLAIM));
        }

        void know(Call call) {
            action = call.action();
            accessKeyId = call.accessKeyId();
            authenticated = true;
        }

        /** Before the answer is sent, which ends the span. */
        void tell(String requestId, String code) {
            span.setAttribute("rpc.method", action)
                    .setAttribute("openhavip.request_id", requestId)
                    .setAttribute("openhavip.code", code);
        }
    }

    private record Answered(String requestId, ObjectNode body) {}

    RpcEndpoint(
            Authentication authentication,
            ActionTable actions,
            Throttle throttle,
            Permissions permissions,
            Backends backends,
            Nonces nonces,
            RecentNonces recent,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostBytes) {
        this.authentication = authentication;
        this.actions = actions;
        this.throttle = throttle;
        this.permissions = permissions;
        this.backends = backends;
        this.nonces = nonces;
        this.recent = recent;
        this.mostBytes = mostBytes.asLongValue();
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(this::requireEncoded);
        router.route(HttpMethod.GET, PATH).handler(this::handle);
        router.route(HttpMethod.POST, PATH).handler(this::handle);
        router.route().handler(this::handleOther);
        router.errorHandler(BAD_REQUEST, this::handleUnreadable);
    }

    /** What is neither the protocol's nor an operator's: whoever mistook the address is told so in the protocol's way. */
    private void handleOther(RoutingContext context) {
        if (OPERATORS.matcher(context.normalizedPath()).matches()) {
            context.next();
        } else {
            refuseUnread(
                    context,
                    new ApiError(
                            404,
                            "InvalidApi.NotFound",
                            "Specified api is not found, please check your url and method."));
        }
    }

    /** Quarkus would answer without a body; {@link io.openhavip.gateway.GatewayMain} keeps it from that. */
    private void requireEncoded(RoutingContext context) {
        try {
            new URI(context.request().uri());
            context.next();
        } catch (URISyntaxException e) {
            handleUnreadable(context);
        }
    }

    private void handleUnreadable(RoutingContext context) {
        refuseUnread(context, ApiError.invalid("The address is not URL-encoded."));
    }

    /** The body is taken first, if it is not too large, so that the connection can be used again. */
    private void refuseUnread(RoutingContext context, ApiError error) {
        BoundedBody.of(context.request(), mostBytes)
                .onComplete(
                        body -> refuse(context, new Progress(), error),
                        tooLarge -> refuse(context, new Progress(), tooLarge));
    }

    private void handle(RoutingContext context) {
        Progress progress = new Progress();
        HttpServerRequest request = context.request();
        BoundedBody.of(request, mostBytes)
                .compose(body -> answer(request, body, progress))
                .onComplete(
                        answered -> {
                            ObjectNode body = answered.body().put("RequestId", answered.requestId());
                            progress.tell(answered.requestId(), "OK");
                            send(context, OK, answered.requestId(), body.toString());
                            log(request, progress, answered.requestId(), "OK");
                        },
                        failure -> refuse(context, progress, failure));
    }

    private Future<Answered> answer(HttpServerRequest request, Buffer body, Progress progress) {
        try {
            RpcRequest read = RequestReader.read(
                    request.method().name(),
                    request.path(),
                    Optional.ofNullable(request.query()).orElse(""),
                    headers(request),
                    body.getBytes());
            progress.hear(Claim.of(read));
            Call call = authentication.authenticate(read);
            progress.know(call);
            Action action = actions.find(call.action(), call.version(), call.parameters());
            requireRoom(call, action);
            requireClientToken(call.parameters());
            permissions.require(call.caller(), action, call.parameters(), request.remoteAddress());
            return once(call, action, perform(action, call, read));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /**
     * What a request asks for, if its nonce comes for the first time. What only reads begins at once, and its answer waits until that
     * is known. A request that comes again is its sender's or of somebody who overheard it, who shall not use up its sender's share:
     * it counts only if it reached a service, and does so at most once on each process while it is remembered there.
     */
    private Future<Answered> once(Call call, Action action, Work work) {
        if (!recent.add(call.accessKeyId(), call.nonce())) {
            throttle.giveBack(call.accessKeyId(), action.name());
            throw usedBefore();
        }
        Future<Boolean> first = firstUse(call);
        if (work.reads()) {
            Future<Answered> begun = work.begin();
            return first.compose(known -> known ? begun : Future.failedFuture(usedBefore()));
        }
        return first.compose(known -> {
            if (known) {
                return work.begin();
            }
            throttle.giveBack(call.accessKeyId(), action.name());
            return Future.failedFuture(usedBefore());
        });
    }

    private Future<Boolean> firstUse(Call call) {
        return Future.fromCompletionStage(nonces.firstUse(call.accessKeyId(), call.nonce()), Vertx.currentContext())
                .recover(failure -> {
                    LOG.warnf("nonce cannot be looked up cause=%s", failure);
                    recent.forget(call.accessKeyId(), call.nonce());
                    return Future.failedFuture(new ApiError(
                            503,
                            "ServiceUnavailable",
                            "The request has failed due to a temporary failure of the server; it took no effect."));
                });
    }

    private static ApiError usedBefore() {
        return new ApiError(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
    }

    /** An action with its parameters read, before anything was done. */
    private record Work(boolean reads, Supplier<Future<Answered>> start) {
        Future<Answered> begin() {
            return start.get();
        }
    }

    private Work perform(Action action, Call call, RpcRequest request) {
        Parameters parameters = call.parameters();
        Asked asked =
                new Asked(call.caller(), parameters, request.header("host").orElse(""));
        Function<BackendCall, Future<Backends.Answer>> services =
                one -> backends.call(one, call.caller().accountId(), traceToPassOn(request));
        if (DryRun.of(parameters)) {
            return new Work(true, () -> Rehearsal.of(action, asked, services));
        }
        return switch (action.plan()) {
            case Action.Plan.Local local ->
                new Work(
                        true,
                        () -> Future.succeededFuture(
                                new Answered(newId(), local.answer().apply(asked))));
            case Action.Plan.Steps steps ->
                new Work(steps.reads(), () -> inOrder(steps, asked, services, new ArrayList<>(), newId()));
            case Action.Plan.Translated translated -> {
                BackendCall translation = translated.call().apply(parameters);
                yield new Work(
                        translation.reads(),
                        () -> services.apply(translation)
                                .map(answer -> new Answered(
                                        answer.requestId().orElseGet(RpcEndpoint::newId),
                                        translated.answer().apply(answer.body()))));
            }
        };
    }

    /** Where tracing is on, the client of the services does it. */
    private static Optional<String> traceToPassOn(RpcRequest request) {
        return Span.current().getSpanContext().isValid()
                ? Optional.empty()
                : request.header("traceparent").filter(TRACE_PARENT.asMatchPredicate());
    }

    /** It goes on as a header, where line ends would end it and other characters would become alike. */
    private static void requireClientToken(Parameters parameters) {
        parameters.find("ClientToken").ifPresent(token -> {
            if (!CLIENT_TOKEN.matcher(token).matches()) {
                throw new ApiError(
                        400,
                        "InvalidParameter.ClientToken",
                        "ClientToken must have 1 to 64 printable ASCII characters without spaces.");
            }
        });
    }

    private void requireRoom(Call call, Action action) {
        Duration wait = throttle.take(call.accessKeyId(), action.name());
        if (!wait.isZero()) {
            throw ApiError.throttled(wait);
        }
    }

    /** The id is that of the last request, which did or ended what was asked for. */
    private static Future<Answered> inOrder(
            Action.Plan.Steps steps,
            Asked asked,
            Function<BackendCall, Future<Backends.Answer>> services,
            List<JsonNode> answers,
            String requestId) {
        return steps.next()
                .apply(asked.parameters(), answers)
                .map(call -> services.apply(call).compose(answer -> {
                    answers.add(answer.body());
                    return inOrder(
                            steps, asked, services, answers, answer.requestId().orElse(requestId));
                }))
                .orElseGet(() -> Future.succeededFuture(
                        new Answered(requestId, steps.answer().apply(asked, answers))));
    }

    /** By lower-case name; of a header that comes twice the first, so that the signature and the reader see the same. */
    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        headers.computeIfAbsent("host", name -> host(request));
        return headers;
    }

    /** HTTP/2 has it in another place than a header. */
    private static String host(HttpServerRequest request) {
        return Optional.ofNullable(request.authority())
                .map(HostAndPort::toString)
                .orElse("");
    }

    private void refuse(RoutingContext context, Progress progress, Throwable failure) {
        String fresh = newId();
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
        progress.tell(requestId, error.code());
        if (!context.request().isEnded() && context.request().version() != HttpVersion.HTTP_2) {
            // The rest of the body is not read: the connection cannot be used again.
            context.response().putHeader("Connection", "close");
            context.response().endHandler(sent -> context.request().connection().close());
        }
        send(context, error.status(), requestId, body.toString());
        log(context.request(), progress, requestId, error.code());
    }

    private static ApiError fault(String requestId, Throwable failure) {
        LOG.errorf(failure, "request failed requestId=%s", requestId);
        return new ApiError(
                500,
                "InternalError",
                "The request processing has failed due to some unknown error, exception or failure.");
    }

    private static void send(RoutingContext context, int status, String requestId, String body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json;charset=utf-8")
                .putHeader("x-acs-request-id", requestId)
                .end(body);
    }

    /** Who was not believed by what it says it is. The client too: what it wants and does not get is what to build next. */
    private static void log(HttpServerRequest request, Progress progress, String requestId, String code) {
        ACCESS.infof(
                "action=%s code=%s accessKeyId=%s authenticated=%b ms=%d requestId=%s client=%s",
                printable(progress.action),
                code,
                printable(progress.accessKeyId),
                progress.authenticated,
                (System.nanoTime() - progress.begin) / 1_000_000,
                requestId,
                printable(Optional.ofNullable(request.getHeader("User-Agent")).orElse("-")));
    }

    /** What a caller chose must not make lines of its own. */
    private static String printable(String text) {
        String line = text.replaceAll("[^\\x20-\\x7E]", "?");
        return line.length() > 200 ? line.substring(0, 200) : line;
    }

    private static String newId() {
        return UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    }
}
