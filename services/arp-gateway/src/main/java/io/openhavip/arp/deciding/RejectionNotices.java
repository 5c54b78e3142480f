package io.openhavip.arp.deciding;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.AnnouncementRejected;
import io.openhavip.contracts.arp.AnnouncementRejected.Reason;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.Excerpt;
import io.openhavip.messaging.JsonMessages;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Publishes {@link AnnouncementRejected}, at most one per port, address and reason in {@link #INTERVAL}, with the number of refusals
 * since the one before. Refusing costs memory only; the notices leave in batches, and wait while the database is away. Thread-safe.
 */
@Singleton
public class RejectionNotices {

    static final Duration INTERVAL = Duration.ofSeconds(10);
    /** Most kinds of refusal counted at a time; what is refused beyond is in the metrics alone. */
    static final int MAX_KINDS = 10_000;
    /** Of them, of one port: an instance that makes addresses up gets no more notices than others, and delays nobody's. */
    static final int MAX_KINDS_OF_A_PORT = 8;

    private record Kind(AddressKey key, String networkInterfaceId, String hostId, Reason reason) {}

    private record Tally(long count, Instant noticeAt) {}

    private final Map<Kind, Tally> tallies = new LinkedHashMap<>();
    private final Map<String, Integer> kindsByPort = new HashMap<>();
    private final PostgresTransactions transactions;
    private final Outbox outbox;

    RejectionNotices(PostgresTransactions transactions, Outbox outbox) {
        this.transactions = transactions;
        this.outbox = outbox;
    }

    synchronized void add(AddressKey key, Announcement announcement, Reason reason, Instant now) {
        // An id that JSON cannot say would keep every notice from leaving.
        Kind kind =
                new Kind(key, Excerpt.of(announcement.networkInterfaceId()), Excerpt.of(announcement.hostId()), reason);
        Tally known = tallies.get(kind);
        if (known != null) {
            tallies.put(kind, new Tally(known.count() + 1, known.noticeAt()));
        } else if (tallies.size() < MAX_KINDS
                && kindsByPort.getOrDefault(kind.networkInterfaceId(), 0) < MAX_KINDS_OF_A_PORT) {
            tallies.put(kind, new Tally(1, now));
            kindsByPort.merge(kind.networkInterfaceId(), 1, Integer::sum);
        }
    }

    /** Publishes what is due. */
    void publish(Instant now) throws SQLException {
        List<AnnouncementRejected> due = takeDue(now);
        if (due.isEmpty()) {
            return;
        }
        try {
            transactions.inTransaction(_ -> {
                outbox.add(due.stream().map(RejectionNotices::row).toList());
                return true;
            });
        } catch (SQLException | RuntimeException e) {
            putBack(due, now);
            throw e;
        }
    }

    synchronized List<AnnouncementRejected> takeDue(Instant now) {
        List<AnnouncementRejected> due = new ArrayList<>();
        for (Iterator<Map.Entry<Kind, Tally>> entries = tallies.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<Kind, Tally> entry = entries.next();
            if (now.isBefore(entry.getValue().noticeAt())) {
                continue;
            }
            if (entry.getValue().count() == 0) {
                entries.remove();
                kindsByPort.computeIfPresent(
                        entry.getKey().networkInterfaceId(), (_, kinds) -> kinds == 1 ? null : kinds - 1);
            } else {
                due.add(notice(entry.getKey(), entry.getValue().count(), now));
                entry.setValue(new Tally(0, now.plus(INTERVAL)));
            }
        }
        return due;
    }

    private synchronized void putBack(List<AnnouncementRejected> notices, Instant now) {
        for (AnnouncementRejected notice : notices) {
            Kind kind = new Kind(
                    new AddressKey(notice.vSwitchId(), notice.address()),
                    notice.networkInterfaceId(),
                    notice.hostId(),
                    notice.reason());
            tallies.merge(
                    kind,
                    new Tally(notice.count(), now),
                    (since, kept) -> new Tally(since.count() + kept.count(), now));
        }
    }

    private static AnnouncementRejected notice(Kind kind, long count, Instant now) {
        return new AnnouncementRejected(
                kind.key().vSwitchId(),
                kind.key().address(),
                kind.networkInterfaceId(),
                kind.hostId(),
                kind.reason(),
                count,
                now);
    }

    private static OutboxRow row(AnnouncementRejected notice) {
        CloudEvent attributes = CloudEvent.of(
                UUID.randomUUID().toString(),
                MessageTypes.nameOf(AnnouncementRejected.class),
                "arp-gateway",
                notice.subject(),
                notice.rejectedAt());
        return OutboxRow.of(Topics.ARP_OWNERSHIP.name(), attributes, JsonMessages.write(notice));
    }
}
