package io.openhavip.gateway.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import java.util.ArrayList;
import java.util.List;

/** Several values as a JSON array in one parameter, for example {@code InstanceIds=["i-1","i-2"]}. */
final class JsonList {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonList() {}

    /** @throws ApiError {@code InvalidParameter} if it is no array of texts */
    static List<String> of(Parameters parameters, String name) {
        List<String> values = new ArrayList<>();
        parameters.find(name).ifPresent(text -> {
            try {
                JsonNode array = MAPPER.readTree(text);
                if (!array.isArray()) {
                    throw notAnArray(name);
                }
                for (JsonNode value : array) {
                    if (!value.isTextual()) {
                        throw notAnArray(name);
                    }
                    values.add(value.asText());
                }
            } catch (JsonProcessingException e) {
                throw notAnArray(name);
            }
        });
        return values;
    }

    private static ApiError notAnArray(String name) {
        return ApiError.invalid(
                "The parameter \"" + name + "\" must be a JSON array of texts, for example [\"i-bp1\"].");
    }
}
