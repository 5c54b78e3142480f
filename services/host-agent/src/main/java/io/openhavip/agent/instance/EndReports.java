package io.openhavip.agent.instance;

import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.InstanceEnd;
import io.openhavip.contracts.network.NetworkCommand.ReportInstanceEnded;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.RecordCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Tells network-service, on {@code network.commands}, of instances that ended by themselves. The command's id is made of the run, so that
 * a repetition, also by the next agent, is a duplicate there. Owns a producer. Thread-safe.
 */
final class EndReports implements AutoCloseable {

    private static final int LONGEST_BLOCK_MILLIS = 500;
    private static final int REQUEST_MILLIS = 2000;
    private static final int DELIVERY_MILLIS = 3000;
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final String hostId;
    private final KafkaProducer<String, byte[]> producer;

    EndReports(String bootstrapServers, String hostId) {
        this.hostId = hostId;
        this.producer = new KafkaProducer<>(
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

    /**
     * Returns when the broker has it.
     *
     * @throws IOException if the broker does not in time
     */
    void report(String instanceId, int run, InstanceEnd end) throws IOException {
        ReportInstanceEnded command = new ReportInstanceEnded(instanceId, hostId, run, end);
        CloudEvent attributes = CloudEvent.of(
                hostId + "/" + instanceId + "/" + run + "/ended",
                MessageTypes.nameOf(ReportInstanceEnded.class),
                "host-agent",
                command.subject(),
                Instant.now());
        try {
            producer.send(RecordCodec.encode(Topics.NETWORK_COMMANDS.name(), attributes, command))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an end was reported", e);
        } catch (ExecutionException | KafkaException e) {
            throw new IOException("end not reported: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
