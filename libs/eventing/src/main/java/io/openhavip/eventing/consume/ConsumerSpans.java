package io.openhavip.eventing.consume;

import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.TraceParent;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.sql.SQLException;
import org.jboss.logging.MDC;

/**
 * Lets a message be handled in the trace of the request that led to it: as a span of its own, by OpenTelemetry's names for messaging,
 * and as the parent of what it leads to. Log lines meanwhile carry the request's id. A message without a trace begins none. Where tracing
 * is off, the message's own trace goes on to what it leads to. Thread-safe.
 */
final class ConsumerSpans {

    /** In log lines, by the REST requests too. */
    private static final String REQUEST_ID = "requestId";

    private static final String LIBRARY = "io.openhavip.eventing";

    private final String consumer;

    ConsumerSpans(String consumer) {
        this.consumer = consumer;
    }

    /** What is done with a message, whose attributes name the span. */
    interface Handling {
        void handle(CloudEvent attributes) throws SQLException;
    }

    void handle(CloudEvent attributes, Handling handling) throws SQLException {
        attributes.correlationId().ifPresent(id -> MDC.put(REQUEST_ID, id));
        try {
            if (attributes.traceParent().isEmpty()) {
                handling.handle(attributes);
            } else {
                handleInSpan(attributes, attributes.traceParent().get(), handling);
            }
        } finally {
            MDC.remove(REQUEST_ID);
        }
    }

    private void handleInSpan(CloudEvent attributes, String traceParent, Handling handling) throws SQLException {
        // Asked for each time: the application sets the global one while it starts.
        Span span = GlobalOpenTelemetry.getTracer(LIBRARY)
                .spanBuilder("process " + attributes.type())
                .setParent(TraceParent.parent(traceParent))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.consumer.group.name", consumer)
                .setAttribute("messaging.message.id", attributes.id())
                .setAttribute("openhavip.aggregate", attributes.subject())
                .startSpan();
        try (Scope _ = span.makeCurrent()) {
            handling.handle(attributes.withTraceParent(TraceParent.of(span)));
        } catch (SQLException | RuntimeException e) {
            span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
            throw e;
        } finally {
            span.end();
        }
    }
}
