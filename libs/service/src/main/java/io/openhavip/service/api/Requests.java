package io.openhavip.service.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.Cause;
import io.openhavip.messaging.TraceParent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.MDC;

/**
 * Gives every request an id: the caller's {@code Request-Id}, if it is one that can stand in a log, or a new upper-case UUID. It is
 * answered in the same header and is the correlation id of everything that the request leads to.
 */
@Provider
@PreMatching
public class Requests implements ContainerRequestFilter, ContainerResponseFilter {

    public static final String HEADER = "Request-Id";
    /** The account that the caller acts for; without it, {@code havip.default-account-id}. */
    public static final String ACCOUNT_HEADER = "Account-Id";
    /** A name for a request that may be repeated: printable ASCII, at most 64 characters. */
    public static final String TOKEN_HEADER = "Client-Token";

    private static final String PROPERTY = Requests.class.getName();
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{1,20}");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{1,64}");
    private static final Pattern CONTROL_CHARACTER = Pattern.compile("%([01][0-9A-Fa-f]|7[Ff])");
    /** In log lines. */
    private static final String REQUEST_ID = "requestId";

    /** The id of the current request. */
    @RequestScoped
    public static class Current {
        private String id = newId();
        private Optional<String> traceParent = Optional.empty();
        private boolean reading;
        private String accountId = "";
        private Optional<String> clientToken = Optional.empty();

        public String id() {
            return id;
        }

        /** The account that the caller acts for; nothing of another account exists for it. */
        public String accountId() {
            return accountId;
        }

        /** What the caller names a request by that it may repeat ({@link ClientTokens}). */
        public Optional<String> clientToken() {
            return clientToken;
        }

        /** Whether the request changes nothing. */
        boolean isReading() {
            return reading;
        }

        // Methods, since this is reached through a proxy, whose fields are not those of the request.
        void begin(String requestId, boolean isReading, Optional<String> trace) {
            id = requestId;
            reading = isReading;
            traceParent = trace;
        }

        void actFor(String account, Optional<String> token) {
            accountId = account;
            clientToken = token;
        }

        /** What the request's commands are caused by. */
        public Cause cause() {
            return new Cause(id, Optional.empty(), traceParent);
        }
    }

    private final Current current;
    private final String defaultAccountId;

    Requests(
            Current current,
            @ConfigProperty(name = "havip.default-account-id", defaultValue = "1000000000000001")
                    String defaultAccountId) {
        this.current = current;
        this.defaultAccountId = defaultAccountId;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String given = request.getHeaderString(HEADER);
        boolean reading = request.getMethod().equals("GET");
        // A repeated id must not name two operations, so the caller's is taken for reading only.
        String id = given != null && ACCEPTABLE.matcher(given).matches() && reading ? given : newId();
        request.setProperty(PROPERTY, id);
        current.begin(
                id,
                reading,
                TraceParent.current()
                        .or(() -> Optional.ofNullable(request.getHeaderString("traceparent"))
                                .filter(TraceParent::isOne)));
        MDC.put(REQUEST_ID, id);
        current.actFor(
                header(request, ACCOUNT_HEADER, ACCOUNT, "digits, 20 at most").orElse(defaultAccountId),
                header(request, TOKEN_HEADER, TOKEN, "printable ASCII, 64 characters at most"));
        String target = request.getUriInfo().getRequestUri().toString();
        if (CONTROL_CHARACTER.matcher(target).find()) {
            throw new Refusal(ErrorCode.INVALID_PARAMETER, "The address must not contain control characters.");
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HEADER, String.valueOf(request.getProperty(PROPERTY)));
        MDC.remove(REQUEST_ID);
    }

    private static Optional<String> header(
            ContainerRequestContext request, String name, Pattern allowed, String explanation) {
        Optional<String> given = Optional.ofNullable(request.getHeaderString(name));
        if (given.isPresent() && !allowed.matcher(given.get()).matches()) {
            throw new Refusal(ErrorCode.INVALID_PARAMETER, "The header " + name + " must be " + explanation + ".");
        }
        return given;
    }

    private static String newId() {
        return UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    }
}
