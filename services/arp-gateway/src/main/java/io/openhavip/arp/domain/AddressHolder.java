package io.openhavip.arp.domain;

import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides about one address on behalf of the replica that holds its partition: from memory while nothing changes, through the ledger
 * when something does. A replica that has lost the partition without knowing finds its epoch passed, loads what happened and judges
 * again; positions keep it from applying anything twice.
 *
 * <p>Not thread-safe: one address is handled by one thread at a time.
 */
public final class AddressHolder {

    private final OwnershipDecider decider;
    private final OwnershipLedger ledger;
    private AddressWatch watch;

    public AddressHolder(OwnershipDecider decider, OwnershipLedger ledger, AddressWatch watch) {
        this.decider = decider;
        this.ledger = ledger;
        this.watch = watch;
    }

    public AddressWatch watch() {
        return watch;
    }

    /**
     * Decides about a trigger; when this returns, the decision is committed.
     *
     * @throws RuntimeException a fault of the ledger; the address is as it was, and the trigger may be handled again
     */
    public Decision handle(Trigger trigger, Facts facts, Instant now) {
        while (true) {
            Decision decision = decider.decide(watch.ownership(), facts, trigger, now);
            if (!decision.changesNothing()) {
                try {
                    decision = ledger.append(DecideOwnership.about(watch.ownership(), facts, trigger, now));
                } catch (StaleEpochException _) {
                    watch = watch.reloaded(ledger.load(watch.ownership().key()));
                    continue;
                }
            }
            watch = watch.after(trigger, decision, facts, now);
            return decision;
        }
    }

    /**
     * Takes note of the owner's repetition, nearly all of the traffic, without looking at the facts: whatever changes them settles
     * releases itself ({@link #factsChanged}). False if it is not one, or would change something; then nothing was done.
     */
    public boolean noteRepetition(Claim claim) {
        Announcement announcement = claim.announcement();
        Optional<Owner> owner = watch.ownership().owner();
        boolean repetition = watch.isQuiet()
                && owner.isPresent()
                && owner.get().networkInterfaceId().equals(announcement.networkInterfaceId())
                && owner.get().hostId().equals(announcement.hostId())
                && owner.get().macAddress().equalsIgnoreCase(announcement.senderMac())
                && owner.get().macAddress().equalsIgnoreCase(announcement.etherSource())
                && !ClaimRules.isTooOld(claim);
        if (repetition) {
            watch = watch.read(claim.position());
        }
        return repetition;
    }

    /** Decides from memory if nothing is to be appended; empty: {@link #handle} must decide, and nothing was done. */
    public Optional<Decision> handleWithoutChange(Trigger trigger, Facts facts, Instant now) {
        Decision decision = decider.decide(watch.ownership(), facts, trigger, now);
        if (!decision.changesNothing()) {
            return Optional.empty();
        }
        watch = watch.after(trigger, decision, facts, now);
        return Optional.of(decision);
    }

    /** Forgets what was believed of the ownership: after a fault, the store may hold more. */
    public void reload() {
        watch = watch.reloaded(ledger.load(watch.ownership().key()));
    }

    /** Remembers an announcement that another holder judged; see {@link AddressWatch#recall}. */
    public void recall(Claim claim, Facts facts, Instant now) {
        watch = watch.recall(claim, facts, now);
    }

    /** Decides what a change of facts leads to: releases, then early claims. */
    public List<Decision> factsChanged(Facts facts, Instant now) {
        List<Decision> decisions = new ArrayList<>();
        watch.onFacts(now).forEach(trigger -> decisions.add(handle(trigger, facts, now)));
        return decisions;
    }

    /** Applies or drops the postponed claim if its back-off has ended. */
    public Decision backOffEnded(Facts facts, Instant now) {
        return handle(new Trigger.BackOffEnded(watch.readUpTo()), facts, now);
    }
}
