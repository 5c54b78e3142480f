package io.openhavip.eventing.store;

/**
 * The database holds what this code does not know: a later version's, in the middle of an upgrade or after a step back. What an event
 * did to its aggregate cannot be left out of a decision, and tables of another form are not this code's to write; the later version can.
 */
public final class LaterVersion extends RuntimeException {

    private LaterVersion(String message) {
        super(message);
    }

    static LaterVersion event(String type) {
        return new LaterVersion("an event of a later version: " + type);
    }

    /** @param schema whose tables are not of this version */
    public static LaterVersion tables(String schema) {
        return new LaterVersion("the tables of another version: " + schema);
    }
}
