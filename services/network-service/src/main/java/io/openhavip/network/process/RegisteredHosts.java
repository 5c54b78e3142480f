package io.openhavip.network.process;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The hosts whose agents have registered. Thread-safe. */
@Singleton
public class RegisteredHosts {

    private final Set<String> hostIds = new ConcurrentSkipListSet<>();
    private volatile boolean complete;

    public void add(String hostId) {
        hostIds.add(hostId);
    }

    public void remove(String hostId) {
        hostIds.remove(hostId);
    }

    /** All that there were when this service started are told. */
    public void complete() {
        complete = true;
    }

    public boolean areComplete() {
        return complete;
    }

    /** Their ids, in order. */
    public List<String> hostIds() {
        return List.copyOf(hostIds);
    }
}
