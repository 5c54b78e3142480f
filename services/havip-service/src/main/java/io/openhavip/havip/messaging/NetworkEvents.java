package io.openhavip.havip.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.DeadLetters;
import io.openhavip.eventing.consume.ProcessConsumer;
import io.openhavip.havip.process.WhenNetworkAnswersThenContinue;
import io.openhavip.service.ProcessConsumers;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Lets the processes go on with what network-service says. */
@ApplicationScoped
public class NetworkEvents implements ProcessConsumers {

    private static final String CONSUMER = "network-events";

    private final ProcessConsumer consumer;

    NetworkEvents(EventSourcing eventSourcing, DeadLetters deadLetters, MeterRegistry meters) {
        this.consumer = new ProcessConsumer(
                CONSUMER,
                Topics.NETWORK_EVENTS,
                eventSourcing.unitOfWork(),
                deadLetters,
                new WhenNetworkAnswersThenContinue(eventSourcing),
                meters);
    }

    @Override
    public List<ProcessConsumer> all() {
        return List.of(consumer);
    }

    @Incoming("network-events")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) {
        consumer.consume(records);
    }

    void stop(@Observes ShutdownEvent event) {
        consumer.stop();
    }
}
