package io.openhavip.arp.messaging;

import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.RecordCodec;
import io.openhavip.service.AcknowledgedProducer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts reported announcements on arp.announcements. Owns a producer. Thread-safe. */
@Singleton
public class AnnouncementsProducer {

    private final AcknowledgedProducer producer;
    private final Clock clock;

    AnnouncementsProducer(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers, Clock clock) {
        this.clock = clock;
        this.producer = new AcknowledgedProducer(
                bootstrapServers, Map.of(ProducerConfig.CLIENT_ID_CONFIG, "arp-gateway-announcements"));
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
        producer.send(
                RecordCodec.encode(Topics.ARP_ANNOUNCEMENTS.name(), attributes, announcement), "the announcement");
    }

    @PreDestroy
    void close() {
        producer.close();
    }
}
