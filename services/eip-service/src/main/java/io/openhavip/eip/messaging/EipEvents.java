package io.openhavip.eip.messaging;

import io.openhavip.eip.projection.Maintained;
import io.openhavip.eip.projection.Projections;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Feeds the read models: {@code eip.events} says what the EIPs are, the carriers' topics who holds them. */
@ApplicationScoped
public class EipEvents {

    private final Projections projections;

    EipEvents(Projections projections) {
        this.projections = projections;
    }

    @Incoming("eip-events")
    @Blocking
    void consumeEips(ConsumerRecords<String, byte[]> records) {
        projections.eips().live().consume(records);
    }

    @Incoming("havip-attachments")
    @Blocking
    void consumeHaVips(ConsumerRecords<String, byte[]> records) {
        projections.atHaVips().live().consume(records);
    }

    @Incoming("network-attachments")
    @Blocking
    void consumeInstances(ConsumerRecords<String, byte[]> records) {
        projections.atInstances().live().consume(records);
    }

    void stop(@Observes ShutdownEvent event) {
        for (Maintained each : projections.all()) {
            each.live().stop();
        }
    }
}
