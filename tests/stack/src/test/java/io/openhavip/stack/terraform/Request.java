package io.openhavip.stack.terraform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Parameters of a call, as the provider puts them together from a resource's arguments. */
final class Request {

    private static final int LONGEST_TOKEN = 64;

    private final Map<String, String> parameters = new LinkedHashMap<>();

    static Request of(String... namesAndValues) {
        Request request = new Request();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            request.parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return request;
    }

    /** Pairs of a parameter and the argument that it takes, if that is given. */
    Request given(Values arguments, String... parametersAndArguments) {
        for (int i = 0; i < parametersAndArguments.length; i += 2) {
            String parameter = parametersAndArguments[i];
            arguments.find(parametersAndArguments[i + 1]).ifPresent(value -> parameters.put(parameter, value));
        }
        return this;
    }

    Request list(String name, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            parameters.put(name + "." + (i + 1), values.get(i));
        }
        return this;
    }

    /** A token of its own for each attempt, in the provider's form. */
    Request token(String action) {
        String token = "TF-" + action + "-" + System.currentTimeMillis() / 1000 + "-" + UUID.randomUUID();
        parameters.put("ClientToken", token.length() > LONGEST_TOKEN ? token.substring(0, LONGEST_TOKEN) : token);
        return this;
    }

    Map<String, String> map() {
        return Map.copyOf(parameters);
    }
}
