package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Product.ECS;
import static io.openhavip.gateway.action.Product.VPC;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.action.Action.Asked;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.UrlEncoding;
import java.util.List;
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
    private record Kind(String name, Backend backend, String path) {}

    /** By their names in lower case: clients write them in several ways. Each product has its own, so that its permission rules. */
    private static final Map<Product, List<Kind>> KINDS = Map.of(
            VPC,
            List.of(
                    new Kind("havip", Backend.HAVIP, "/ha-vips/"),
                    new Kind("eip", Backend.EIP, "/eips/"),
                    new Kind("vpc", Backend.NETWORK, "/vpcs/"),
                    new Kind("vswitch", Backend.NETWORK, "/vswitches/"),
                    new Kind("routetable", Backend.NETWORK, "/route-tables/")),
            ECS,
            List.of(
                    new Kind("instance", Backend.NETWORK, "/instances/"),
                    new Kind("eni", Backend.NETWORK, "/network-interfaces/"),
                    new Kind("securitygroup", Backend.NETWORK, "/security-groups/")));

    private TagActions() {}

    static List<Action> all() {
        return List.of(
                each("TagResources", VPC, TagActions::tag),
                each("TagResources", ECS, TagActions::tag),
                each("UnTagResources", VPC, TagActions::untag),
                each("UntagResources", ECS, TagActions::untag),
                list(VPC),
                list(ECS),
                each("JoinResourceGroup", ECS, TagActions::join),
                new Action(
                        "MoveResourceGroup",
                        Set.of(VPC),
                        VPC,
                        parameters -> names(VPC, parameters),
                        new Action.Plan.Translated(
                                parameters -> call(
                                        "POST",
                                        resource(VPC, parameters, Mapping.id(parameters, "ResourceId")),
                                        "/resource-group",
                                        Optional.of(JsonNodeFactory.instance
                                                .objectNode()
                                                .put("resourceGroupId", parameters.require("NewResourceGroupId")))),
                                Shape.empty())));
    }

    private record Resource(Kind kind, String id) {}

    private static Action each(String name, Product product, BiFunction<Parameters, Resource, BackendCall> call) {
        return steps(name, product, false, call, (asked, answers) -> JsonNodeFactory.instance.objectNode());
    }

    private static Action list(Product product) {
        return steps(
                "ListTagResources",
                product,
                true,
                (parameters, resource) -> call("GET", resource, "", Optional.empty()),
                TagActions::listed);
    }

    private static Action steps(
            String name,
            Product product,
            boolean reads,
            BiFunction<Parameters, Resource, BackendCall> call,
            BiFunction<Asked, List<JsonNode>, ObjectNode> answer) {
        return new Action(
                name,
                Set.of(product),
                product,
                parameters -> names(product, parameters),
                Action.Plan.Steps.of(
                        reads,
                        parameters -> resources(product, parameters)
                                .map(resource -> call.apply(parameters, resource))
                                .toList(),
                        answer));
    }

    private static List<String> names(Product product, Parameters parameters) {
        return resources(product, parameters)
                .map(resource -> resource.kind().name() + "/" + resource.id())
                .toList();
    }

    private static Stream<Resource> resources(Product product, Parameters parameters) {
        List<String> ids = parameters.list("ResourceId");
        if (ids.isEmpty()) {
            throw ApiError.missing("ResourceId");
        }
        if (ids.size() > MOST_RESOURCES) {
            throw ApiError.invalid("A request may name at most " + MOST_RESOURCES + " resources.");
        }
        return ids.stream().map(id -> resource(product, parameters, Mapping.requireId("ResourceId", id)));
    }

    private static Resource resource(Product product, Parameters parameters, String id) {
        String type = parameters.require("ResourceType");
        return KINDS.get(product).stream()
                .filter(kind -> kind.name().equalsIgnoreCase(type))
                .findFirst()
                .map(kind -> new Resource(kind, id))
                .orElseThrow(() -> ApiError.invalid("The resource type " + type + " is not one of this product's."));
    }

    private static BackendCall call(String method, Resource resource, String below, Optional<ObjectNode> body) {
        return new BackendCall(
                resource.kind().backend(),
                method,
                resource.kind().path() + resource.id() + below,
                body,
                Optional.empty());
    }

    /** As Ecs names it, one resource at a time. */
    private static BackendCall join(Parameters parameters, Resource resource) {
        if (resource.kind().name().equals("securitygroup")) {
            throw ApiError.invalid("A security group's resource group cannot be changed here.");
        }
        return call(
                "PATCH",
                resource,
                "",
                Optional.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("resourceGroupId", parameters.require("ResourceGroupId"))));
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

    private static ObjectNode listed(Asked asked, List<JsonNode> answers) {
        Parameters parameters = asked.parameters();
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
