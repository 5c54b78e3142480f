package io.openhavip.arp.domain;

import java.time.Instant;

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
            watch = watch.after(trigger, decision, now);
            return decision;
        }
    }

    /** Remembers an announcement that another holder judged; see {@link AddressWatch#recall}. */
    public void recall(Claim claim, Facts facts, Instant now) {
        watch = watch.recall(claim, facts, now);
    }

    /** Decides what a change of facts leads to: releases, then early claims. */
    public void factsChanged(Facts facts, Instant now) {
        watch.onFacts(now).forEach(trigger -> handle(trigger, facts, now));
    }

    /** Applies or drops the postponed claim if its back-off has ended. */
    public void backOffEnded(Facts facts, Instant now) {
        handle(new Trigger.BackOffEnded(watch.readUpTo()), facts, now);
    }
}
