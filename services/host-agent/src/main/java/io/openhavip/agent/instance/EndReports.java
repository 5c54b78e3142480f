package io.openhavip.agent.instance;

import io.openhavip.agent.kafka.ShortWaits;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.InstanceEnd;
import io.openhavip.contracts.network.NetworkCommand.ReportInstanceEnded;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.RecordCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;

/**
 * Tells network-service, on {@code network.commands}, of instances that ended by themselves. The command's id is made of the run, so that
 * a repetition, also by the next agent, is a duplicate there. Owns a producer. Thread-safe.
 */
final class EndReports implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final String hostId;
    private final KafkaProducer<String, byte[]> producer;

    EndReports(String bootstrapServers, String hostId) {
        this.hostId = hostId;
        this.producer = ShortWaits.producer(bootstrapServers);
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
