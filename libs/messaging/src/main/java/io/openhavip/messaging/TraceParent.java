package io.openhavip.messaging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header {@code traceparent} (W3C Trace Context) and OpenTelemetry's spans. */
public final class TraceParent {

    private static final Pattern FORM = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final String NAME = "traceparent";
    private static final TextMapGetter<String> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(NAME);
        }

        @Override
        public String get(String carrier, String key) {
            return NAME.equals(key) ? carrier : null;
        }
    };

    private TraceParent() {}

    /** Whether a text can be one. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** That of the span that this thread works for; empty without one, as where tracing is off. */
    public static Optional<String> current() {
        return of(Span.current());
    }

    /** That of a span, for what it causes. */
    public static Optional<String> of(Span span) {
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? Optional.of("00-%s-%s-%s"
                        .formatted(
                                context.getTraceId(),
                                context.getSpanId(),
                                context.getTraceFlags().asHex()))
                : Optional.empty();
    }

    /** What a span that continues it has as its parent; the root if it cannot be read. */
    public static Context parent(String traceParent) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), traceParent, GETTER);
    }
}
