package io.openhavip.gateway.api;

import io.openhavip.gateway.wire.Authentication.Call;
import io.openhavip.gateway.wire.Claim;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** What is known of one request for its line of the access log and its span, as it becomes known. For the event loop of the request. */
final class AccessLog {

    private static final int LONGEST = 200;
    private static final Logger LOG = Logger.getLogger("io.openhavip.gateway.access");

    private final long begin = System.nanoTime();
    private final Span span = Span.current();
    private final HttpServerRequest request;
    private String action = "-";
    private String accessKeyId = "-";
    private boolean authenticated;

    AccessLog(HttpServerRequest request) {
        this.request = request;
    }

    /** Who was not believed is logged by what it says to be. */
    void hear(Claim claim) {
        action = claim.action().map(AccessLog::printable).orElse(action);
        accessKeyId = claim.accessKeyId().map(AccessLog::printable).orElse(accessKeyId);
    }

    void know(Call call) {
        action = printable(call.action());
        accessKeyId = printable(call.accessKeyId());
        authenticated = true;
    }

    /** The action as far as it is known, printable; "-" if it is not. */
    String action() {
        return action;
    }

    /** Before the answer is sent, which ends the span. */
    void tell(String requestId, String code) {
        span.setAttribute("rpc.method", action)
                .setAttribute("openhavip.request_id", requestId)
                .setAttribute("openhavip.code", code);
    }

    /** The client too: what it wants and does not get is what to build next. */
    void write(String requestId, String code) {
        if (LOG.isInfoEnabled()) {
            LOG.info("action=" + action + " code=" + code + " accessKeyId=" + accessKeyId + " authenticated="
                    + authenticated + " ms=" + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) + " requestId="
                    + requestId + " client="
                    + printable(
                            Optional.ofNullable(request.getHeader("User-Agent")).orElse("-")));
        }
    }

    /** Anyone can claim anything, but it must not make lines of its own, nor long ones. */
    private static String printable(String text) {
        StringBuilder line = new StringBuilder(text);
        line.setLength(Math.min(text.length(), LONGEST));
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) < ' ' || line.charAt(i) > '~') {
                line.setCharAt(i, '?');
            }
        }
        return line.toString();
    }
}
