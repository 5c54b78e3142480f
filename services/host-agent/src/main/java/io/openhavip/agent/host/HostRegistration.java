package io.openhavip.agent.host;

import io.openhavip.agent.kafka.ShortWaits;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.host.HostState;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.RecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/**
 * Tells the others, on {@code host.state}, that this host is there, or that it is removed. The last word counts: it is sent until the
 * broker has it, once. Owns a producer. Thread-safe.
 */
public final class HostRegistration implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final Logger LOG = Logger.getLogger(HostRegistration.class);

    private final HostState host;
    private final Producer<String, byte[]> producer;
    private Optional<Boolean> wanted = Optional.empty();
    private Optional<Boolean> underWay = Optional.empty();
    private Optional<Boolean> told = Optional.empty();

    public HostRegistration(String bootstrapServers, HostState host) {
        this(host, ShortWaits.producer(bootstrapServers));
    }

    HostRegistration(HostState host, Producer<String, byte[]> producer) {
        this.host = host;
        this.producer = producer;
    }

    /** This host works. A host that was removed is back with the agent's next start only. Call {@link #send} to have it told. */
    public synchronized void register() {
        if (wanted.isEmpty()) {
            wanted = Optional.of(true);
        }
    }

    /** This host is no more. Sends that until the broker has it; false if it does not in time, and {@link #send} goes on trying. */
    public boolean remove(Duration atMost) {
        synchronized (this) {
            wanted = Optional.of(false);
        }
        long deadline = System.nanoTime() + atMost.toNanos();
        do {
            send();
            producer.flush();
            if (isRemoved()) {
                return true;
            }
        } while (System.nanoTime() < deadline);
        return false;
    }

    private synchronized boolean isRemoved() {
        return told.equals(Optional.of(false));
    }

    /** Sends what the broker does not have yet; call it from time to time. Blocks at most {@value ShortWaits#LONGEST_BLOCK_MILLIS} ms. */
    public synchronized void send() {
        if (wanted.isEmpty() || wanted.equals(told) || wanted.equals(underWay)) {
            return;
        }
        boolean present = wanted.get();
        underWay = wanted;
        try {
            producer.send(record(present), (metadata, failure) -> ended(present, failure));
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
            ended(present, e);
        } catch (KafkaException e) {
            ended(present, e);
        }
    }

    private ProducerRecord<String, byte[]> record(boolean present) {
        CloudEvent attributes = CloudEvent.of(
                UUID.randomUUID().toString(),
                MessageTypes.nameOf(HostState.class),
                "host-agent",
                host.subject(),
                Instant.now());
        ProducerRecord<String, byte[]> full = RecordCodec.encode(Topics.HOST_STATE.name(), attributes, host);
        return present ? full : new ProducerRecord<>(full.topic(), null, full.key(), null, full.headers());
    }

    private synchronized void ended(boolean present, Exception failure) {
        underWay = Optional.empty();
        if (failure == null) {
            told = Optional.of(present);
            LOG.infof(
                    "host %s hostId=%s tunnelAddress=%s",
                    present ? "registered" : "removed",
                    host.hostId(),
                    host.tunnelAddress().orElse(""));
        } else {
            LOG.debugf("host not told of, trying again cause=%s", failure.getMessage());
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
