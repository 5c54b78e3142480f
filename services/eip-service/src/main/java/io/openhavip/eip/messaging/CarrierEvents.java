package io.openhavip.eip.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.eip.process.WhenCarrierAnswersThenContinue;
import io.openhavip.eip.projection.Consumers;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.DeadLetters;
import io.openhavip.eventing.consume.OrderedConsumer;
import io.openhavip.eventing.consume.PartitionOffsets;
import io.openhavip.eventing.consume.Progress;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Lets the processes go on with what havip-service and network-service say. */
@ApplicationScoped
public class CarrierEvents {

    private final OrderedConsumer haVips;
    private final OrderedConsumer network;

    CarrierEvents(EventSourcing eventSourcing, DeadLetters deadLetters, MeterRegistry meters) {
        this.haVips = consumer(Consumers.HAVIP_EVENTS, eventSourcing, deadLetters, meters);
        this.network = consumer(Consumers.NETWORK_EVENTS, eventSourcing, deadLetters, meters);
    }

    private static OrderedConsumer consumer(
            String name, EventSourcing eventSourcing, DeadLetters deadLetters, MeterRegistry meters) {
        return new OrderedConsumer(
                name,
                eventSourcing.unitOfWork(),
                new Progress(name, "consumer_progress"),
                PartitionOffsets.NOT_KEPT,
                deadLetters,
                new WhenCarrierAnswersThenContinue(eventSourcing),
                1,
                meters);
    }

    @Incoming("havip-events")
    @Blocking
    void consumeHaVips(ConsumerRecords<String, byte[]> records) {
        haVips.consume(records);
    }

    @Incoming("network-events")
    @Blocking
    void consumeNetwork(ConsumerRecords<String, byte[]> records) {
        network.consume(records);
    }

    void stop(@Observes ShutdownEvent event) {
        haVips.stop();
        network.stop();
    }
}
