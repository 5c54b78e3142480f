package io.openhavip.agent.announce;

import io.openhavip.contracts.arp.Announcement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Announcements that the broker has not acknowledged. Of each port and address it holds one on its way and the newest one waiting;
 * a newer one supersedes the waiting one, so that an outage leaves no backlog of stale claims. What is on its way is acknowledged
 * before the next of its port and address leaves, so those stay in order. Every announcement offered ends in exactly one of
 * published, superseded, refused, or is still pending.
 *
 * <p>Bounded: {@link #CLAIMS_A_PORT} addresses of one port, so that an instance that announces at random can't displace another's
 * claims. Thread-safe; {@link #offer} never blocks.
 */
public final class AnnouncementBuffer {

    /** Addresses of one port that may wait. An instance has at most 5 HAVIPs (HAVIP guide, limits). */
    static final int CLAIMS_A_PORT = 64;

    /** Sent and not acknowledged. */
    static final int IN_FLIGHT = 512;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LinkedHashMap<ClaimKey, Announcement> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> waitingByPort = new HashMap<>();
    private final Set<ClaimKey> inFlight = new HashSet<>();
    private long published;
    private long superseded;
    private long refused;
    private long failedAttempts;

    /**
     * Where the announcements offered so far are.
     *
     * @param refused offered over the bound of their port
     * @param failedAttempts sends that failed; each was then pending again or superseded
     */
    public record Counts(long published, long superseded, long refused, long failedAttempts, int pending) {}

    /** Takes an announcement; a waiting one of the same port and address is superseded. */
    public void offer(Announcement announcement) {
        ClaimKey key = ClaimKey.of(announcement);
        lock.lock();
        try {
            if (waiting.replace(key, announcement) != null) {
                superseded++;
            } else if (waitingByPort.getOrDefault(key.networkInterfaceId(), 0) >= CLAIMS_A_PORT) {
                refused++;
            } else {
                waiting.putLast(key, announcement);
                waitingByPort.merge(key.networkInterfaceId(), 1, Integer::sum);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The oldest announcement that may leave; it is then on its way until {@link #published} or {@link #failed}. */
    public Optional<Announcement> take(Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lockInterruptibly();
        try {
            Optional<Announcement> next = next();
            while (next.isEmpty() && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
                next = next();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** The broker has it. */
    public void published(Announcement announcement) {
        lock.lock();
        try {
            inFlight.remove(ClaimKey.of(announcement));
            published++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** It could not be sent: it waits again, ahead of the others, unless a newer one does. */
    public void failed(Announcement announcement) {
        ClaimKey key = ClaimKey.of(announcement);
        lock.lock();
        try {
            inFlight.remove(key);
            failedAttempts++;
            if (waiting.containsKey(key)) {
                superseded++;
            } else {
                waiting.putFirst(key, announcement);
                waitingByPort.merge(key.networkInterfaceId(), 1, Integer::sum);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public Counts counts() {
        lock.lock();
        try {
            return new Counts(published, superseded, refused, failedAttempts, waiting.size() + inFlight.size());
        } finally {
            lock.unlock();
        }
    }

    private Optional<Announcement> next() {
        if (inFlight.size() >= IN_FLIGHT) {
            return Optional.empty();
        }
        Iterator<Map.Entry<ClaimKey, Announcement>> entries = waiting.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<ClaimKey, Announcement> entry = entries.next();
            if (inFlight.add(entry.getKey())) {
                entries.remove();
                waitingByPort.computeIfPresent(
                        entry.getKey().networkInterfaceId(), (port, count) -> count == 1 ? null : count - 1);
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }
}
