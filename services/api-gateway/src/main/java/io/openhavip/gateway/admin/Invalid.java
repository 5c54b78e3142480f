package io.openhavip.gateway.admin;

/** A value that cannot be taken; its message says which and why. */
final class Invalid extends RuntimeException {

    Invalid(String message) {
        super(message, null, false, false);
    }
}
