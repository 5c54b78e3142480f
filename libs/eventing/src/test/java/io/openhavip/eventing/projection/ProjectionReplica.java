package io.openhavip.eventing.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.eventing.TestStore;
import io.openhavip.eventing.consume.Backoff;
import io.openhavip.eventing.consume.DeadLetterSink;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.testkit.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A process that keeps the projection up to date, in a consumer group with the others. */
final class ProjectionReplica implements AutoCloseable {

    final PostgresTransactions transactions;
    final ReadModel readModel;
    final MeterRegistry meters = new SimpleMeterRegistry();
    final LiveProjection live;
    final ProjectionRebuild rebuild;
    private final VpcProjection projection;
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);
    private volatile boolean closed;

    ProjectionReplica(TestStore store, VpcProjection projection) {
        this.projection = projection;
        this.transactions = store.newTransactions();
        this.readModel = new ReadModel(transactions, projection.name());
        Outbox outbox = new Outbox(transactions, () -> {});
        this.live =
                new LiveProjection(projection, transactions, outbox, DeadLetterSink.ALREADY_WRITTEN, readModel, meters);
        this.rebuild = new ProjectionRebuild(
                projection, transactions, outbox, readModel, TestKafka.bootstrapServers(), Map.of());
    }

    /** Consumes until closed. */
    void start() {
        thread.start();
    }

    private void run() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        TestKafka.bootstrapServers(),
                        "group.id",
                        "projection-" + projection.topic().name(),
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false,
                        "max.poll.records",
                        20),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(projection.topic().name()));
            while (!closed) {
                live.consume(consumer.poll(Duration.ofMillis(100)));
                consumer.commitSync();
            }
        } catch (Backoff.Stopped e) {
            // What it waited with is read by who comes after it.
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        live.stop();
        thread.join();
    }
}
