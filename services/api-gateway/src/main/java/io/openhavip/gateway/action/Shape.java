package io.openhavip.gateway.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/**
 * How a service's JSON becomes an answer of the wire protocol. Wrappers of lists are there also when a list is empty, numbers are JSON
 * numbers, and a text that the service does not have is "": typed clients fail on anything else. Immutable.
 */
public final class Shape {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** One member of the answer. */
    interface Member {
        void write(JsonNode from, ObjectNode to);
    }

    private final List<Member> members;

    private Shape(List<Member> members) {
        this.members = List.copyOf(members);
    }

    static Shape of(Member... members) {
        return new Shape(List.of(members));
    }

    /** What answers that say nothing are: the request id alone, which all have. */
    static Shape empty() {
        return of();
    }

    /** The answer, without its request id. */
    public ObjectNode apply(JsonNode from) {
        ObjectNode to = JSON.objectNode();
        members.forEach(member -> member.write(from, to));
        return to;
    }

    static Member text(String name, String path) {
        return (from, to) -> to.put(name, from.path(path).asText(""));
    }

    /** A moment to the minute, as Ecs has it: {@code 2026-01-31T12:00Z}. */
    static Member minute(String name, String path) {
        return (from, to) -> {
            String instant = from.path(path).asText("");
            to.put(name, instant.length() > 16 ? instant.substring(0, 16) + "Z" : instant);
        };
    }

    /** A moment to the second, as Vpc has it: {@code 2026-01-31T12:00:00Z}. */
    static Member second(String name, String path) {
        return (from, to) -> to.put(name, from.path(path).asText("").replaceFirst("\\.[0-9]+Z$", "Z"));
    }

    static Member number(String name, String path) {
        return (from, to) -> to.put(name, from.path(path).asLong(0));
    }

    static Member flag(String name, String path) {
        return (from, to) -> to.put(name, from.path(path).asBoolean(false));
    }

    static Member constant(String name, String value) {
        return (from, to) -> to.put(name, value);
    }

    static Member constant(String name, boolean value) {
        return (from, to) -> to.put(name, value);
    }

    static Member constant(String name, long value) {
        return (from, to) -> to.put(name, value);
    }

    /** Anything else. */
    static Member made(String name, Function<JsonNode, JsonNode> making) {
        return (from, to) -> to.set(name, making.apply(from));
    }

    /** {@code "Wrapper":{"Item":["…"]}} */
    static Member texts(String wrapper, String item, String path) {
        return (from, to) -> {
            ArrayNode items = to.putObject(wrapper).putArray(item);
            from.path(path).forEach(each -> items.add(each.asText()));
        };
    }

    /** {@code "Wrapper":{"Item":[{…}]}} */
    static Member objects(String wrapper, String item, String path, Shape shape) {
        return (from, to) -> {
            ArrayNode items = to.putObject(wrapper).putArray(item);
            from.path(path).forEach(each -> items.add(shape.apply(each)));
        };
    }

    /** An object made of the same source. */
    static Member object(String name, Member... members) {
        Shape shape = of(members);
        return (from, to) -> to.set(name, shape.apply(from));
    }

    /** A list with nothing in it. */
    static Member nothing(String wrapper, String item) {
        return (from, to) -> to.putObject(wrapper).putArray(item);
    }

    /** Tags as product Vpc has them. */
    static Member tags() {
        return objects("Tags", "Tag", "tags", of(text("Key", "key"), text("Value", "value")));
    }

    /** Tags as product Ecs has them. */
    static Member ecsTags() {
        return objects("Tags", "Tag", "tags", of(text("TagKey", "key"), text("TagValue", "value")));
    }

    /** A page of a listing, with the token of the next one. */
    static Shape pageWithToken(String wrapper, String item, String path, Shape shape) {
        Shape page = page(wrapper, item, path, shape);
        return of((from, to) -> to.setAll(page.apply(from)), PageToken.next());
    }

    /** A page of a listing. */
    static Shape page(String wrapper, String item, String path, Shape shape) {
        return of(
                objects(wrapper, item, path, shape),
                number("TotalCount", "totalCount"),
                number("PageNumber", "pageNumber"),
                number("PageSize", "pageSize"));
    }
}
