package io.openhavip.docs.asyncapi;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.messaging.JsonMessages;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON schemas of records as {@link JsonMessages} writes them: every component is always there, an empty Optional as null. Records
 * and enums that others refer to become components of their own. Not thread-safe.
 */
final class JsonSchemas {

    private final Map<String, Object> components = new TreeMap<>();
    private final Map<String, Class<?>> named = new HashMap<>();

    /** Adds a record, and what it refers to, and gives a reference to it. */
    Map<String, Object> refer(Class<?> type) {
        String name = nameOf(type);
        Class<?> known = named.putIfAbsent(name, type);
        if (known == null) {
            components.put(name, type.isEnum() ? enumeration(type) : object(type));
        } else if (known != type) {
            throw new IllegalStateException(known.getName() + " and " + type.getName() + " are both called " + name);
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    Map<String, Object> components() {
        return components;
    }

    /** Messages have their wire names; a type that a record has to itself is named after both. */
    private static String nameOf(Class<?> type) {
        if (Message.class.isAssignableFrom(type)) {
            return MessageTypes.nameOf(type);
        }
        Class<?> outer = type.getEnclosingClass();
        return (outer != null && outer.isRecord() ? outer.getSimpleName() : "") + type.getSimpleName();
    }

    private static Map<String, Object> enumeration(Class<?> type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put(
                "enum",
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name())
                        .toList());
        return schema;
    }

    private Map<String, Object> object(Class<?> type) {
        RecordComments comments = RecordComments.of(type);
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Map<String, Object> property = of(component.getGenericType());
            String comment = comments.components().getOrDefault(component.getName(), "");
            properties.put(component.getName(), comment.isEmpty() ? property : described(property, comment));
            names.add(component.getName());
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        comments.text().ifPresent(text -> schema.put("description", text));
        schema.put("required", names);
        schema.put("properties", properties);
        return schema;
    }

    private static Map<String, Object> described(Map<String, Object> property, String comment) {
        // Beside a reference, a description would be ignored.
        Map<String, Object> schema =
                new LinkedHashMap<>(property.containsKey("$ref") ? Map.of("allOf", List.of(property)) : property);
        schema.put("description", comment);
        return schema;
    }

    private Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return switch (((Class<?>) generic.getRawType()).getSimpleName()) {
                case "Optional" -> nullable(arguments[0]);
                case "List", "Set" -> ordered("type", "array", "items", of(arguments[0]));
                case "Map" -> ordered("type", "object", "additionalProperties", of(arguments[1]));
                default -> throw new IllegalArgumentException("no schema for " + type);
            };
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord() || plain.isEnum()) {
            return refer(plain);
        }
        return switch (plain.getSimpleName()) {
            case "String" -> Map.of("type", "string");
            case "Instant" -> ordered("type", "string", "format", "date-time");
            case "boolean", "Boolean" -> Map.of("type", "boolean");
            case "int", "Integer" -> ordered("type", "integer", "format", "int32");
            case "long", "Long" -> ordered("type", "integer", "format", "int64");
            default -> throw new IllegalArgumentException("no schema for " + type);
        };
    }

    private Map<String, Object> nullable(Type type) {
        Map<String, Object> schema = new LinkedHashMap<>(of(type));
        if (schema.containsKey("$ref")) {
            return Map.of("oneOf", List.of(schema, Map.of("type", "null")));
        }
        schema.put("type", List.of(schema.get("type"), "null"));
        return schema;
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object two) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }
}
