package io.openhavip.eventing.outbox;

/** The broker did not acknowledge a record; the relay's term is over. */
final class SendFailed extends RuntimeException {

    SendFailed(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
