package io.openhavip.testkit;

/** A server that tests may take away and give back. Its address and what it acknowledged stay the same over all of it. */
public interface TestServer {

    /** Starts it and waits until it serves; no-op when it runs. */
    void start();

    /** Ends it in an orderly way. */
    void stop();

    /** Ends it as kill -9 does, also while it stands still. */
    void kill();

    /** Stops it where it is, connections and all, until {@link #thaw} or its end. */
    void freeze();

    /** Lets it go on. */
    void thaw();

    /** Ends it for good and deletes what it kept. */
    void discard();
}
