package io.openhavip.eventing;

import io.openhavip.messaging.CloudEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.axonframework.messaging.MetaData;

/**
 * Why a command is given; kept with every event that it leads to.
 *
 * @param correlationId the operation that a caller began, over all services
 * @param causationId the message that led to the command; empty for a caller's own request
 * @param traceParent W3C trace context
 */
public record Cause(String correlationId, Optional<String> causationId, Optional<String> traceParent) {

    static final String CORRELATION_ID = "correlationId";
    static final String CAUSATION_ID = "causationId";
    static final String TRACE_PARENT = "traceParent";

    /** A caller's own request. */
    public static Cause request(String operationId) {
        return new Cause(operationId, Optional.empty(), Optional.empty());
    }

    /** A message that was consumed; its id becomes the cause, its correlation goes on. */
    public static Cause message(CloudEvent attributes) {
        return new Cause(
                attributes.correlationId().orElse(attributes.id()),
                Optional.of(attributes.id()),
                attributes.traceParent());
    }

    /** Reads what {@link #metaData()} wrote. */
    public static Cause of(MetaData metaData, String fallbackCorrelationId) {
        return new Cause(
                text(metaData, CORRELATION_ID).orElse(fallbackCorrelationId),
                text(metaData, CAUSATION_ID),
                text(metaData, TRACE_PARENT));
    }

    MetaData metaData() {
        Map<String, String> entries = new HashMap<>();
        entries.put(CORRELATION_ID, correlationId);
        causationId.ifPresent(id -> entries.put(CAUSATION_ID, id));
        traceParent.ifPresent(trace -> entries.put(TRACE_PARENT, trace));
        return MetaData.from(entries);
    }

    private static Optional<String> text(MetaData metaData, String name) {
        return Optional.ofNullable((String) metaData.get(name));
    }
}
