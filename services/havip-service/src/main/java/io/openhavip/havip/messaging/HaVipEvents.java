package io.openhavip.havip.messaging;

import io.openhavip.eventing.projection.LiveProjection;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Feeds the read model: {@code havip.events} says what the HAVIPs are, {@code arp.ownership} who has them. */
@ApplicationScoped
public class HaVipEvents {

    private final LiveProjection projection;

    HaVipEvents(LiveProjection projection) {
        this.projection = projection;
    }

    @Incoming("havip-events")
    @Blocking
    void consumeHaVips(ConsumerRecords<String, byte[]> records) {
        projection.consume(records);
    }

    @Incoming("arp-ownership")
    @Blocking
    void consumeOwnership(ConsumerRecords<String, byte[]> records) {
        projection.consume(records);
    }

    void stop(@Observes ShutdownEvent event) {
        projection.stop();
    }
}
