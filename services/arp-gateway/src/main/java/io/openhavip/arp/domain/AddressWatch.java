package io.openhavip.arp.domain;

import io.openhavip.arp.domain.Trigger.EarlyClaimRetried;
import io.openhavip.arp.domain.Trigger.FactsChanged;
import io.openhavip.arp.domain.Verdict.Judged;
import io.openhavip.contracts.arp.ClaimPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the holder of an address's partition knows of it: the ownership, which its events rebuild, and what is only in memory, which
 * reading the last minute of the topic again ({@link #recall}) rebuilds after a crash or a partition move. Immutable.
 *
 * @param readUpTo last position that was read, here or by the holder before
 */
public record AddressWatch(Ownership ownership, EarlyClaims early, Optional<ClaimPosition> readUpTo) {

    /** An address as its new holder finds it; every announcement up to {@code committed} was judged by another. */
    public static AddressWatch takenOver(Ownership ownership, Optional<ClaimPosition> committed) {
        return new AddressWatch(ownership, EarlyClaims.NONE, committed);
    }

    /** The same address after another decider's events were found in the store. */
    public AddressWatch reloaded(Ownership found) {
        return new AddressWatch(found, early, readUpTo);
    }

    /** The same address once the announcement at {@code position}, which changed nothing, was read. */
    AddressWatch read(ClaimPosition position) {
        return new AddressWatch(ownership, early, later(position));
    }

    /** Whether the owner's own repetition would change nothing at all, not even here. */
    public boolean isQuiet() {
        return early.isEmpty() && ownership.postponed().isEmpty();
    }

    /** What to decide when a fact changed: first the releases, then what came early, in the order of reading. */
    public List<Trigger> onFacts(Instant now) {
        List<Trigger> triggers = new ArrayList<>();
        triggers.add(new FactsChanged(readUpTo));
        early.at(now).claims().forEach(claim -> triggers.add(new EarlyClaimRetried(claim, readUpTo)));
        return triggers;
    }

    /** The watch once {@code decision} about {@code trigger} is committed. */
    public AddressWatch after(Trigger trigger, Decision decision, Facts facts, Instant now) {
        EarlyClaims kept = switch (trigger) {
            case Trigger.ClaimRead(Claim claim) -> earlyAfter(claim, decision.verdict(), facts, now);
            case EarlyClaimRetried(Claim claim, var _) -> earlyAfter(claim, decision.verdict(), facts, now);
            case FactsChanged _, Trigger.BackOffEnded _ -> early.at(now);
        };
        Optional<ClaimPosition> read =
                trigger instanceof Trigger.ClaimRead(Claim claim) ? later(claim.position()) : readUpTo;
        return new AddressWatch(decision.after(), kept.withoutWhatTheOwnerRepeated(decision.after()), read);
    }

    /**
     * Reads again an announcement that another holder judged, so as to remember what it had kept as early. Nothing is decided; the
     * caller goes on with {@link #onFacts} when it has recalled all.
     */
    public AddressWatch recall(Claim claim, Facts facts, Instant now) {
        Optional<Verdict.Refused> refusal = ClaimRules.refusal(claim, facts);
        boolean fresh = !ClaimRules.isTooOld(claim) && !ClaimRules.isOvertaken(claim, ownership);
        boolean repeated = ownership.isOwnedBy(claim.networkInterfaceId()) && refusal.isEmpty() && fresh;
        if (ownership.hasPassed(claim.position()) || repeated || wasRepetition(claim, facts)) {
            return new AddressWatch(ownership, early.without(claim.position()), later(claim.position()));
        }
        if (ownership.hasRead(claim.networkInterfaceId(), claim.position())) {
            return new AddressWatch(ownership, early, later(claim.position()));
        }
        boolean keep = EarlyClaims.isKeptAt(claim, now)
                && fresh
                && refusal.map(Verdict.Refused::early).orElse(true);
        return new AddressWatch(ownership, keep ? early.keep(claim) : early, later(claim.position()));
    }

    /**
     * Whether the port was the owner when it announced this, and has been released since: an owner's repetition ended what came early
     * before it; what its port merely forged did not.
     */
    private boolean wasRepetition(Claim claim, Facts facts) {
        return ownership.wasReadBeforeRelease(claim.networkInterfaceId(), claim.position())
                && !ClaimRules.isTooOld(claim)
                && !ClaimRules.isOvertaken(claim, ownership)
                && ClaimRules.isOfThePort(claim, facts);
    }

    private EarlyClaims earlyAfter(Claim claim, Verdict verdict, Facts facts, Instant now) {
        EarlyClaims kept = early.at(now);
        return switch (verdict) {
            case Verdict.Refused(var _, boolean early) ->
                early && EarlyClaims.isKeptAt(claim, now) ? kept.keep(claim) : kept.without(claim);
            case Judged judged ->
                switch (judged) {
                    case APPLIED, POSTPONED, REPEATED -> kept.without(claim.position());
                    // The postponed claim is an older one of this port; if it is dropped, this one is still the port's
                    // last word.
                    case ALREADY_POSTPONED -> kept.keep(claim);
                    // It counts when the owner goes, as it would if it were read then.
                    case HOLDER -> kept.keep(claim);
                    case DUPLICATE ->
                        wasRepetition(claim, facts) ? kept.without(claim.position()) : kept.without(claim);
                    case NO_CLAIM, OVERTAKEN -> kept;
                };
        };
    }

    private Optional<ClaimPosition> later(ClaimPosition position) {
        return readUpTo.filter(position::isNotAfter).isPresent() ? readUpTo : Optional.of(position);
    }
}
