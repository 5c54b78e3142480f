package io.openhavip.service.api;

import io.openhavip.eventing.Cause;
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

/**
 * Gives every request an id: the caller's {@code Request-Id}, if it is one that can stand in a log, or a new upper-case UUID. It is
 * answered in the same header and is the correlation id of everything that the request leads to.
 */
@Provider
@PreMatching
public class Requests implements ContainerRequestFilter, ContainerResponseFilter {

    public static final String HEADER = "Request-Id";

    private static final String PROPERTY = Requests.class.getName();
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final Pattern TRACE_PARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /** The id of the current request. */
    @RequestScoped
    public static class Current {
        private String id = newId();
        private Optional<String> traceParent = Optional.empty();

        public String id() {
            return id;
        }

        /** What the request's commands are caused by. */
        public Cause cause() {
            return new Cause(id, Optional.empty(), traceParent);
        }
    }

    private final Current current;

    Requests(Current current) {
        this.current = current;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String given = request.getHeaderString(HEADER);
        // A repeated id must not name two operations, so the caller's is taken for reading only.
        String id = given != null
                        && ACCEPTABLE.matcher(given).matches()
                        && request.getMethod().equals("GET")
                ? given
                : newId();
        request.setProperty(PROPERTY, id);
        current.id = id;
        current.traceParent = Optional.ofNullable(request.getHeaderString("traceparent"))
                .filter(trace -> TRACE_PARENT.matcher(trace).matches());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HEADER, String.valueOf(request.getProperty(PROPERTY)));
    }

    private static String newId() {
        return UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    }
}
