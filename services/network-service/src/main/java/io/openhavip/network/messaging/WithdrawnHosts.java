package io.openhavip.network.messaging;

import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.host.HostState;
import io.openhavip.eventing.Cause;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.network.process.HostWithdrawal;
import io.openhavip.service.AcknowledgedProducer;
import io.openhavip.service.ServiceIdentity;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Puts onto {@code host.state} that hosts are no more, past the relay: agents write there too, and the last record is what counts. Owns a
 * producer. Thread-safe.
 */
@Singleton
public class WithdrawnHosts implements HostWithdrawal {

    private final AcknowledgedProducer producer;
    private final ServiceIdentity identity;

    WithdrawnHosts(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers, ServiceIdentity identity) {
        this.producer = new AcknowledgedProducer(bootstrapServers, Map.of());
        this.identity = identity;
    }

    @Override
    public void withdraw(String hostId, Cause cause) {
        ProducerRecord<String, byte[]> tombstone = new ProducerRecord<>(Topics.HOST_STATE.name(), hostId, null);
        new CloudEvent(
                        UUID.randomUUID().toString(),
                        MessageTypes.nameOf(HostState.class),
                        identity.name(),
                        hostId,
                        Instant.now(),
                        OptionalLong.empty(),
                        Optional.of(cause.correlationId()),
                        cause.causationId(),
                        cause.traceParent())
                .writeTo(tombstone.headers());
        producer.send(tombstone, "that " + hostId + " is no more");
    }

    @PreDestroy
    void close() {
        producer.close();
    }
}
