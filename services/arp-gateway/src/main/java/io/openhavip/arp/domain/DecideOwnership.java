package io.openhavip.arp.domain;

import io.openhavip.contracts.AddressKey;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks the aggregate of one address to decide.
 *
 * @param expectedEpoch the epoch that the sender believes in; another one means that somebody else decided meanwhile
 */
public record DecideOwnership(
        @TargetAggregateIdentifier String id,
        AddressKey key,
        long expectedEpoch,
        Facts facts,
        Trigger trigger,
        Instant now) {

    public static DecideOwnership about(Ownership known, Facts facts, Trigger trigger, Instant now) {
        return new DecideOwnership(known.key().toString(), known.key(), known.epoch(), facts, trigger, now);
    }
}
