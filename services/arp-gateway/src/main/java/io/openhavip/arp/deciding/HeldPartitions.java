package io.openhavip.arp.deciding;

import io.openhavip.arp.domain.AddressHolder;
import io.openhavip.arp.domain.OwnershipLedger;
import io.openhavip.arp.domain.OwnershipRules;
import io.openhavip.arp.facts.FactsIndex;
import io.openhavip.arp.projection.OwnershipTable;
import io.openhavip.contracts.AddressKey;
import io.openhavip.eventing.consume.Backoff;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The partitions whose addresses this replica decides about. Taking one over loads its ownerships and settles releases and postponed
 * claims before its first announcement is judged; while the database or the broker is away, that waits. Thread-safe.
 */
@Singleton
public class HeldPartitions {

    private static final Logger LOG = Logger.getLogger(HeldPartitions.class);

    private final Map<Integer, HeldPartition> partitions = new ConcurrentHashMap<>();
    private final OwnershipTable table;
    private final OwnershipLedger ledger;
    private final AnnouncementsTopic topic;
    private final FactsIndex facts;
    private final Decisions decisions;
    private final Lanes lanes;
    private final Clock clock;
    private final Backoff backoff = new Backoff();

    HeldPartitions(
            OwnershipTable table,
            OwnershipLedger ledger,
            AnnouncementsTopic topic,
            FactsIndex facts,
            Decisions decisions,
            Lanes lanes,
            Clock clock) {
        this.table = table;
        this.ledger = ledger;
        this.topic = topic;
        this.facts = facts;
        this.decisions = decisions;
        this.lanes = lanes;
        this.clock = clock;
        facts.follow(this::factsChanged);
    }

    /**
     * Begins to hold a partition.
     *
     * @param recallUntil the first offset that no holder before has judged
     */
    public void assigned(int partition, long recallUntil) {
        HeldPartition taken = new HeldPartition(partition, recallUntil);
        HeldPartition before = partitions.put(partition, taken);
        if (before != null) {
            before.lose();
        }
        Thread.ofPlatform().name("take-over-" + partition).daemon().start(() -> takeOver(taken));
    }

    /** Ends holding a partition. What was read of it already is still decided: its offset may be committed by this replica. */
    public void lost(int partition) {
        HeldPartition held = partitions.get(partition);
        if (held != null) {
            held.lose();
        }
    }

    /** The partition of a record that was read, loaded; also one that was lost since. */
    HeldPartition awaitHeld(int partition) throws InterruptedException {
        HeldPartition held = partitions.get(partition);
        if (held == null) {
            throw new IllegalStateException("record of partition " + partition + ", which was never assigned");
        }
        held.awaitLoaded();
        return held;
    }

    /** How many addresses with or without an owner this replica decides about. */
    int addresses() {
        return partitions.values().stream()
                .filter(held -> !held.isLost())
                .mapToInt(held -> held.addresses().size())
                .sum();
    }

    /** Queues a look at an address whose facts changed, if it is held here. */
    void factsChanged(AddressKey key) {
        held(key).ifPresent(this::queueFacts);
    }

    /** Looks again at the early claims of a partition whose last minute has been recalled. */
    void recalled(HeldPartition partition) {
        partition.addresses().forEach(this::queueFacts);
    }

    /** Forgets what is only remembered for a while. */
    void sweep() {
        partitions.values().stream()
                .filter(held -> held.isLoaded() && !held.isLost())
                .forEach(held -> held.sweep(clock.instant()));
    }

    void stop() {
        backoff.stop();
        partitions.values().forEach(HeldPartition::abandon);
    }

    private Optional<HeldAddress> held(AddressKey key) {
        return Optional.ofNullable(partitions.get(OwnershipTable.partitionOf(key)))
                .filter(held -> held.isLoaded() && !held.isLost())
                .flatMap(held -> held.find(key.toString()));
    }

    private void queueFacts(HeldAddress address) {
        if (address.queueFacts()) {
            lanes.submit(() -> decisions.factsChanged(address));
        }
    }

    // Goes on for a partition that was lost meanwhile: records that were read of it wait for this.
    private void takeOver(HeldPartition taken) {
        for (int attempt = 0; ; attempt++) {
            try {
                facts.awaitCaughtUp();
                String topicId = topic.id();
                OwnershipRules rules = new OwnershipRules();
                taken.loaded(
                        topicId, table.ofPartition(taken.number()), watch -> new AddressHolder(rules, ledger, watch));
                recalled(taken);
                LOG.infof(
                        "partition taken over partition=%d addresses=%d",
                        taken.number(), taken.addresses().size());
                return;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warnf("takeover waits partition=%d attempt=%d cause=%s", taken.number(), attempt, e.getMessage());
                try {
                    backoff.await(attempt);
                } catch (Backoff.Stopped stopped) {
                    return;
                }
            }
        }
    }
}
