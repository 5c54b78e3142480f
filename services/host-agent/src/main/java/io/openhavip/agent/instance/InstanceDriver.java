package io.openhavip.agent.instance;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Runs instances on this host. What runs outlives the agent and is found again by the next one. Implementations are thread-safe;
 * callers give one instance at most one order at a time, {@link #list} and {@link #console} at any time.
 */
public interface InstanceDriver extends AutoCloseable {

    /** Why orders would fail at present, such as another agent that gives them here; asked again and again. Empty: nothing is in the way. */
    Optional<String> obstacle();

    /** Everything that is here, running or not. */
    List<InstanceView> list() throws IOException;

    /** What is here under this id. */
    Optional<InstanceView> find(String instanceId) throws IOException;

    /** Whether it runs; cheap. */
    boolean isRunning(String instanceId);

    /**
     * Boots an instance that does not run; at its first boot with a new disk and its user data. Returns when it has begun to boot.
     *
     * @throws IOException if it could not be; nothing of it runs then
     */
    void start(InstanceSpec spec) throws IOException;

    /**
     * Ends an instance: its services get {@code limit} to end by themselves, or until {@code atOnce}; zero ends it at once. No-op when it
     * does not run.
     *
     * @param atOnce asked again and again meanwhile
     */
    void stop(String instanceId, Duration limit, BooleanSupplier atOnce) throws IOException;

    default void stop(String instanceId, Duration limit) throws IOException {
        stop(instanceId, limit, () -> false);
    }

    /** Ends and boots again. */
    default void reboot(InstanceSpec spec, Duration limit) throws IOException {
        stop(spec.instanceId(), limit);
        start(spec);
    }

    /** Gives a running instance the ports that it must have and takes others away. */
    void plug(InstanceSpec spec) throws IOException;

    /** Ends an instance at once and removes all of it. No-op when nothing of it is here. */
    void delete(String instanceId) throws IOException;

    /** The end of what it printed since its first boot, at most {@code limit} bytes; empty when nothing of it is here. */
    byte[] console(String instanceId, int limit) throws IOException;

    /** Lets another agent give orders here; what runs goes on. */
    @Override
    void close();
}
