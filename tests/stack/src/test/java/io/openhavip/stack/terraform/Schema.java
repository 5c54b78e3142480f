package io.openhavip.stack.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.messaging.JsonMessages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The attributes of a type of resource as far as a plan depends on them: {@code schema.json}. Each says in words whether it is required or
 * optional, computed, a reason to replace the resource, and what stands for it when it is not given ({@code default=}).
 */
record Schema(Map<String, Attribute> attributes) {

    private static final Map<String, Schema> ALL = load();
    private static final String DEFAULT = "default=";

    /** @param byDefault what an argument that is not given is taken for; empty: nothing, 0 or false */
    record Attribute(boolean computed, boolean replaces, Optional<String> byDefault, boolean ofTheProviderAlone) {

        static Attribute of(List<String> words) {
            return new Attribute(
                    words.contains("computed"),
                    words.contains("replaces"),
                    words.stream()
                            .filter(word -> word.startsWith(DEFAULT))
                            .map(word -> word.substring(DEFAULT.length()))
                            .findFirst(),
                    words.contains("unread"));
        }
    }

    static Schema of(String type) {
        return Optional.ofNullable(ALL.get(type)).orElseThrow(() -> new AssertionError("no schema of " + type));
    }

    private static Map<String, Schema> load() {
        try (InputStream in = Schema.class.getResourceAsStream("/terraform/schema.json")) {
            JsonNode all = JsonMessages.MAPPER.readTree(in);
            return all.propertyStream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            type -> new Schema(type.getValue()
                                    .propertyStream()
                                    .collect(Collectors.toMap(
                                            Map.Entry::getKey,
                                            attribute -> Attribute.of(List.of(attribute
                                                    .getValue()
                                                    .asText()
                                                    .split(" "))))))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
