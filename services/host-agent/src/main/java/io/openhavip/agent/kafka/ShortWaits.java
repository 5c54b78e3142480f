package io.openhavip.agent.kafka;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer for what is said seldom and tried again by who says it: it gives up soon. */
public final class ShortWaits {

    /** How long sending may block. */
    public static final int LONGEST_BLOCK_MILLIS = 500;

    private static final int REQUEST_MILLIS = 2000;
    private static final int DELIVERY_MILLIS = 3000;

    private ShortWaits() {}

    /** Opens one, the caller's to close. */
    public static KafkaProducer<String, byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        REQUEST_MILLIS,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        DELIVERY_MILLIS,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        LONGEST_BLOCK_MILLIS),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
