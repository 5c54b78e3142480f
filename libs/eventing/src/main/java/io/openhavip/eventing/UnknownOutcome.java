package io.openhavip.eventing;

/**
 * The database answered neither yes nor no: the connection broke while a commit was under way, so the change may or may not be
 * there. Never retried silently; whoever can repeat the request idempotently may do so.
 */
public final class UnknownOutcome extends RuntimeException {

    public UnknownOutcome(String message, Throwable cause) {
        super(message, cause);
    }
}
