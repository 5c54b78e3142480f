package io.openhavip.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A request that an OpenAPI document lists.
 *
 * @param path with its parameters in braces
 * @param query the names of its parameters
 * @param fields of its body; empty: it takes none
 */
record OpenApiRequest(String method, String path, List<String> query, Optional<List<String>> fields) {

    private static final Pattern BRACES = Pattern.compile("\\{(\\w+)}");

    /** All of the document's. */
    static List<OpenApiRequest> of(JsonNode document) {
        List<OpenApiRequest> requests = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(request -> requests.add(of(document, path.getKey(), request))));
        return requests;
    }

    private static OpenApiRequest of(JsonNode document, String path, Map.Entry<String, JsonNode> request) {
        List<String> query = new ArrayList<>();
        request.getValue().path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals("query")) {
                query.add(parameter.path("name").asText());
            }
        });
        JsonNode schema = request.getValue().at("/requestBody/content/application~1json/schema");
        Optional<List<String>> fields = Optional.of(schema)
                .filter(body -> !body.isMissingNode())
                .map(body ->
                        document.at(body.path("$ref").asText().substring(1)).path("properties"))
                .map(properties ->
                        properties.properties().stream().map(Map.Entry::getKey).toList());
        return new OpenApiRequest(request.getKey().toUpperCase(Locale.ROOT), path, query, fields);
    }

    List<String> pathParameters() {
        return BRACES.matcher(path).results().map(found -> found.group(1)).toList();
    }

    /** The path with its parameters replaced. */
    String path(Map<String, String> encoded) {
        return BRACES.matcher(path).replaceAll(found -> Matcher.quoteReplacement(encoded.get(found.group(1))));
    }

    boolean changes() {
        return !method.equals("GET");
    }

    /** Its parameters, each by the name that {@link WrongRequests} knows it by. */
    Stream<String> parameters() {
        return Stream.of(
                        pathParameters().stream().map(name -> "{" + name + "}"),
                        query.stream().map(name -> "?" + name),
                        fields.stream().flatMap(List::stream))
                .flatMap(names -> names);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
