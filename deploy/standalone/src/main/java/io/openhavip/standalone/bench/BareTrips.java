package io.openhavip.standalone.bench;

import io.openhavip.contracts.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Trips over the bare path, one at a time, to take turns with something else. Owns the path and its clients until closed. */
final class BareTrips implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final BarePath path;
    private final Fleet records;
    private final Producer<String, byte[]> producer;
    private final Arrivals arrivals;

    /** @param run tells the records of one stack apart: six lower-case letters or digits */
    BareTrips(BenchStack stack, String run) throws SQLException {
        stack.createTopic(BarePath.IN, Topics.ARP_ANNOUNCEMENTS);
        stack.createTopic(BarePath.OUT, Topics.ARP_OWNERSHIP);
        this.path = new BarePath(stack);
        this.records = new Fleet(run);
        this.producer = stack.producer(Map.of());
        this.arrivals = new Arrivals(stack.client().bootstrapServers(), BarePath.OUT, BenchStack.PARTITIONS, path);
    }

    /** One, to its end. */
    void trip(int number) throws InterruptedException {
        ProducerRecord<String, byte[]> record = records.claim(BarePath.IN, number, 0);
        arrivals.expect(record.key());
        producer.send(record);
        arrivals.awaitAll(LIMIT);
    }

    /** What was measured since the last call, in milliseconds. */
    Samples take() {
        return arrivals.take();
    }

    void discard() {
        arrivals.discard();
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        producer.close();
        arrivals.close();
        path.close();
    }
}
