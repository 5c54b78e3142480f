package io.openhavip.gateway.api;

import io.openhavip.gateway.action.Action;
import io.openhavip.gateway.action.Action.Asked;
import io.openhavip.gateway.action.ActionTable;
import io.openhavip.gateway.client.Backends;
import io.openhavip.gateway.directory.RecentNonces;
import io.openhavip.gateway.keys.Nonces;
import io.openhavip.gateway.keys.Shares;
import io.openhavip.gateway.keys.Throttle;
import io.openhavip.gateway.wire.AnswerFormat;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Authentication;
import io.openhavip.gateway.wire.Authentication.Call;
import io.openhavip.gateway.wire.Claim;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.RequestId;
import io.openhavip.gateway.wire.RequestReader;
import io.openhavip.gateway.wire.RpcRequest;
import io.opentelemetry.api.trace.Span;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
    private static final int BAD_REQUEST = 400;
    private static final int FIRST = -1;
    /** Characters of an address: the largest user data, in Base64 and encoded, with room for what is beside it. */
    static final int LONGEST_ADDRESS = 65_536;

    private static final Duration UNTIL_A_PLACE_IS_FREE = Duration.ofMillis(100);
    private static final Pattern OPERATORS = Pattern.compile("/(admin|q)(/.*)?");
    private static final Pattern TRACE_PARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern CLIENT_TOKEN = Pattern.compile("[\\x21-\\x7E]{1,64}");
    private static final Logger LOG = Logger.getLogger(RpcEndpoint.class);

    private final Authentication authentication;
    private final ActionTable actions;
    private final Throttle throttle;
    private final Shares shares;
    private final Permissions permissions;
    private final Backends backends;
    private final Nonces nonces;
    private final RecentNonces recent;
    private final long mostBytes;

    RpcEndpoint(
            Authentication authentication,
            ActionTable actions,
            Throttle throttle,
            Shares shares,
            Permissions permissions,
            Backends backends,
            Nonces nonces,
            RecentNonces recent,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostBytes) {
        this.authentication = authentication;
        this.actions = actions;
        this.throttle = throttle;
        this.shares = shares;
        this.permissions = permissions;
        this.backends = backends;
        this.nonces = nonces;
        this.recent = recent;
        this.mostBytes = mostBytes.asLongValue();
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(this::requireReadable);
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
    private void requireReadable(RoutingContext context) {
        if (context.request().uri().length() > LONGEST_ADDRESS) {
            refuseUnread(
                    context,
                    new ApiError(
                            414,
                            "RequestUriTooLong",
                            "The address has more than " + LONGEST_ADDRESS
                                    + " characters. Send the parameters as a form, by POST."));
            return;
        }
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
        Reply reply = new Reply(context);
        BoundedBody.of(context.request(), mostBytes).onComplete(body -> reply.refuse(error), reply::refuse);
    }

    private void handle(RoutingContext context) {
        Reply reply = new Reply(context);
        BoundedBody.of(context.request(), mostBytes)
                .compose(body -> answer(context.request(), body, reply))
                .onComplete(answered -> reply.succeed(answered.requestId(), answered.body()), reply::refuse);
    }

    private Future<ActionRun.Answered> answer(HttpServerRequest request, Buffer body, Reply reply) {
        try {
            RpcRequest read = RequestReader.read(
                    request.method().name(),
                    request.path(),
                    Optional.ofNullable(request.query()).orElse(""),
                    headers(request),
                    body.getBytes());
            reply.formatFor(read);
            reply.log().hear(Claim.of(read));
            Call call = authentication.authenticate(read);
            reply.log().know(call);
            if (!recent.add(call.accessKeyId(), call.nonce())) {
                throw usedBefore();
            }
            AnswerFormat.requireKnown(read);
            Action action = actions.find(call.action(), call.version(), call.parameters());
            requireRoom(call, action);
            return take(call, action, read, request.remoteAddress());
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<ActionRun.Answered> take(Call call, Action action, RpcRequest request, SocketAddress source) {
        ActionRun run;
        try {
            requireClientToken(call.parameters());
            run = run(action, call, request, source);
        } catch (RuntimeException refusal) {
            // Whoever overheard it shall not have it done later, when it would be permitted.
            return firstUse(call).transform(spent -> Future.failedFuture(refusal));
        }
        return within(call, action, () -> once(call, action, run));
    }

    private Future<ActionRun.Answered> within(Call call, Action action, Supplier<Future<ActionRun.Answered>> work) {
        String accountId = call.caller().accountId();
        if (!shares.take(accountId)) {
            throttle.giveBack(call.accessKeyId(), action.name());
            throw ApiError.throttled(UNTIL_A_PLACE_IS_FREE);
        }
        try {
            return work.get().onComplete(done -> shares.giveBack(accountId));
        } catch (RuntimeException e) {
            shares.giveBack(accountId);
            throw e;
        }
    }

    /**
     * What a request asks for, if its nonce comes for the first time to any process. What only reads begins at once, and its answer
     * waits until that is known. A request that comes again is its sender's or of somebody who overheard it, who shall not use up its
     * sender's share: it counts only if it reached a service, and does so at most once on each process while it is remembered there.
     */
    private Future<ActionRun.Answered> once(Call call, Action action, ActionRun run) {
        Future<Boolean> first = firstUse(call);
        if (run.reads()) {
            Future<ActionRun.Answered> begun = run.begin();
            // Not before the service has answered, whose connection it holds.
            return Future.join(first, begun)
                    .transform(both -> first.compose(known -> known ? begun : Future.failedFuture(usedBefore())));
        }
        return first.compose(known -> {
            if (known) {
                return run.begin();
            }
            throttle.giveBack(call.accessKeyId(), action.name());
            return Future.failedFuture(usedBefore());
        });
    }

    private Future<Boolean> firstUse(Call call) {
        return Future.fromCompletionStage(nonces.firstUse(call.accessKeyId(), call.nonce()), Vertx.currentContext())
                .recover(failure -> {
                    String requestId = RequestId.next();
                    LOG.warnf("nonce cannot be looked up requestId=%s cause=%s", requestId, failure);
                    recent.forget(call.accessKeyId(), call.nonce());
                    return Future.failedFuture(ApiError.ofService(
                            503,
                            "ServiceUnavailable",
                            "The request has failed due to a temporary failure of the server; it took no effect.",
                            requestId));
                });
    }

    private static ApiError usedBefore() {
        return new ApiError(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
    }

    private ActionRun run(Action action, Call call, RpcRequest request, SocketAddress source) {
        return ActionRun.of(
                permissions.of(call.caller(), action, source),
                new Asked(
                        call.caller(), call.parameters(), request.header("host").orElse("")),
                one -> backends.call(one, call.caller().accountId(), traceToPassOn(request)));
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

    /** By lower-case name; of a header that comes twice the first, so that the signature and the reader see the same. */
    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        headers.computeIfAbsent("host", name -> Reply.host(request));
        return headers;
    }
}
