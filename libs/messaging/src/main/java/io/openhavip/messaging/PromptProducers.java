package io.openhavip.messaging;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Producers for what is said again by who says it, or whose caller waits: they give up soon. */
public final class PromptProducers {

    /** Less than a delivery, so that there is time for the answer that a request does not get. */
    private static final int REQUEST_SHORTER_MILLIS = 1000;

    private PromptProducers() {}

    /**
     * Opens one, the caller's to close.
     *
     * @param deliveryMillis until a record is given up
     * @param blockMillis how long sending may block
     * @param further configuration, which wins
     */
    public static KafkaProducer<String, byte[]> open(
            String bootstrapServers, int deliveryMillis, int blockMillis, Map<String, Object> further) {
        Map<String, Object> configuration = new HashMap<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                blockMillis,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                deliveryMillis - REQUEST_SHORTER_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                deliveryMillis));
        configuration.putAll(further);
        return new KafkaProducer<>(configuration, new StringSerializer(), new ByteArraySerializer());
    }
}
