package io.openhavip.service;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.messaging.PromptProducers;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends what a request's caller waits for, past the relay. Owns a producer. Thread-safe. */
public final class AcknowledgedProducer implements AutoCloseable {

    /** How long a caller waits for the broker. */
    private static final int DELIVERY_LIMIT_MS = 5000;

    private final KafkaProducer<String, byte[]> producer;

    /** @param further configuration of the producer, which wins */
    public AcknowledgedProducer(String bootstrapServers, Map<String, Object> further) {
        this.producer = PromptProducers.open(bootstrapServers, DELIVERY_LIMIT_MS, DELIVERY_LIMIT_MS, further);
    }

    /**
     * Returns when the broker has it.
     *
     * @param what it says, for a refusal
     * @throws Refusal {@code ServiceUnavailable} if the broker does not say in time that it has it; it may take it later all the same
     */
    public void send(ProducerRecord<String, byte[]> record, String what) {
        try {
            producer.send(record).get();
        } catch (ExecutionException | KafkaException e) {
            throw new Refusal(ErrorCode.OPERATION_TIMED_OUT, "The broker did not take " + what + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(ErrorCode.OPERATION_TIMED_OUT, "The service is stopping.");
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
