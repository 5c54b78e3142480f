package io.openhavip.arp.deciding;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.arp.domain.HaVipOwnership;
import io.openhavip.arp.domain.Verdict.Judged;
import io.openhavip.arp.facts.FactsIndex;
import io.openhavip.arp.messaging.AnnouncementsConsumer;
import io.openhavip.arp.messaging.AnnouncementsLoop;
import io.openhavip.arp.process.WhenOwnershipSwitchedThenTellHosts;
import io.openhavip.arp.projection.OwnershipTable;
import io.openhavip.arp.projection.StoredOwnerships;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.DeadLetters;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.messaging.StateTopicReader;
import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestKafka;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A replica of arp-gateway without its web server, so that several can share one database in a test and one can end in the middle of
 * a batch. All that it consists of is the service's own.
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
    private final AnnouncementsLoop loop;
    private boolean ended;
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
        lanes = new Lanes(new DecidingLanes(4));
        timers = new BackOffTimers(lanes, clock);
        decisions = new Decisions(facts, new RejectionNotices(transactions, outbox), metrics, timers, clock);
        partitions = new HeldPartitions(table, ledger, new AnnouncementsTopic(brokers), facts, decisions, lanes, clock);
        InvalidAnnouncements invalid =
                new InvalidAnnouncements(transactions, new DeadLetters(Topics.ARP_DLQ, "arp-gateway", outbox));
        AnnouncementReader reader = new AnnouncementReader(partitions, decisions, invalid, metrics, lanes);
        loop = new AnnouncementsLoop(() -> consumer(brokers, group), reader, clock);
        factsReader = new StateTopicReader(brokers, Map.of(), List.of(Topics.HAVIP_STATE, Topics.NETWORK_STATE), facts);
        factsReader.start();
        loop.start();
    }

    private Consumer<String, byte[]> consumer(String brokers, String group) {
        Map<String, Object> configuration =
                AnnouncementsConsumer.configuration(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers));
        configuration.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // Several batches of a test's records, so that a crash comes between.
        configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20);
        return forgetting(new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer()));
    }

    /** A consumer that commits nothing once its replica crashes. */
    @SuppressWarnings("unchecked")
    private Consumer<String, byte[]> forgetting(Consumer<String, byte[]> consumer) {
        return (Consumer<String, byte[]>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (_, method, arguments) -> {
                    if (crashing && method.getName().startsWith("commit")) {
                        return null;
                    }
                    try {
                        return method.invoke(consumer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
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
    void crash() {
        crashing = true;
        close();
    }

    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        loop.stop();
        decisions.stop();
        partitions.stop();
        lanes.close();
        timers.close();
        loop.close();
        factsReader.close();
        eventSourcing.close();
        pool.close();
    }
}
