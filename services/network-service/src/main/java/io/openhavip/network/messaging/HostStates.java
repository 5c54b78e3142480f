package io.openhavip.network.messaging;

import io.openhavip.contracts.State;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.host.HostState;
import io.openhavip.messaging.StateListener;
import io.openhavip.messaging.StateTopicReader;
import io.openhavip.network.process.RegisteredHosts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells of hosts from {@code host.state}; the service is ready once all are known. */
@Singleton
@Readiness
public class HostStates implements HealthCheck, StateListener {

    private final RegisteredHosts hosts;
    private final StateTopicReader reader;

    HostStates(RegisteredHosts hosts, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.hosts = hosts;
        this.reader = new StateTopicReader(bootstrapServers, Map.of(), List.of(Topics.HOST_STATE), this);
    }

    void start(@Observes StartupEvent event) {
        reader.start();
    }

    void stop(@Observes ShutdownEvent event) {
        reader.close();
    }

    @Override
    public void onState(String topic, String key, Optional<State> state, long recordTimestamp) {
        if (state.isPresent() && state.get() instanceof HostState host) {
            hosts.add(new RegisteredHosts.Registration(host, Instant.ofEpochMilli(recordTimestamp)));
        } else {
            hosts.remove(key);
        }
    }

    @Override
    public void onCaughtUp() {
        hosts.complete();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("registered hosts")
                .status(hosts.areComplete())
                .build();
    }
}
