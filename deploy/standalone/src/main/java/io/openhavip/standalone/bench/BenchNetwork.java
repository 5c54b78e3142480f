package io.openhavip.standalone.bench;

import java.io.IOException;

/** What guests are plugged into. */
interface BenchNetwork {

    /** For lines of progress. */
    String name();

    void plug(Guest guest) throws IOException;
}
