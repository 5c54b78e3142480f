package io.openhavip.network.process;

import io.openhavip.contracts.host.HostState;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The hosts whose agents have registered. Thread-safe. */
@Singleton
public class RegisteredHosts {

    /** A host as its agent told of it, and when. */
    public record Registration(HostState host, Instant at) {}

    private final Map<String, Registration> byId = new ConcurrentSkipListMap<>();
    private volatile boolean complete;

    public void add(Registration registration) {
        byId.put(registration.host().hostId(), registration);
    }

    public void remove(String hostId) {
        byId.remove(hostId);
    }

    /** Does nothing if its agent has registered it again since. */
    void remove(Registration registration) {
        byId.remove(registration.host().hostId(), registration);
    }

    Optional<Registration> find(String hostId) {
        return Optional.ofNullable(byId.get(hostId));
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
        return List.copyOf(byId.keySet());
    }

    /** By host, in order. */
    public List<Registration> all() {
        return List.copyOf(byId.values());
    }
}
