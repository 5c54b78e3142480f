package io.openhavip.eventing.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The producers of one {@link RelayTerm}: one for logs (events, commands), one for the compacted topics of states. A topic belongs to
 * one of them for ever, so a key's records in a topic stay in the order they were sent.
 *
 * <p>Two, because a broker answers a request when all of it is on its disk, and handles one request of a connection at a time: with
 * one producer an event and the state that goes with it wait for each other's write. States leave {@value #STATES_LATER_MILLIS} ms
 * later, and together, so that the disk has the event first: two writes at once take each other's time. No order is promised between a
 * topic of events and one of states, with one producer neither.
 *
 * <p>Each has one request under way at a time, and a failure of either closes both, so nothing that follows a lost record is written.
 * Thread-safe.
 */
final class RelayProducers {

    private static final int STATES_LATER_MILLIS = 5;

    private final Producer<String, byte[]> logs;
    private final Producer<String, byte[]> states;

    private RelayProducers(Producer<String, byte[]> logs, Producer<String, byte[]> states) {
        this.logs = logs;
        this.states = states;
    }

    static RelayProducers open(Map<String, Object> configuration) {
        Producer<String, byte[]> logs = open(configuration, "", 0);
        try {
            return new RelayProducers(logs, open(configuration, "-states", STATES_LATER_MILLIS));
        } catch (RuntimeException e) {
            logs.close(Duration.ZERO);
            throw e;
        }
    }

    private static Producer<String, byte[]> open(Map<String, Object> configuration, String suffix, int lingerMillis) {
        Map<String, Object> own = new HashMap<>(configuration);
        own.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
        own.computeIfPresent(ProducerConfig.CLIENT_ID_CONFIG, (name, id) -> id + suffix);
        return new KafkaProducer<>(own, new StringSerializer(), new ByteArraySerializer());
    }

    void send(RelayRow row, Callback callback) {
        (row.isState() ? states : logs).send(row.record(), callback);
    }

    /** Sends nothing more, not even what is queued. May be called from a callback. */
    void abandon() {
        close(Duration.ZERO);
    }

    /** Waits for what is under way, for each producer at most so long. */
    void close(Duration timeout) {
        List.of(logs, states).forEach(producer -> producer.close(timeout));
    }
}
