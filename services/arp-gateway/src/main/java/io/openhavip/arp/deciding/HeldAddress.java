package io.openhavip.arp.deciding;

import io.openhavip.arp.domain.AddressHolder;
import io.openhavip.arp.domain.Claim;
import io.openhavip.arp.domain.PostponedClaim;
import io.openhavip.arp.domain.Trigger;
import io.openhavip.contracts.AddressKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * One address in this replica's hands. Announcements, facts and timers come to it on different threads; its lock lets one at a time
 * decide. Thread-safe.
 */
final class HeldAddress {

    private final AddressKey key;
    private final AddressHolder holder;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean factsPending = new AtomicBoolean();
    private Optional<Instant> timerAt = Optional.empty();

    HeldAddress(AddressKey key, AddressHolder holder) {
        this.key = key;
        this.holder = holder;
    }

    AddressKey key() {
        return key;
    }

    /** Runs with the holder, alone. */
    <T> T alone(Function<AddressHolder, T> work) {
        lock.lock();
        try {
            return work.apply(holder);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a look at changed facts is to be queued; false if one is waiting already. */
    boolean queueFacts() {
        return factsPending.compareAndSet(false, true);
    }

    /** Called before the facts are read, so that a change during the look is not missed. */
    void beginFacts() {
        factsPending.set(false);
    }

    /** The time for which a timer must be set; empty: none is needed, or it is set already. */
    Optional<Instant> newTimer() {
        return alone(held -> {
            Optional<Instant> until = held.watch().ownership().postponed().map(PostponedClaim::until);
            boolean isNew = until.isPresent() && !until.equals(timerAt);
            timerAt = until;
            return isNew ? until : Optional.empty();
        });
    }

    void timerFired() {
        lock.lock();
        timerAt = Optional.empty();
        lock.unlock();
    }

    /** Whether nothing would be lost by forgetting the address: it never had an owner, and no early claim waits. */
    boolean isIdle(Instant now) {
        return alone(held -> held.watch().ownership().epoch() == 0
                && held.watch().onFacts(now).size() == 1);
    }

    /** The ports that a decision about {@code trigger} may touch. */
    static List<String> portsOf(AddressHolder held, Optional<Claim> claim) {
        List<String> ports = new ArrayList<>(4);
        claim.ifPresent(read -> ports.add(read.networkInterfaceId()));
        held.watch().ownership().owner().ifPresent(owner -> ports.add(owner.networkInterfaceId()));
        held.watch()
                .ownership()
                .postponed()
                .ifPresent(waiting -> ports.add(waiting.claimant().networkInterfaceId()));
        for (Claim early : held.watch().early().claims()) {
            ports.add(early.networkInterfaceId());
        }
        return ports;
    }

    /** The claim that a trigger is about. */
    static Optional<Claim> claimOf(Trigger trigger) {
        return switch (trigger) {
            case Trigger.ClaimRead(Claim claim) -> Optional.of(claim);
            case Trigger.EarlyClaimRetried(Claim claim, var _) -> Optional.of(claim);
            case Trigger.FactsChanged _, Trigger.BackOffEnded _ -> Optional.empty();
        };
    }
}
