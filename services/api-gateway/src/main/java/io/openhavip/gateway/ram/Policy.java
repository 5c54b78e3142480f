package io.openhavip.gateway.ram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A policy in RAM's JSON: version 1, statements with Effect, Action or NotAction, Resource and Condition. Immutable. */
public record Policy(List<Statement> statements) {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> POLICY_MEMBERS = Set.of("Version", "Statement");
    private static final Set<String> STATEMENT_MEMBERS =
            Set.of("Effect", "Action", "NotAction", "Resource", "Condition", "Sid");
    private static final String SOURCE = "acs:SourceIp";

    /**
     * Reads a policy; whatever it has that is not known here is an error and not passed over, since it could have forbidden something.
     *
     * @throws MalformedPolicy with what is wrong
     */
    public static Policy parse(String json) {
        JsonNode policy;
        try {
            policy = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new MalformedPolicy("a policy must be JSON and nothing more: " + e.getOriginalMessage());
        }
        requireOnly(POLICY_MEMBERS, "a policy", policy);
        if (!policy.path("Version").asText().equals("1")) {
            throw new MalformedPolicy("\"Version\" must be \"1\"");
        }
        JsonNode statements = policy.path("Statement");
        if (!statements.isArray() && !statements.isObject()) {
            throw new MalformedPolicy("\"Statement\" must be an object or a list of objects");
        }
        List<Statement> read = new ArrayList<>();
        (statements.isArray() ? statements : MAPPER.createArrayNode().add(statements))
                .forEach(statement -> read.add(statement(statement)));
        return new Policy(List.copyOf(read));
    }

    private static Statement statement(JsonNode json) {
        requireOnly(STATEMENT_MEMBERS, "a statement", json);
        boolean allow = switch (json.path("Effect").asText()) {
            case "Allow" -> true;
            case "Deny" -> false;
            default -> throw new MalformedPolicy("\"Effect\" must be \"Allow\" or \"Deny\"");
        };
        if (json.has("Action") == json.has("NotAction")) {
            throw new MalformedPolicy("a statement must have one of \"Action\" and \"NotAction\"");
        }
        if (json.has("Condition")) {
            requireCondition(json.path("Condition"));
        }
        boolean other = json.has("NotAction");
        return new Statement(
                allow,
                texts(other ? "NotAction" : "Action", json.path(other ? "NotAction" : "Action")),
                other,
                texts("Resource", json.path("Resource")),
                ranges(json, "IpAddress"),
                ranges(json, "NotIpAddress"));
    }

    private static void requireOnly(Set<String> members, String what, JsonNode json) {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!members.contains(name)) {
                throw new MalformedPolicy(what + " cannot have \"" + name + "\"");
            }
        }
    }

    /** What cannot be a condition is refused: one that was passed over would let everything in. */
    private static void requireCondition(JsonNode condition) {
        if (!condition.isObject() || condition.isEmpty()) {
            throw new MalformedPolicy("\"Condition\" must be an object with an operator");
        }
        for (Map.Entry<String, JsonNode> each : condition.properties()) {
            if (!Set.of("IpAddress", "NotIpAddress").contains(each.getKey())) {
                throw new MalformedPolicy(
                        "a condition can be \"IpAddress\" or \"NotIpAddress\", not \"" + each.getKey() + "\"");
            }
            if (each.getValue().size() != 1 || !each.getValue().has(SOURCE)) {
                throw new MalformedPolicy(
                        "\"" + each.getKey() + "\" must be about \"" + SOURCE + "\" and nothing else");
            }
        }
    }

    private static List<AddressRange> ranges(JsonNode statement, String operator) {
        JsonNode values = statement.path("Condition").path(operator);
        return values.isMissingNode()
                ? List.of()
                : texts(SOURCE, values.path(SOURCE)).stream()
                        .map(AddressRange::of)
                        .toList();
    }

    /** One text, or a list of at least one. */
    private static List<String> texts(String name, JsonNode json) {
        List<JsonNode> values = new ArrayList<>();
        if (json.isTextual()) {
            values.add(json);
        } else if (json.isArray()) {
            json.forEach(values::add);
        }
        if (values.isEmpty() || !values.stream().allMatch(JsonNode::isTextual)) {
            throw new MalformedPolicy("\"" + name + "\" must be a text or a list of texts");
        }
        return values.stream().map(JsonNode::asText).toList();
    }
}
