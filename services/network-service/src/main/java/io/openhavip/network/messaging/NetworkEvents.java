package io.openhavip.network.messaging;

import io.openhavip.eventing.projection.LiveProjection;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Feeds the read model from {@code network.events}. */
@ApplicationScoped
public class NetworkEvents {

    private final LiveProjection projection;

    NetworkEvents(LiveProjection projection) {
        this.projection = projection;
    }

    @Incoming("network-events")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) {
        projection.consume(records);
    }

    void stop(@Observes ShutdownEvent event) {
        projection.stop();
    }
}
