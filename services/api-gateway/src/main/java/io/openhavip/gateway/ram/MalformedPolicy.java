package io.openhavip.gateway.ram;

/** A policy that cannot be read; its message says where. */
public final class MalformedPolicy extends RuntimeException {

    public MalformedPolicy(String message) {
        super(message, null, false, false);
    }
}
