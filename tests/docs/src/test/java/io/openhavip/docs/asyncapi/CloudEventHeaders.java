package io.openhavip.docs.asyncapi;

import io.openhavip.messaging.CloudEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of a record, by the name under which {@link CloudEvent} writes them. */
final class CloudEventHeaders {

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("ce_specversion", "version of CloudEvents"),
            Map.entry("ce_id", "id of the event or command; a record that is sent again has the same"),
            Map.entry("ce_type", "wire name of the message"),
            Map.entry("ce_source", "the service that wrote it"),
            Map.entry("ce_subject", "id of the aggregate; equal to the record's key"),
            Map.entry("ce_time", "when it happened, RFC 3339"),
            Map.entry(
                    "ce_aggregatesequence",
                    "position in the aggregate's history, from 0, without gaps; absent on commands, notices, announcements and"
                            + " dead letters"),
            Map.entry("ce_correlationid", "the operation that a caller began, over all services"),
            Map.entry("ce_causationid", "id of the message that led to this one"),
            Map.entry("ce_traceparent", "W3C trace context"),
            Map.entry("content-type", "media type of the value"));

    private CloudEventHeaders() {}

    /** JSON schema of all headers, required those that are on every record. */
    static Map<String, Object> schema() {
        List<String> always = written(CloudEvent.of("id", "type", "source", "subject", Instant.EPOCH));
        List<String> all = written(new CloudEvent(
                "id",
                "type",
                "source",
                "subject",
                Instant.EPOCH,
                OptionalLong.of(0),
                Optional.of("correlation"),
                Optional.of("cause"),
                Optional.of("trace")));
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String name : all) {
            properties.put(name, property(name));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put(
                "description",
                "CloudEvents 1.0 in binary mode of its Kafka binding. Every header is text in UTF-8, numbers too.");
        schema.put("required", always);
        schema.put("properties", properties);
        return schema;
    }

    private static Map<String, Object> property(String name) {
        String meaning = Optional.ofNullable(MEANINGS.get(name))
                .orElseThrow(() -> new IllegalStateException("header " + name + " is not described"));
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("type", "string");
        switch (name) {
            case "ce_specversion" -> property.put("const", "1.0");
            case "content-type" -> property.put("const", "application/json");
            case "ce_time" -> property.put("format", "date-time");
            case "ce_aggregatesequence" -> property.put("pattern", "^[0-9]+$");
            default -> {}
        }
        property.put("description", meaning);
        return property;
    }

    private static List<String> written(CloudEvent attributes) {
        RecordHeaders headers = new RecordHeaders();
        attributes.writeTo(headers);
        return StreamSupport.stream(headers.spliterator(), false)
                .map(header -> header.key())
                .toList();
    }
}
