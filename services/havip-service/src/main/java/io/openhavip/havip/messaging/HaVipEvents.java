package io.openhavip.havip.messaging;

import io.openhavip.eventing.projection.LiveProjection;
import io.openhavip.havip.projection.NetworkSide;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Feeds the read models: {@code havip.events} says what the HAVIPs are, {@code arp.ownership} who has them, {@code network.events} what
 * network-service keeps for them.
 */
@ApplicationScoped
public class HaVipEvents {

    private final LiveProjection projection;
    private final LiveProjection networkSide;

    HaVipEvents(LiveProjection projection, NetworkSide networkSide) {
        this.projection = projection;
        this.networkSide = networkSide.live();
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

    @Incoming("network-events-projection")
    @Blocking
    void consumeNetworkSide(ConsumerRecords<String, byte[]> records) {
        networkSide.consume(records);
    }

    void stop(@Observes ShutdownEvent event) {
        projection.stop();
        networkSide.stop();
    }
}
