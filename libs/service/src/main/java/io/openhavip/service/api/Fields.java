package io.openhavip.service.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import java.util.Optional;

/** Checks of what a request's body gives, before it becomes a command. */
public final class Fields {

    private Fields() {}

    /**
     * @throws Refusal {@code MissingParameter} if the field is absent or blank
     */
    public static String required(String name, Optional<String> value) {
        return value.filter(text -> !text.isBlank())
                .orElseThrow(() -> new Refusal(
                        ErrorCode.MISSING_PARAMETER,
                        "The input parameter \"" + name
                                + "\" that is mandatory for processing this request is not supplied."));
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
