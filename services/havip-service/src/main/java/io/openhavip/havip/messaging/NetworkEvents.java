package io.openhavip.havip.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.DeadLetters;
import io.openhavip.eventing.consume.OrderedConsumer;
import io.openhavip.eventing.consume.PartitionOffsets;
import io.openhavip.eventing.consume.Progress;
import io.openhavip.havip.process.WhenNetworkAnswersThenContinue;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Lets the processes go on with what network-service says. */
@ApplicationScoped
public class NetworkEvents {

    private static final String CONSUMER = "network-events";

    private final OrderedConsumer consumer;

    NetworkEvents(EventSourcing eventSourcing, DeadLetters deadLetters, MeterRegistry meters) {
        this.consumer = new OrderedConsumer(
                CONSUMER,
                eventSourcing.unitOfWork(),
                new Progress(CONSUMER, "consumer_progress"),
                PartitionOffsets.NOT_KEPT,
                deadLetters,
                new WhenNetworkAnswersThenContinue(eventSourcing),
                1,
                meters);
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
