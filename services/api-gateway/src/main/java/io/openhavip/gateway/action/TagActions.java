package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Product.ECS;
import static io.openhavip.gateway.action.Product.VPC;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.UrlEncoding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tags and resource groups of resources of any kind. A request about several resources is one request to a service for each; when one is
 * refused, those before it have their tags.
 */
final class TagActions {

    /** Resources that one request may name (TagResources). */
    private static final int MOST_RESOURCES = 50;

    /** Where a kind of resource is. */
    private record Kind(Backend backend, String path) {}

    /** By their names in lower case: clients write them in several ways. */
    private static final Map<String, Kind> KINDS = Map.of(
            "havip", new Kind(Backend.HAVIP, "/ha-vips/"),
            "eip", new Kind(Backend.EIP, "/eips/"),
            "vpc", new Kind(Backend.NETWORK, "/vpcs/"),
            "vswitch", new Kind(Backend.NETWORK, "/vswitches/"),
            "routetable", new Kind(Backend.NETWORK, "/route-tables/"),
            "instance", new Kind(Backend.NETWORK, "/instances/"),
            "eni", new Kind(Backend.NETWORK, "/network-interfaces/"),
            "securitygroup", new Kind(Backend.NETWORK, "/security-groups/"));

    private TagActions() {}

    static List<Action> all() {
        return List.of(
                each("TagResources", Set.of(VPC, ECS), TagActions::tag),
                each("UnTagResources", Set.of(VPC), TagActions::untag),
                each("UntagResources", Set.of(ECS), TagActions::untag),
                new Action(
                        "ListTagResources",
                        Set.of(VPC, ECS),
                        new Action.Plan.Sequence(
                                parameters -> resources(parameters)
                                        .map(resource -> call("GET", resource, "", Optional.empty()))
                                        .toList(),
                                TagActions::listed)),
                new Action(
                        "MoveResourceGroup",
                        Set.of(VPC),
                        new Action.Plan.Translated(
                                parameters -> call(
                                        "POST",
                                        resource(parameters, Mapping.id(parameters, "ResourceId")),
                                        "/resource-group",
                                        Optional.of(JsonNodeFactory.instance
                                                .objectNode()
                                                .put("resourceGroupId", parameters.require("NewResourceGroupId")))),
                                Shape.empty())));
    }

    private record Resource(Kind kind, String id) {}

    private static Action each(String name, Set<Product> products, BiFunction<Parameters, Resource, BackendCall> call) {
        return new Action(
                name,
                products,
                new Action.Plan.Sequence(
                        parameters -> resources(parameters)
                                .map(resource -> call.apply(parameters, resource))
                                .toList(),
                        (parameters, answers) -> JsonNodeFactory.instance.objectNode()));
    }

    private static Stream<Resource> resources(Parameters parameters) {
        List<String> ids = parameters.list("ResourceId");
        if (ids.isEmpty()) {
            throw ApiError.missing("ResourceId");
        }
        if (ids.size() > MOST_RESOURCES) {
            throw ApiError.invalid("A request may name at most " + MOST_RESOURCES + " resources.");
        }
        return ids.stream().map(id -> resource(parameters, Mapping.requireId("ResourceId", id)));
    }

    private static Resource resource(Parameters parameters, String id) {
        String type = parameters.require("ResourceType");
        return Optional.ofNullable(KINDS.get(type.toLowerCase(Locale.ROOT)))
                .map(kind -> new Resource(kind, id))
                .orElseThrow(() -> ApiError.invalid("The resource type " + type + " is not known here."));
    }

    private static BackendCall call(String method, Resource resource, String below, Optional<ObjectNode> body) {
        return new BackendCall(
                resource.kind().backend(),
                method,
                resource.kind().path() + resource.id() + below,
                body,
                Optional.empty());
    }

    private static BackendCall tag(Parameters parameters, Resource resource) {
        List<Parameters> tags = parameters.groups("Tag");
        if (tags.isEmpty()) {
            throw ApiError.missing("Tag");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode array = body.putArray("tags");
        tags.forEach(tag -> array.add(Mapping.tag(tag)));
        return call("POST", resource, "/tags", Optional.of(body));
    }

    private static BackendCall untag(Parameters parameters, Resource resource) {
        String query = parameters.flag("All").orElse(false)
                ? "all=true"
                : parameters.list("TagKey").stream()
                        .map(key -> "key=" + UrlEncoding.encode(key))
                        .collect(Collectors.joining("&"));
        return call("DELETE", resource, "/tags" + (query.isEmpty() ? "" : "?" + query), Optional.empty());
    }

    private static ObjectNode listed(Parameters parameters, List<JsonNode> answers) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode found = answer.putObject("TagResources").putArray("TagResource");
        List<String> ids = parameters.list("ResourceId");
        for (int i = 0; i < answers.size(); i++) {
            for (JsonNode tag : answers.get(i).path("tags")) {
                found.addObject()
                        .put("ResourceId", ids.get(i))
                        .put("ResourceType", parameters.require("ResourceType"))
                        .put("TagKey", tag.path("key").asText())
                        .put("TagValue", tag.path("value").asText());
            }
        }
        return answer.put("NextToken", "");
    }
}
