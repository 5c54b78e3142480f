package io.openhavip.docs.asyncapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is on the *.dlq topics: not a record of the contracts, since it describes any bytes. */
final class DeadLetterSchema {

    static final String TYPE = "openhavip.DeadLetter.v1";

    private DeadLetterSchema() {}

    static Set<String> fields() {
        return properties().keySet();
    }

    static Map<String, Object> schema() {
        Map<String, Object> properties = properties();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("required", List.copyOf(properties.keySet()));
        schema.put("properties", properties);
        return schema;
    }

    private static Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("consumer", text("name of the consumer that gave the record up"));
        properties.put("reason", text("why"));
        properties.put("topic", text("where it stood"));
        properties.put("partition", Map.of("type", "integer"));
        properties.put("offset", Map.of("type", "integer"));
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("type", List.of("string", "null"));
        key.put("description", "the record's key, or its first 1000 characters");
        properties.put("key", key);
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("type", "object");
        headers.put("description", "of each header the first 4 KiB, of all together 32 KiB");
        headers.put("additionalProperties", Map.of("type", "string"));
        properties.put("headers", headers);
        properties.put("valueBytes", Map.of("type", "integer"));
        properties.put("valueBase64", text("the value's first 256 KiB as they were, in Base64; empty for none"));
        return properties;
    }

    private static Map<String, Object> text(String description) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("type", "string");
        property.put("description", description);
        return property;
    }
}
