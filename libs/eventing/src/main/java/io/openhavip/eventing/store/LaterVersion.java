package io.openhavip.eventing.store;

/**
 * The store holds an event that this code does not know: a later version's, in the middle of an upgrade or after a step back. What
 * such an event did to its aggregate cannot be left out of a decision; the later version can decide.
 */
public final class LaterVersion extends RuntimeException {

    LaterVersion(String type) {
        super("an event of a later version: " + type);
    }
}
