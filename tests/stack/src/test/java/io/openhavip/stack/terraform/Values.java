package io.openhavip.stack.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Arguments of a resource, or what was read of it, by their names in Terraform. Immutable. */
public record Values(Map<String, Object> all) {

    static Values of(Object... namesAndValues) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Values(all);
    }

    boolean has(String name) {
        return all.containsKey(name);
    }

    String text(String name) {
        return String.valueOf(all.get(name));
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(all.get(name)).map(String::valueOf);
    }

    @SuppressWarnings("unchecked")
    List<String> texts(String name) {
        return (List<String>) all.getOrDefault(name, List.of());
    }

    @SuppressWarnings("unchecked")
    Map<String, String> tags() {
        return (Map<String, String>) all.getOrDefault("tags", Map.of());
    }

    /** Whether an argument was given, and is another now. */
    boolean differs(String name, Values now) {
        return now.has(name) && !now.text(name).equals(text(name));
    }

    /** A member that must be there: the provider fails, or panics, where one is missing. */
    static JsonNode member(JsonNode object, String name) {
        JsonNode found = object.get(name);
        if (found == null || found.isNull()) {
            throw new AssertionError("the answer has no " + name + ": " + object);
        }
        return found;
    }

    /** The rows below wrapper and item, both of which must be there, also when there is no row. */
    static List<JsonNode> rows(JsonNode answer, String wrapper, String item) {
        JsonNode rows = member(member(answer, wrapper), item);
        if (!rows.isArray()) {
            throw new AssertionError(item + " is no list: " + answer);
        }
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }

    static List<String> textRows(JsonNode answer, String wrapper, String item) {
        return rows(answer, wrapper, item).stream().map(JsonNode::asText).toList();
    }

    /** Tags of an answer, whose members products name differently. */
    static Map<String, String> tags(JsonNode resource, String key, String value) {
        Map<String, String> tags = new LinkedHashMap<>();
        rows(resource, "Tags", "Tag")
                .forEach(tag ->
                        tags.put(member(tag, key).asText(), member(tag, value).asText()));
        return tags;
    }
}
