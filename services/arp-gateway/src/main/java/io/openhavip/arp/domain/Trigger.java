package io.openhavip.arp.domain;

import io.openhavip.contracts.arp.ClaimPosition;
import java.util.Optional;

/** What makes the holder of an address decide about it. */
public sealed interface Trigger {

    /** The last position of the address that was read before this trigger; empty: none yet. */
    Optional<ClaimPosition> readUpTo();

    /** The next announcement was read. */
    record ClaimRead(Claim claim) implements Trigger {
        @Override
        public Optional<ClaimPosition> readUpTo() {
            return Optional.of(claim.precedingPosition());
        }
    }

    /** An announcement that came before its facts is looked at again. */
    record EarlyClaimRetried(Claim claim, Optional<ClaimPosition> readUpTo) implements Trigger {}

    /** A fact about the HAVIP or one of its ports changed, or the partition was taken over. */
    record FactsChanged(Optional<ClaimPosition> readUpTo) implements Trigger {}

    /** The back-off of a contested address ran out. */
    record BackOffEnded(Optional<ClaimPosition> readUpTo) implements Trigger {}
}
