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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tags and resource groups of resources of any kind. A request about several resources is one request to a service for each; when one is
 * refused, those before it have their tags.
 */
final class TagActions {

    /** Resources that one request may name (TagResources). */
    private static final int MOST_RESOURCES = 50;

    /** Rows of a listing that one request reads. */
    private static final int PAGE = 50;

    /** Tags of one answer, if no other number is asked for, and at most (ListTagResources, MaxResults). */
    private static final int MOST_RESULTS = 50;

    /** The number of a page of resources, and how many of its tags earlier answers had. */
    private static final Pattern TOKEN = Pattern.compile("([1-9][0-9]{0,5})\\.([0-9]{1,4})");

    /** Where an answer begins. */
    private record Begin(int page, int tag) {}

    /**
     * Where a kind of resource is.
     *
     * @param path of its collection, which is a member of the listing by another name, {@code collection}
     * @param id the name of a resource's id
     */
    private record Kind(String name, Backend backend, String path, String collection, String id) {}

    /** By their names in lower case: clients write them in several ways. Each product has its own, so that its permission rules. */
    private static final Map<Product, List<Kind>> KINDS = Map.of(
            VPC,
            List.of(
                    new Kind("havip", Backend.HAVIP, "/ha-vips", "haVips", "haVipId"),
                    new Kind("eip", Backend.EIP, "/eips", "eips", "allocationId"),
                    new Kind("vpc", Backend.NETWORK, "/vpcs", "vpcs", "vpcId"),
                    new Kind("vswitch", Backend.NETWORK, "/vswitches", "vSwitches", "vSwitchId"),
                    new Kind("routetable", Backend.NETWORK, "/route-tables", "routeTables", "routeTableId")),
            ECS,
            List.of(
                    new Kind("instance", Backend.NETWORK, "/instances", "instances", "instanceId"),
                    new Kind("eni", Backend.NETWORK, "/network-interfaces", "networkInterfaces", "networkInterfaceId"),
                    new Kind(
                            "securitygroup",
                            Backend.NETWORK,
                            "/security-groups",
                            "securityGroups",
                            "securityGroupId")));

    private static final Set<String> MOVABLE = Set.of("havip", "eip", "vpc");

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
                                        movable(resource(VPC, parameters, Mapping.id(parameters, "ResourceId"))),
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

    /** Of resources that are named, or of those that have the tags. */
    private static Action list(Product product) {
        return new Action(
                "ListTagResources",
                Set.of(product),
                product,
                parameters -> parameters.list("ResourceId").isEmpty()
                        ? List.of(RamResource.of(
                                product, kind(product, parameters).name() + "/*"))
                        : names(product, parameters),
                new Action.Plan.Steps(
                        true,
                        (parameters, answers) -> read(product, parameters, answers.size()),
                        (asked, answers) -> listed(product, asked.parameters(), answers)));
    }

    /** @param done requests that were made */
    private static Optional<BackendCall> read(Product product, Parameters parameters, int done) {
        // What cannot be read is refused before anything is asked.
        Mapping.requireFilteredOnlyAs(parameters, "TagFilter");
        begin(parameters);
        mostResults(parameters);
        if (!parameters.list("ResourceId").isEmpty()) {
            return resources(product, parameters).stream()
                    .skip(done)
                    .findFirst()
                    .map(resource -> call("GET", resource, "", Optional.empty()));
        }
        if (done > 0) {
            return Optional.empty();
        }
        List<String> tags = Mapping.tagFilters(parameters, "Tag");
        if (tags.isEmpty()) {
            throw ApiError.missing("ResourceId");
        }
        Kind kind = kind(product, parameters);
        String query = tags.stream()
                .map(tag -> "&tag=" + UrlEncoding.encode(tag))
                .collect(Collectors.joining(
                        "",
                        "?pageSize=" + PAGE + "&pageNumber=" + begin(parameters).page(),
                        Mapping.andRegion(parameters)));
        return Optional.of(
                new BackendCall(kind.backend(), "GET", kind.path() + query, Optional.empty(), Optional.empty()));
    }

    private static Begin begin(Parameters parameters) {
        return parameters
                .find("NextToken")
                .map(text -> {
                    Matcher token = TOKEN.matcher(text);
                    if (!token.matches()) {
                        throw ApiError.invalid("The parameter \"NextToken\" is not a token of this listing.");
                    }
                    return new Begin(Integer.parseInt(token.group(1)), Integer.parseInt(token.group(2)));
                })
                .orElse(new Begin(1, 0));
    }

    private static int mostResults(Parameters parameters) {
        return parameters.atLeastOne("MaxResults", MOST_RESULTS, MOST_RESULTS);
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
                Action.Plan.Steps.forEach(reads, parameters -> resources(product, parameters), call, answer));
    }

    private static List<RamResource> names(Product product, Parameters parameters) {
        return resources(product, parameters).stream()
                .map(resource -> RamResource.of(product, resource.kind().name() + "/" + resource.id()))
                .toList();
    }

    private static List<Resource> resources(Product product, Parameters parameters) {
        List<String> ids = parameters.list("ResourceId");
        if (ids.isEmpty()) {
            throw ApiError.missing("ResourceId");
        }
        if (ids.size() > MOST_RESOURCES) {
            throw ApiError.invalid("A request may name at most " + MOST_RESOURCES + " resources.");
        }
        return ids.stream()
                .map(id -> resource(product, parameters, Mapping.requireId("ResourceId", id)))
                .toList();
    }

    private static Resource resource(Product product, Parameters parameters, String id) {
        return new Resource(kind(product, parameters), id);
    }

    private static Kind kind(Product product, Parameters parameters) {
        String type = parameters.require("ResourceType");
        return KINDS.get(product).stream()
                .filter(kind -> kind.name().equalsIgnoreCase(type))
                .findFirst()
                .orElseThrow(() -> ApiError.invalid("The resource type " + type + " is not one of this product's."));
    }

    /** A vSwitch and a route table go with their VPC. */
    private static Resource movable(Resource resource) {
        if (!MOVABLE.contains(resource.kind().name())) {
            throw ApiError.invalid("The resource group of a " + resource.kind().name() + " cannot be changed.");
        }
        return resource;
    }

    private static BackendCall call(String method, Resource resource, String below, Optional<ObjectNode> body) {
        return new BackendCall(
                resource.kind().backend(),
                method,
                resource.kind().path() + "/" + resource.id() + below,
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
        List<Parameters> tags = Mapping.tags(parameters, "Tag");
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
                : tagKeys(parameters).stream()
                        .map(key -> "key=" + UrlEncoding.encode(key))
                        .collect(Collectors.joining("&"));
        return call("DELETE", resource, "/tags" + (query.isEmpty() ? "" : "?" + query), Optional.empty());
    }

    private static List<String> tagKeys(Parameters parameters) {
        List<String> keys = parameters.list("TagKey");
        Mapping.requireAtMost(Mapping.MOST_TAGS, keys, "TagKey");
        return keys;
    }

    private static ObjectNode listed(Product product, Parameters parameters, List<JsonNode> answers) {
        Kind kind = kind(product, parameters);
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        Begin begin = begin(parameters);
        boolean morePages = false;
        if (parameters.list("ResourceId").isEmpty()) {
            JsonNode page = answers.getFirst();
            page.path(kind.collection()).forEach(resource -> addTags(found, kind, parameters, resource));
            morePages = page.path("totalCount").asLong() > (long) begin.page() * PAGE;
        } else {
            answers.forEach(resource -> addTags(found, kind, parameters, resource));
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode shown = answer.putObject("TagResources").putArray("TagResource");
        int end = Math.min(found.size(), begin.tag() + mostResults(parameters));
        for (int tag = begin.tag(); tag < end; tag++) {
            shown.add(found.get(tag));
        }
        String next = morePages ? begin.page() + 1 + ".0" : "";
        return answer.put("NextToken", end < found.size() ? begin.page() + "." + end : next);
    }

    /** All of a resource that has the tags that were asked for. */
    private static void addTags(ArrayNode found, Kind kind, Parameters parameters, JsonNode resource) {
        Set<String> had = new HashSet<>();
        resource.path("tags").forEach(tag -> {
            String key = tag.path("key").asText();
            had.add(Mapping.tagFilter(key, Optional.empty()));
            had.add(Mapping.tagFilter(key, Optional.of(tag.path("value").asText())));
        });
        if (had.containsAll(Mapping.tagFilters(parameters, "Tag"))) {
            resource.path("tags")
                    .forEach(tag -> found.addObject()
                            .put("ResourceId", resource.path(kind.id()).asText())
                            .put("ResourceType", parameters.require("ResourceType"))
                            .put("TagKey", tag.path("key").asText())
                            .put("TagValue", tag.path("value").asText()));
        }
    }
}
