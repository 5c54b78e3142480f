package io.openhavip.service.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses what no query may have: a parameter that the request does not have, since it is most likely misspelt and would narrow nothing,
 * a second value of one that has one, and values in numbers or of lengths that nothing has. Thread-safe.
 */
public class QueryParameters {

    /** Key and value of a tag, of characters that take two chars each, with the sign between them: no parameter is longer. */
    private static final int LONGEST_VALUE = 2 * 2 * Fields.LONGEST_NAME + 1;

    private static final int MOST_VALUES = Paging.LARGEST_PAGE;

    /** Of each request, how many values its parameters may have. */
    private final Map<Method, Map<String, Integer>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    public void check(ResourceInfo resource, UriInfo uri) {
        Map<String, List<String>> given = uri.getQueryParameters();
        if (given.isEmpty()) {
            return;
        }
        Map<String, Integer> allowed =
                known.computeIfAbsent(resource.getResourceMethod(), QueryParameters::parametersOf);
        given.forEach((name, values) -> check(name, values, allowed));
    }

    private static void check(String name, List<String> values, Map<String, Integer> allowed) {
        if (!allowed.containsKey(name)) {
            throw invalid("\"" + name + "\" does not exist; there are " + String.join(", ", allowed.keySet()) + ".");
        }
        int most = allowed.get(name);
        if (values.size() > most) {
            throw invalid("\"" + name + "\" can have " + most + " values, not " + values.size() + ".");
        }
        values.forEach(value -> Fields.text(name, Optional.of(value), LONGEST_VALUE));
    }

    private static Map<String, Integer> parametersOf(Method request) {
        Map<String, Integer> parameters = new TreeMap<>();
        Arrays.stream(request.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(QueryParam.class))
                .forEach(parameter -> parameters.put(
                        parameter.getAnnotation(QueryParam.class).value(),
                        parameter.getType() == List.class ? MOST_VALUES : 1));
        return parameters;
    }

    private static Refusal invalid(String message) {
        return new Refusal(ErrorCode.INVALID_PARAMETER, message);
    }
}
