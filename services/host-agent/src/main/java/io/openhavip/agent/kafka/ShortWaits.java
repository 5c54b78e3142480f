package io.openhavip.agent.kafka;

import io.openhavip.messaging.PromptProducers;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

/** A producer for what is said seldom and tried again by who says it: it gives up soon. */
public final class ShortWaits {

    /** How long sending may block. */
    public static final int LONGEST_BLOCK_MILLIS = 500;

    private static final int DELIVERY_MILLIS = 3000;

    private ShortWaits() {}

    /** Opens one, the caller's to close. */
    public static KafkaProducer<String, byte[]> producer(String bootstrapServers) {
        return PromptProducers.open(bootstrapServers, DELIVERY_MILLIS, LONGEST_BLOCK_MILLIS, Map.of());
    }
}
