package io.openhavip.service.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** Text in a body that cannot be kept. */
final class UnstorableText extends MismatchedInputException {

    UnstorableText(JsonParser parser) {
        super(parser, "must not contain control characters or halves of surrogate pairs", String.class);
    }
}
