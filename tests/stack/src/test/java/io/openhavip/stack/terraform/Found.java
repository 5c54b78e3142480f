package io.openhavip.stack.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Supplier;

/** What is there, by the provider's idea of what is not. */
final class Found {

    private Found() {}

    static Optional<JsonNode> unlessGone(Supplier<JsonNode> call) {
        try {
            return Optional.of(call.get());
        } catch (ApiFailure failure) {
            if (failure.isNotFound()) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
