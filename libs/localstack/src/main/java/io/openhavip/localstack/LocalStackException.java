package io.openhavip.localstack;

/** A server of this machine could not be prepared, started or stopped. The message is one sentence for the person at the terminal. */
public final class LocalStackException extends RuntimeException {

    public LocalStackException(String message) {
        super(message);
    }

    public LocalStackException(String message, Throwable cause) {
        super(message, cause);
    }
}
