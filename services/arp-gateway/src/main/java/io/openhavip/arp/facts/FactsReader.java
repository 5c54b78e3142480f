package io.openhavip.arp.facts;

import io.openhavip.contracts.Topics;
import io.openhavip.messaging.StateTopicReader;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Feeds {@link FactsIndex} while the service runs; the service is ready once all facts are known. */
@Singleton
@Readiness
public class FactsReader implements HealthCheck {

    private final StateTopicReader reader;

    FactsReader(FactsIndex index, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.reader = new StateTopicReader(
                bootstrapServers, Map.of(), List.of(Topics.HAVIP_STATE, Topics.NETWORK_STATE), index);
    }

    void start(@Observes StartupEvent event) {
        reader.start();
    }

    void stop(@Observes ShutdownEvent event) {
        reader.close();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("facts of HAVIPs and instances")
                .status(reader.isCaughtUp())
                .build();
    }
}
