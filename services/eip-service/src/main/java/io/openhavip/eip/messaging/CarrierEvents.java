package io.openhavip.eip.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.eip.process.WhenCarrierAnswersThenContinue;
import io.openhavip.eip.projection.Consumers;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.DeadLetters;
import io.openhavip.eventing.consume.ProcessConsumer;
import io.openhavip.service.ProcessConsumers;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Lets the processes go on with what havip-service and network-service say. */
@ApplicationScoped
public class CarrierEvents implements ProcessConsumers {

    private final ProcessConsumer haVips;
    private final ProcessConsumer network;

    CarrierEvents(EventSourcing eventSourcing, DeadLetters deadLetters, MeterRegistry meters) {
        this.haVips = consumer(Consumers.HAVIP_EVENTS, Topics.HAVIP_EVENTS, eventSourcing, deadLetters, meters);
        this.network = consumer(Consumers.NETWORK_EVENTS, Topics.NETWORK_EVENTS, eventSourcing, deadLetters, meters);
    }

    private static ProcessConsumer consumer(
            String name, Topic topic, EventSourcing eventSourcing, DeadLetters deadLetters, MeterRegistry meters) {
        return new ProcessConsumer(
                name,
                topic,
                eventSourcing.unitOfWork(),
                deadLetters,
                new WhenCarrierAnswersThenContinue(eventSourcing),
                meters);
    }

    @Override
    public List<ProcessConsumer> all() {
        return List.of(haVips, network);
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
