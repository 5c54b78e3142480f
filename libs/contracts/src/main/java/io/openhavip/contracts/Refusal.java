package io.openhavip.contracts;

/**
 * A rule refused a command: the one exception type for it. The caller is told {@link #code()} and the message, and nothing was
 * changed. Any other exception out of a domain is a fault.
 */
public final class Refusal extends RuntimeException {

    private final ErrorCode code;

    public Refusal(ErrorCode code, String message) {
        // No stack trace: a refusal is an answer, and a loaded service gives many.
        super(message, null, false, false);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
