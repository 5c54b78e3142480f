package io.openhavip.arp.messaging;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.RecordCodec;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts reported announcements on arp.announcements. Owns a producer. Thread-safe. */
@Singleton
public class AnnouncementsProducer {

    /** How long a caller waits for the broker; an announcement older than 10 s is no claim anyway. */
    static final int DELIVERY_LIMIT_MS = 5000;

    private final KafkaProducer<String, byte[]> producer;
    private final Clock clock;

    AnnouncementsProducer(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers, Clock clock) {
        this.clock = clock;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "arp-gateway-announcements",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        DELIVERY_LIMIT_MS,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        DELIVERY_LIMIT_MS - 1000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        DELIVERY_LIMIT_MS),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /**
     * Returns when the broker has it.
     *
     * @throws Refusal {@code ServiceUnavailable} if the broker does not take it in time
     */
    public void publish(Announcement announcement, String correlationId) {
        CloudEvent attributes = new CloudEvent(
                UUID.randomUUID().toString(),
                MessageTypes.nameOf(Announcement.class),
                "arp-gateway",
                announcement.subject(),
                clock.instant(),
                OptionalLong.empty(),
                Optional.of(correlationId),
                Optional.empty(),
                Optional.empty());
        try {
            producer.send(RecordCodec.encode(Topics.ARP_ANNOUNCEMENTS.name(), attributes, announcement))
                    .get();
        } catch (ExecutionException | KafkaException e) {
            throw new Refusal(
                    ErrorCode.OPERATION_TIMED_OUT, "The broker did not take the announcement: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(ErrorCode.OPERATION_TIMED_OUT, "The service is stopping.");
        }
    }

    @PreDestroy
    void close() {
        producer.close();
    }
}
