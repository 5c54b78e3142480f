package io.openhavip.arp.domain;

import java.time.Instant;

/** Decides about one address. Pure: equal arguments give equal decisions, and nothing else is read or changed. */
@FunctionalInterface
public interface OwnershipDecider {

    /**
     * Judges a trigger.
     *
     * @param now the decider's clock; claims are judged by the broker's, see {@link Claim#appendedAt()}
     */
    Decision decide(Ownership ownership, Facts facts, Trigger trigger, Instant now);
}
