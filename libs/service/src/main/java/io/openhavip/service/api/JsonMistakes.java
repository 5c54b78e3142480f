package io.openhavip.service.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what is wrong with a body in the caller's terms: fields and kinds of values, no class names. */
final class JsonMistakes {

    private JsonMistakes() {}

    static String describe(JacksonException mistake) {
        return switch (mistake) {
            case UnrecognizedPropertyException unknown ->
                "Field '" + path(unknown) + "' does not exist; there are "
                        + unknown.getKnownPropertyIds().stream()
                                .map(String::valueOf)
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + ".";
            case UnstorableText text -> "Field '" + path(text) + "' " + text.getOriginalMessage() + ".";
            case MismatchedInputException mismatch when path(mismatch).isEmpty() -> "The body must be a JSON object.";
            case MismatchedInputException mismatch ->
                "Field '" + path(mismatch) + "' must be " + kind(mismatch.getTargetType()) + ".";
            case JacksonException other -> "The body is not valid JSON: " + other.getOriginalMessage();
        };
    }

    private static String path(JsonMappingException mistake) {
        return mistake.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String kind(Class<?> type) {
        return Optional.ofNullable(type)
                .map(known -> {
                    if (known == String.class) {
                        return "text";
                    }
                    if (known == Integer.class || known == Long.class) {
                        return "a whole number";
                    }
                    return known == Boolean.class ? "true or false" : "of another kind";
                })
                .orElse("of another kind");
    }
}
