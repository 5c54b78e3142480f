package io.openhavip.service.api;

/** The end of what a request began did not come in time: nobody refused it, and it may still take effect. */
public final class UnendedOperation extends RuntimeException {

    UnendedOperation(String message) {
        // No stack trace, as a refusal has none: it is an answer.
        super(message, null, false, false);
    }
}
