package io.openhavip.network.messaging;

import io.openhavip.contracts.State;
import io.openhavip.contracts.Topics;
import io.openhavip.messaging.StateListener;
import io.openhavip.messaging.StateTopicReader;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The hosts whose agents have registered, from {@code host.state}; the service is ready once all are known. Thread-safe. */
@Singleton
@Readiness
@Default
public class RegisteredHosts implements HealthCheck, StateListener {

    private final Set<String> hostIds = new ConcurrentSkipListSet<>();
    private final StateTopicReader reader;

    RegisteredHosts(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.reader = new StateTopicReader(bootstrapServers, Map.of(), List.of(Topics.HOST_STATE), this);
    }

    void start(@Observes StartupEvent event) {
        reader.start();
    }

    void stop(@Observes ShutdownEvent event) {
        reader.close();
    }

    /** Whether all that stood on the topic when this service started are known. */
    public boolean areComplete() {
        return reader.isCaughtUp();
    }

    /** Their ids, in order. */
    public List<String> hostIds() {
        return List.copyOf(hostIds);
    }

    @Override
    public void onState(String topic, String key, Optional<State> state, long recordTimestamp) {
        if (state.isPresent()) {
            hostIds.add(key);
        } else {
            hostIds.remove(key);
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("registered hosts")
                .status(reader.isCaughtUp())
                .build();
    }
}
