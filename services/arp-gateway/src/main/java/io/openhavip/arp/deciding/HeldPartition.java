package io.openhavip.arp.deciding;

import io.openhavip.arp.domain.AddressHolder;
import io.openhavip.arp.domain.AddressWatch;
import io.openhavip.arp.domain.Ownership;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.ClaimPosition;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * One announcement partition from its assignment to its loss, with every address on it that ever had an owner or is being announced.
 * Thread-safe; usable once {@link #loaded} was called.
 */
public final class HeldPartition {

    /** Most addresses that are watched although no HAVIP has them; what is announced beyond is refused and forgotten. */
    static final int MAX_WITHOUT_HAVIP = 10_000;

    private final int partition;
    private final long recallUntil;
    private final Map<String, HeldAddress> addresses = new ConcurrentHashMap<>();
    private final CountDownLatch loaded = new CountDownLatch(1);
    private volatile Function<AddressWatch, AddressHolder> holders;
    private volatile String topicId;
    private volatile int knownOwnerships;
    private volatile boolean lost;

    /** @param recallUntil first offset that no holder before has judged; records below it are only recalled */
    HeldPartition(int partition, long recallUntil) {
        this.partition = partition;
        this.recallUntil = recallUntil;
    }

    void loaded(String id, List<Ownership> ownerships, Function<AddressWatch, AddressHolder> makeHolder) {
        topicId = id;
        holders = makeHolder;
        knownOwnerships = ownerships.size();
        ownerships.forEach(ownership -> addresses.put(ownership.key().toString(), take(ownership)));
        loaded.countDown();
    }

    /**
     * Waits for {@link #loaded}.
     *
     * @throws InterruptedException if the service stops before
     */
    void awaitLoaded() throws InterruptedException {
        loaded.await();
        if (!isLoaded()) {
            throw new InterruptedException("the service stops");
        }
    }

    /** Ends the waiting of {@link #awaitLoaded}; for shutdown. */
    void abandon() {
        loaded.countDown();
    }

    boolean isLoaded() {
        return loaded.getCount() == 0 && holders != null;
    }

    /** The partition went to another replica; decisions under way are fenced by their epochs. */
    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    int number() {
        return partition;
    }

    ClaimPosition position(long offset) {
        return new ClaimPosition(topicId, partition, offset);
    }

    boolean isRecalled(long offset) {
        return offset < recallUntil;
    }

    boolean endsRecall(long offset) {
        return offset == recallUntil - 1;
    }

    /** The address of a record key, if it is watched. */
    Optional<HeldAddress> find(String recordKey) {
        return Optional.ofNullable(addresses.get(recordKey));
    }

    /** Begins to watch an address; one that no HAVIP has is refused a place when too many are watched already. */
    HeldAddress watch(AddressKey key, boolean hasHaVip) {
        HeldAddress fresh = take(Ownership.none(key));
        if (hasHaVip || addresses.size() < MAX_WITHOUT_HAVIP + knownOwnerships) {
            addresses.put(key.toString(), fresh);
        }
        return fresh;
    }

    /** Watches an address on that was decided about: it may have been swept, or never have had a place. */
    void keep(HeldAddress decided) {
        addresses.put(decided.key().toString(), decided);
    }

    Collection<HeldAddress> addresses() {
        return addresses.values();
    }

    /** Forgets addresses that were announced but never owned, once nothing waits for them. */
    void sweep(Instant now) {
        addresses.values().removeIf(address -> address.isIdle(now));
    }

    private HeldAddress take(Ownership ownership) {
        Optional<ClaimPosition> before = recallUntil == 0 ? Optional.empty() : Optional.of(position(recallUntil - 1));
        return new HeldAddress(ownership.key(), holders.apply(AddressWatch.takenOver(ownership, before)));
    }
}
