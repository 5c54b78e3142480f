package io.openhavip.arp.deciding;

import io.openhavip.arp.domain.Claim;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.eventing.consume.Backoff;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Sorts the records of one batch: what changes nothing is settled while reading, the rest is left as one task an address, in the
 * order of its records. For one thread and one batch.
 */
final class AnnouncementBatch {

    /** Ten times what an announcement takes: a port's and a host's ids are the sender's to choose, and are remembered. */
    static final int MOST_VALUE_BYTES = 4096;

    private final Decisions decisions;
    private final InvalidAnnouncements invalid;
    private final DecisionMetrics metrics;
    private final Map<String, List<Runnable>> byKey = new LinkedHashMap<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private long repetitions;

    AnnouncementBatch(Decisions decisions, InvalidAnnouncements invalid, DecisionMetrics metrics) {
        this.decisions = decisions;
        this.invalid = invalid;
        this.metrics = metrics;
    }

    void read(HeldPartition partition, ConsumerRecord<String, byte[]> record) {
        if (record.value() != null && record.value().length > MOST_VALUE_BYTES) {
            bury(record, "value has " + record.value().length + " bytes, an announcement at most " + MOST_VALUE_BYTES);
            return;
        }
        switch (RecordCodec.decode(record)) {
            case Decoded.Known(var _, Announcement announcement)
            when isUnderItsKey(announcement, record.key()) -> readOrBury(partition, record, announcement);
            case Decoded.Known(var attributes, var message) ->
                bury(record, "not an announcement under its key: " + attributes.type() + " of " + message.subject());
            case Decoded.UnknownType _ -> metrics.invalidRecord();
            case Decoded.Tombstone _ -> bury(record, "no value");
            case Decoded.Invalid(String reason) -> bury(record, reason);
        }
    }

    /** What must be committed before the batch is done; each task may run beside the others. */
    List<Runnable> tasks() {
        metrics.countRepetitions(repetitions);
        return tasks;
    }

    // One record that nobody thought of must not stop all the others.
    private void readOrBury(HeldPartition partition, ConsumerRecord<String, byte[]> record, Announcement announcement) {
        try {
            read(partition, record, announcement);
        } catch (Backoff.Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            bury(record, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private void read(HeldPartition partition, ConsumerRecord<String, byte[]> record, Announcement announcement) {
        HeldAddress address = partition
                .find(record.key())
                .orElseGet(() -> partition.watch(announcement.key(), decisions.hasHaVip(announcement.key())));
        Instant appendedAt = Instant.ofEpochMilli(record.timestamp());
        Claim claim = new Claim(announcement, partition.position(record.offset()), appendedAt);
        if (partition.isRecalled(record.offset())) {
            decisions.recall(address, claim);
            return;
        }
        List<Runnable> waiting = byKey.get(record.key());
        if (waiting != null) {
            waiting.add(() -> read(partition, address, record, claim));
        } else if (address.alone(held -> held.noteRepetition(claim))) {
            repetitions++;
        } else if (!decisions.readWithoutChange(address, claim)) {
            List<Runnable> inOrder = new ArrayList<>();
            inOrder.add(() -> read(partition, address, record, claim));
            byKey.put(record.key(), inOrder);
            tasks.add(() -> inOrder.forEach(Runnable::run));
        }
    }

    private void read(
            HeldPartition partition, HeldAddress address, ConsumerRecord<String, byte[]> record, Claim claim) {
        try {
            decisions.read(address, claim);
            partition.keep(address);
        } catch (Backoff.Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            metrics.invalidRecord();
            invalid.bury(record, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private void bury(ConsumerRecord<String, byte[]> record, String reason) {
        metrics.invalidRecord();
        tasks.add(() -> invalid.bury(record, reason));
    }

    private static boolean isUnderItsKey(Announcement announcement, String key) {
        return key != null
                && key.length()
                        == announcement.vSwitchId().length()
                                + 1
                                + announcement.address().length()
                && key.startsWith(announcement.vSwitchId())
                && key.charAt(announcement.vSwitchId().length()) == '/'
                && key.endsWith(announcement.address())
                && !announcement.address().isEmpty()
                && !announcement.vSwitchId().isEmpty()
                && AddressKey.parse(key).vSwitchId().equals(announcement.vSwitchId());
    }
}
