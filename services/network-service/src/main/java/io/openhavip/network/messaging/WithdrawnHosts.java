package io.openhavip.network.messaging;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.host.HostState;
import io.openhavip.eventing.Cause;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.network.process.HostWithdrawal;
import io.openhavip.service.ServiceIdentity;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Puts onto {@code host.state} that hosts are no more, past the relay: agents write there too, and the last record is what counts. Owns a
 * producer. Thread-safe.
 */
@Singleton
public class WithdrawnHosts implements HostWithdrawal {

    /** How long a caller waits for the broker. */
    private static final int DELIVERY_LIMIT_MS = 5000;

    private final KafkaProducer<String, byte[]> producer;
    private final ServiceIdentity identity;

    WithdrawnHosts(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers, ServiceIdentity identity) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
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
        try {
            producer.send(tombstone).get();
        } catch (ExecutionException | KafkaException e) {
            throw new Refusal(
                    ErrorCode.OPERATION_TIMED_OUT,
                    "The broker did not take that " + hostId + " is no more: " + e.getMessage());
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
