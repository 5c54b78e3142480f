package io.openhavip.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Attributes of a CloudEvents 1.0 event in the binary mode of its Kafka protocol binding: one {@code ce_} header each.
 *
 * @param id event or command id; a record that is sent again has the same
 * @param type wire name, {@link io.openhavip.contracts.MessageTypes}
 * @param source the service that wrote it
 * @param subject aggregate id
 * @param time when it happened
 * @param aggregateSequence position in its aggregate's history, from 0; empty for commands, notices and announcements
 * @param correlationId the operation that a caller began, over all services
 * @param causationId id of the message that led to this one
 * @param traceParent W3C trace context
 */
public record CloudEvent(
        String id,
        String type,
        String source,
        String subject,
        Instant time,
        OptionalLong aggregateSequence,
        Optional<String> correlationId,
        Optional<String> causationId,
        Optional<String> traceParent) {

    static final String SPEC_VERSION = "1.0";
    private static final String CONTENT_TYPE = "content-type";
    private static final String JSON = "application/json";

    /** An event with no sequence, correlation, cause or trace. */
    public static CloudEvent of(String id, String type, String source, String subject, Instant time) {
        return new CloudEvent(
                id,
                type,
                source,
                subject,
                time,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same in another trace, or as the cause in it. */
    public CloudEvent withTraceParent(Optional<String> other) {
        return new CloudEvent(id, type, source, subject, time, aggregateSequence, correlationId, causationId, other);
    }

    /** Adds these attributes to a record's headers. */
    public void writeTo(Headers headers) {
        add(headers, "ce_specversion", SPEC_VERSION);
        add(headers, "ce_id", id);
        add(headers, "ce_type", type);
        add(headers, "ce_source", source);
        add(headers, "ce_subject", subject);
        add(headers, "ce_time", time.toString());
        aggregateSequence.ifPresent(value -> add(headers, "ce_aggregatesequence", Long.toString(value)));
        correlationId.ifPresent(value -> add(headers, "ce_correlationid", value));
        causationId.ifPresent(value -> add(headers, "ce_causationid", value));
        traceParent.ifPresent(value -> add(headers, "ce_traceparent", value));
        add(headers, CONTENT_TYPE, JSON);
    }

    /**
     * Reads the attributes of a record.
     *
     * @throws InvalidRecord if a mandatory attribute is missing or one is malformed
     */
    public static CloudEvent readFrom(Headers headers) throws InvalidRecord {
        String version = mandatory(headers, "ce_specversion");
        if (!version.equals(SPEC_VERSION)) {
            throw new InvalidRecord("header ce_specversion is '" + version + "', expected " + SPEC_VERSION);
        }
        return new CloudEvent(
                mandatory(headers, "ce_id"),
                mandatory(headers, "ce_type"),
                mandatory(headers, "ce_source"),
                mandatory(headers, "ce_subject"),
                time(mandatory(headers, "ce_time")),
                sequence(optional(headers, "ce_aggregatesequence")),
                optional(headers, "ce_correlationid"),
                optional(headers, "ce_causationid"),
                optional(headers, "ce_traceparent"));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String mandatory(Headers headers, String name) throws InvalidRecord {
        return optional(headers, name).orElseThrow(() -> new InvalidRecord("header " + name + " is missing"));
    }

    private static Optional<String> optional(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    private static Instant time(String text) throws InvalidRecord {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidRecord("header ce_time is not an RFC 3339 time: " + text);
        }
    }

    private static OptionalLong sequence(Optional<String> text) throws InvalidRecord {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text.get()));
        } catch (NumberFormatException e) {
            throw new InvalidRecord("header ce_aggregatesequence is not a number: " + text.get());
        }
    }
}
