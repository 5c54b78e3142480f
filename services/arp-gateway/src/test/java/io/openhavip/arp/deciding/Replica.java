package io.openhavip.arp.deciding;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.arp.config.ArpConfig;
import io.openhavip.arp.domain.HaVipOwnership;
import io.openhavip.arp.domain.Verdict.Judged;
import io.openhavip.arp.facts.FactsIndex;
import io.openhavip.arp.messaging.AnnouncementsRebalance;
import io.openhavip.arp.process.WhenOwnershipSwitchedThenTellHosts;
import io.openhavip.arp.projection.OwnershipTable;
import io.openhavip.arp.projection.StoredOwnerships;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.Backoff;
import io.openhavip.eventing.consume.DeadLetters;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.messaging.StateTopicReader;
import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestKafka;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A replica of arp-gateway without its web server, so that several can share one database in a test and one can end in the middle of
 * a batch. What decides is the service's own; only the polling loop is the test's.
 */
final class Replica implements AutoCloseable {

    private final CountingDataSource pool;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StateTopicReader factsReader;
    private final EventSourcing eventSourcing;
    private final Lanes lanes;
    private final BackOffTimers timers;
    private final Decisions decisions;
    private final HeldPartitions partitions;
    private final AnnouncementReader reader;
    private final AnnouncementsRebalance rebalance;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread = Thread.ofPlatform().name("replica").unstarted(this::poll);
    private volatile boolean ending;
    private volatile boolean crashing;

    Replica(TestDatabase database, String group) throws SQLException {
        String brokers = TestKafka.bootstrapServers();
        Clock clock = Clock.systemUTC();
        pool = new CountingDataSource(database);
        PostgresTransactions transactions = new PostgresTransactions(pool.dataSource());
        eventSourcing = EventSourcing.builder(transactions, "arp-gateway", Topics.ARP_OWNERSHIP)
                .aggregate(HaVipOwnership.class)
                .reaction(new WhenOwnershipSwitchedThenTellHosts())
                .start();
        Outbox outbox = new Outbox(transactions, () -> {});
        OwnershipTable table = new OwnershipTable(pool.dataSource());
        StoredOwnerships ledger = new StoredOwnerships(eventSourcing, table);
        FactsIndex facts = new FactsIndex();
        DecisionMetrics metrics = new DecisionMetrics(meters);
        lanes = new Lanes(new Configuration());
        timers = new BackOffTimers(lanes, clock);
        decisions = new Decisions(facts, new RejectionNotices(transactions, outbox), metrics, timers, clock);
        partitions = new HeldPartitions(table, ledger, new AnnouncementsTopic(brokers), facts, decisions, lanes, clock);
        InvalidAnnouncements invalid =
                new InvalidAnnouncements(transactions, new DeadLetters(Topics.ARP_DLQ, "arp-gateway", outbox));
        reader = new AnnouncementReader(partitions, decisions, invalid, metrics, lanes);
        rebalance = new AnnouncementsRebalance(partitions, clock);
        factsReader = new StateTopicReader(brokers, Map.of(), List.of(Topics.HAVIP_STATE, Topics.NETWORK_STATE), facts);
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "group.id",
                        group,
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        "max.poll.records",
                        20,
                        // The service's own: a crashed member's partitions move before a test gives up.
                        "session.timeout.ms",
                        6000,
                        "partition.assignment.strategy",
                        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        factsReader.start();
        thread.start();
    }

    private record Configuration() implements ArpConfig {
        @Override
        public int parallelDecisions() {
            return 4;
        }

        @Override
        public Map<String, String> hostCredentials() {
            return Map.of();
        }
    }

    /** Announcements by owners that changed nothing. */
    long repetitions() {
        return (long) meters.counter("havip.arp.claims", "outcome", Judged.REPEATED.name())
                .count();
    }

    long refusals() {
        return (long)
                meters.counter("havip.arp.rejected", "reason", "NOT_ASSOCIATED").count();
    }

    long databaseUses() {
        return pool.uses();
    }

    int addresses() {
        return partitions.addresses();
    }

    /** Ends at once, most likely in a batch, with nothing committed to Kafka that the batch had left to do. */
    void crash() throws InterruptedException {
        crashing = true;
        end();
    }

    @Override
    public void close() throws InterruptedException {
        if (!ending) {
            end();
        }
    }

    private void end() throws InterruptedException {
        ending = true;
        decisions.stop();
        partitions.stop();
        lanes.close();
        timers.close();
        consumer.wakeup();
        thread.interrupt();
        thread.join();
        factsReader.close();
        eventSourcing.close();
        pool.close();
    }

    private void poll() {
        try {
            consumer.subscribe(List.of(Topics.ARP_ANNOUNCEMENTS.name()), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                    rebalance.onPartitionsAssigned(consumer, assigned);
                }

                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                    rebalance.onPartitionsRevoked(consumer, revoked);
                }
            });
            while (!ending) {
                ConsumerRecords<String, byte[]> batch = consumer.poll(Duration.ofMillis(50));
                if (!batch.isEmpty()) {
                    reader.read(batch);
                    if (!crashing) {
                        // As SmallRye does: a commit that a rebalance overtakes is no fault, the records are read
                        // again.
                        consumer.commitAsync();
                    }
                }
            }
        } catch (WakeupException | InterruptException | InterruptedException | Backoff.Stopped e) {
            Thread.interrupted();
        } catch (RuntimeException e) {
            if (!ending) {
                throw e;
            }
        } finally {
            consumer.close();
        }
    }
}
