package io.openhavip.gateway.action;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.UrlEncoding;
import io.openhavip.gateway.wire.UrlEncoding.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of the table: the action, the request to a service that it is, parameter by parameter, and the shape of the answer. A part of
 * the path in braces is a parameter, required; the others stand in the body of a POST or PATCH, or in the query.
 */
final class Mapping {

    static final Pattern BRACES = Pattern.compile("\\{([A-Za-z]+)}");

    /** An id never needs more, and "..", a slash or a percent sign would lead elsewhere. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    /** Tags of a resource (TagResources, Tag.N). */
    static final int MOST_TAGS = 20;

    /** Other things of which a request may have several: rules, filters, values of a filter. */
    static final int MOST_GROUPS = 100;

    private interface QueryPart {
        void add(Parameters parameters, List<Pair> query);
    }

    private interface BodyPart {
        void add(Parameters parameters, ObjectNode body);
    }

    private final String name;
    private final List<Product> products;
    private final Backend backend;
    private final String method;
    private final String path;
    private final List<QueryPart> query = new ArrayList<>();
    private final List<BodyPart> body = new ArrayList<>();
    private final List<Function<Parameters, Stream<RamResource>>> alsoAbout = new ArrayList<>();

    private Mapping(String name, List<Product> products, Backend backend, String method, String path) {
        this.name = name;
        this.products = products;
        this.backend = backend;
        this.method = method;
        this.path = path;
    }

    /**
     * @param request method and path, for example {@code POST /ha-vips}
     * @param products the first is the one whose permission it needs
     */
    static Mapping of(String name, Backend backend, String request, Product... products) {
        int space = request.indexOf(' ');
        return new Mapping(name, List.of(products), backend, request.substring(0, space), request.substring(space + 1));
    }

    /** A required text of the body. */
    Mapping required(String parameter, String field) {
        body.add((parameters, to) -> to.put(field, parameters.require(parameter)));
        return this;
    }

    /** A text of the body. */
    Mapping optional(String parameter, String field) {
        body.add((parameters, to) -> parameters.find(parameter).ifPresent(value -> to.put(field, value)));
        return this;
    }

    /** A text of the body that an empty value takes away: so Terraform says that a description was taken out. */
    Mapping clearable(String parameter, String field) {
        body.add((parameters, to) -> parameters.findEvenEmpty(parameter).ifPresent(value -> to.put(field, value)));
        return this;
    }

    Mapping number(String parameter, String field) {
        body.add((parameters, to) -> number(parameters, parameter).ifPresent(value -> to.put(field, value)));
        return this;
    }

    /** A number that a service can read, which would otherwise find the whole request malformed. */
    static Optional<Long> number(Parameters parameters, String parameter) {
        Optional<Long> number = parameters.number(parameter);
        if (number.filter(value -> value < 0 || value > Integer.MAX_VALUE).isPresent()) {
            throw ApiError.invalid("The parameter \"" + parameter + "\" must be 0 to " + Integer.MAX_VALUE + ".");
        }
        return number;
    }

    Mapping flag(String parameter, String field) {
        body.add((parameters, to) -> parameters.flag(parameter).ifPresent(value -> to.put(field, value)));
        return this;
    }

    /** Several texts of the body: {@code Name.1}, {@code Name.2}; one parameter or the other. */
    Mapping texts(String field, String... parameterNames) {
        body.add((parameters, to) -> {
            List<String> values = new ArrayList<>();
            for (String parameter : parameterNames) {
                values.addAll(parameters.list(parameter));
            }
            requireAtMost(MOST_GROUPS, values, parameterNames[0]);
            if (!values.isEmpty()) {
                ArrayNode array = to.putArray(field);
                values.forEach(array::add);
            }
        });
        return this;
    }

    /** {@code Tag.1.Key}, {@code Tag.1.Value} and so on; Ecs takes them in lower case too. */
    Mapping tags() {
        body.add((parameters, to) -> {
            List<Parameters> tags = tags(parameters, "Tag");
            if (!tags.isEmpty()) {
                ArrayNode array = to.putArray("tags");
                tags.forEach(tag -> array.add(tag(tag)));
            }
        });
        return this;
    }

    /** @throws ApiError {@code NumberExceed.Tags} */
    static List<Parameters> tags(Parameters parameters, String name) {
        List<Parameters> tags = parameters.groups(name);
        if (tags.size() > MOST_TAGS) {
            throw new ApiError(
                    400,
                    "NumberExceed.Tags",
                    "The parameter \"" + name + "\" may come at most " + MOST_TAGS + " times.");
        }
        return tags;
    }

    /** {@code Name.1.…}, {@code Name.2.…} and so on. */
    static List<Parameters> groups(Parameters parameters, String name) {
        List<Parameters> groups = parameters.groups(name);
        requireAtMost(MOST_GROUPS, groups, name);
        return groups;
    }

    static void requireAtMost(int most, List<?> given, String name) {
        if (given.size() > most) {
            throw ApiError.invalid("The parameter \"" + name + "\" may come at most " + most + " times.");
        }
    }

    static ObjectNode tag(Parameters tag) {
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        either(tag, "Key", "key").ifPresent(key -> one.put("key", key));
        either(tag, "Value", "value").ifPresent(value -> one.put("value", value));
        return one;
    }

    private static Optional<String> either(Parameters parameters, String name, String other) {
        return parameters.find(name).or(() -> parameters.find(other));
    }

    /** The values of a parameter that may be a list, and each of them several with commas. */
    static List<String> commaSeparated(Parameters parameters, String name) {
        return parameters.list(name).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    /** A fixed member of the body. */
    Mapping always(String field, String value) {
        body.add((parameters, to) -> to.put(field, value));
        return this;
    }

    /** A parameter of the query. It has one value; of several a service would take one and pass over the others. */
    Mapping query(String parameter, String field) {
        return queryFrom(
                parameters -> {
                    List<String> values = parameters.list(parameter);
                    if (values.size() > 1) {
                        throw ApiError.invalid("The parameter \"" + parameter + "\" has one value here.");
                    }
                    return values;
                },
                field);
    }

    /** What narrows a query to the region that the request names; "" if it names none. */
    static String andRegion(Parameters parameters) {
        return parameters
                .find("RegionId")
                .map(id -> "&regionId=" + UrlEncoding.encode(id))
                .orElse("");
    }

    /** A parameter of the query that may be a list, any value of which will do. */
    Mapping queryAny(String parameter, String field) {
        return queryFrom(parameters -> parameters.list(parameter), field);
    }

    /** Values of the query, read in another way. */
    Mapping queryFrom(Function<Parameters, List<String>> values, String field) {
        query.add((parameters, to) -> {
            List<String> several = values.apply(parameters);
            requireAtMost(MOST_GROUPS, several, field);
            several.forEach(value -> to.add(new Pair(field, value)));
        });
        return this;
    }

    /** {@code Tag.1.Key} and {@code Tag.1.Value}, or with another name than {@code Tag}, as a filter. */
    Mapping queryTags(String parameter) {
        return queryFrom(parameters -> tagFilters(parameters, parameter), "tag");
    }

    static List<String> tagFilters(Parameters parameters, String parameter) {
        return tags(parameters, parameter).stream()
                .map(tag -> tagFilter(
                        either(tag, "Key", "key").orElseThrow(() -> ApiError.missing(parameter + ".1.Key")),
                        either(tag, "Value", "value")))
                .toList();
    }

    /** As {@code key} or {@code key=value}; within the key, {@code =} is {@code %3D} and {@code %} is {@code %25}. */
    static String tagFilter(String key, Optional<String> value) {
        return key.replace("%", "%25").replace("=", "%3D")
                + value.map(text -> "=" + text).orElse("");
    }

    /** Filters that are not there. Passed over, one would show what it leaves out; so it is refused. */
    Mapping notFilteredBy(String... parameterNames) {
        for (String parameter : parameterNames) {
            filteredOnlyAs(parameter);
        }
        return this;
    }

    /** @param values those by which nothing is left out, in any case */
    Mapping filteredOnlyAs(String parameter, String... values) {
        query.add((parameters, to) -> requireFilteredOnlyAs(parameters, parameter, values));
        return this;
    }

    static void requireFilteredOnlyAs(Parameters parameters, String parameter, String... values) {
        boolean all = parameters.list(parameter).stream()
                        .allMatch(value -> Stream.of(values).anyMatch(value::equalsIgnoreCase))
                && parameters.groups(parameter).isEmpty();
        if (!all) {
            throw ApiError.invalid("The filter \"" + parameter + "\" is not supported by this endpoint"
                    + (values.length == 0 ? "." : ", other than as " + String.join(" or ", values) + "."));
        }
    }

    Mapping page() {
        return queryFrom(parameters -> PageToken.bounded(parameters, "PageNumber", PageToken.LAST_PAGE), "pageNumber")
                .queryFrom(parameters -> PageToken.bounded(parameters, "PageSize", PageToken.LARGEST_SIZE), "pageSize");
    }

    /** A listing whose pages are told by numbers or by tokens. */
    Mapping pageOrToken() {
        return pageOrToken("MaxResults");
    }

    /** @param maxResults how many rows at most, by the action's name for it */
    Mapping pageOrToken(String maxResults) {
        return queryFrom(parameters -> PageToken.number(parameters, maxResults), "pageNumber")
                .queryFrom(parameters -> PageToken.size(parameters, maxResults), "pageSize");
    }

    Action answers(Shape shape) {
        return new Action(
                name,
                Set.copyOf(products),
                products.getFirst(),
                this::resources,
                new Action.Plan.Translated(this::call, shape));
    }

    private List<RamResource> resources(Parameters parameters) {
        return Stream.concat(
                        Resources.of(products.getFirst(), path, parameters).stream(),
                        alsoAbout.stream().flatMap(more -> more.apply(parameters)))
                .toList();
    }

    /** Parameters that name other resources, whose permission is needed too. */
    Mapping alsoAbout(Resources.Kind kind, String... parameterNames) {
        return alsoAbout(kind::of, parameterNames);
    }

    /** @param resource of an id */
    Mapping alsoAbout(Function<String, RamResource> resource, String... parameterNames) {
        for (String parameter : parameterNames) {
            alsoAbout.add(parameters -> parameters.list(parameter).stream().map(resource));
        }
        return this;
    }

    private BackendCall call(Parameters parameters) {
        List<Pair> pairs = new ArrayList<>();
        query.forEach(part -> part.add(parameters, pairs));
        String queryString = pairs.stream()
                .map(pair -> pair.name() + "=" + UrlEncoding.encode(pair.value()))
                .collect(Collectors.joining("&"));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        body.forEach(part -> part.add(parameters, json));
        boolean hasBody = method.equals("POST") || method.equals("PATCH");
        return new BackendCall(
                backend,
                method,
                path(parameters) + (queryString.isEmpty() ? "" : "?" + queryString),
                hasBody ? Optional.of(json) : Optional.empty(),
                parameters.find("ClientToken"));
    }

    private String path(Parameters parameters) {
        Matcher braces = BRACES.matcher(path);
        return braces.replaceAll(found -> {
            return id(parameters, found.group(1));
        });
    }

    /** A required parameter that becomes part of a path. */
    static String id(Parameters parameters, String parameter) {
        return requireId(parameter, parameters.require(parameter));
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    static String requireId(String parameter, String id) {
        if (!isId(id)) {
            throw ApiError.invalid("The parameter \"" + parameter + "\" is not an id.");
        }
        return id;
    }
}
