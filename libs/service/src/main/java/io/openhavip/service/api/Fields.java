package io.openhavip.service.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import java.util.Optional;

/** Checks of what a request's body gives, before it becomes a command. */
public final class Fields {

    /** Longest id, address or block that a request may name; what exists is shorter. */
    static final int LONGEST_NAME_OF_A_THING = 64;
    /** Longest name that a resource may have (CreateHaVip, Name). */
    public static final int LONGEST_NAME = 128;
    /** Longest description that a resource may have (CreateHaVip, Description). */
    public static final int LONGEST_DESCRIPTION = 256;

    private Fields() {}

    /**
     * The body, which a request of this kind must have.
     *
     * @throws Refusal {@code InvalidRequestBody.Malformed} if there is none
     */
    public static <T> T body(T body) {
        if (body == null) {
            throw new Refusal(ErrorCode.MALFORMED_BODY, "The request has no body; it must be a JSON object.");
        }
        return body;
    }

    /**
     * The id, address or block that a field names.
     *
     * @throws Refusal {@code MissingParameter} if the field is absent or blank, {@code InvalidParameter} if it is too long
     */
    public static String required(String name, Optional<String> value) {
        return optional(name, value).filter(text -> !text.isBlank()).orElseThrow(() -> missing(name));
    }

    /**
     * The number that a field must give.
     *
     * @throws Refusal {@code MissingParameter} if the field is absent
     */
    public static long requiredNumber(String name, Optional<Long> value) {
        return value.orElseThrow(() -> missing(name));
    }

    /**
     * Text for people that a field must give.
     *
     * @throws Refusal {@code MissingParameter} if it is absent or blank, {@code InvalidParameter} if it is longer than {@code most}
     *     characters
     */
    public static String requiredText(String name, Optional<String> value, int most) {
        String text = text(name, value, most);
        if (text.isBlank()) {
            throw missing(name);
        }
        return text;
    }

    /** The refusal of a request without a parameter that it must have. */
    public static Refusal missing(String name) {
        return new Refusal(
                ErrorCode.MISSING_PARAMETER,
                "The input parameter \"" + name + "\" that is mandatory for processing this request is not supplied.");
    }

    /**
     * The id, address or block that a field names, if it is there.
     *
     * @throws Refusal {@code InvalidParameter} if it is too long
     */
    public static Optional<String> optional(String name, Optional<String> value) {
        value.ifPresent(text -> atMost(name, text, LONGEST_NAME_OF_A_THING));
        return value;
    }

    /**
     * Text for people; absent is empty.
     *
     * @throws Refusal {@code InvalidParameter} if it is longer than {@code most} characters
     */
    public static String text(String name, Optional<String> value, int most) {
        return value.map(text -> atMost(name, text, most)).orElse("");
    }

    /**
     * A resource's name: at most {@value #LONGEST_NAME} characters, not starting with http:// or https:// (CreateHaVip, Name).
     *
     * @param malformed the code for a name that is not allowed
     */
    public static String name(String name, Optional<String> value, ErrorCode malformed) {
        return label(name, value, LONGEST_NAME, malformed);
    }

    /**
     * A resource's description: at most {@value #LONGEST_DESCRIPTION} characters, not starting with http:// or https:// (CreateHaVip,
     * Description).
     *
     * @param malformed the code for a description that is not allowed
     */
    public static String description(String name, Optional<String> value, ErrorCode malformed) {
        return label(name, value, LONGEST_DESCRIPTION, malformed);
    }

    private static String label(String name, Optional<String> value, int most, ErrorCode malformed) {
        String text = value.orElse("");
        if (text.codePointCount(0, text.length()) > most || text.startsWith("http://") || text.startsWith("https://")) {
            throw new Refusal(
                    malformed,
                    "\"" + name + "\" must have at most " + most
                            + " characters and must not start with http:// or https://.");
        }
        return text;
    }

    private static String atMost(String name, String text, int most) {
        if (text.length() > most) {
            throw new Refusal(
                    ErrorCode.INVALID_PARAMETER,
                    "\"" + name + "\" must have at most " + most + " characters, not " + text.length() + ".");
        }
        return text;
    }

    /**
     * A page number or size within its bounds.
     *
     * @throws Refusal {@code InvalidParameter} if it is outside
     */
    public static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new Refusal(
                    ErrorCode.INVALID_PARAMETER,
                    "\"" + name + "\" must be " + least + " to " + most + ", not " + value + ".");
        }
        return value;
    }
}
