package io.openhavip.arp.domain;

import io.openhavip.contracts.arp.ArpEvent;
import io.openhavip.contracts.arp.ArpEvent.ClaimPostponed;
import io.openhavip.contracts.arp.ArpEvent.OwnershipContested;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.ArpEvent.PostponedClaimCancelled;
import io.openhavip.contracts.arp.ClaimPosition;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.SwitchCause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The events of one decision while it is made, and the ownership after them. Lives for one call; not thread-safe. */
final class OwnershipDraft {

    private final Facts facts;
    private final Instant decidedAt;
    private final List<ArpEvent> events = new ArrayList<>();
    private Ownership ownership;

    OwnershipDraft(Ownership ownership, Facts facts, Instant decidedAt) {
        this.ownership = ownership;
        this.facts = facts;
        this.decidedAt = decidedAt;
    }

    /** The ownership after the events so far. */
    Ownership now() {
        return ownership;
    }

    Decision decision(Verdict verdict) {
        return new Decision(events, ownership, verdict);
    }

    void release(SwitchCause cause, Optional<ClaimPosition> readUpTo) {
        append(switched(Optional.empty(), cause, readUpTo, decidedAt, decidedAt));
    }

    void applyPostponed(PostponedClaim waiting, Instant at) {
        move(waiting.claimant(), waiting.position(), waiting.capturedAt(), SwitchCause.POSTPONED_CLAIM, at);
    }

    void move(Owner claimant, Claim claim, SwitchCause cause, Instant at) {
        move(claimant, claim.position(), claim.capturedAt(), cause, at);
    }

    void postpone(Owner claimant, Claim claim, Instant until) {
        append(new ClaimPostponed(
                ownership.key().vSwitchId(),
                ownership.key().address(),
                haVipId(),
                claimant,
                claim.position(),
                claim.capturedAt(),
                decidedAt,
                until));
    }

    void cancelPostponed(Optional<ClaimPosition> by) {
        append(new PostponedClaimCancelled(
                ownership.key().vSwitchId(),
                ownership.key().address(),
                ownership.haVipId().orElseThrow(),
                by,
                decidedAt));
    }

    private void move(Owner claimant, ClaimPosition position, Instant capturedAt, SwitchCause cause, Instant at) {
        Optional<OwnershipContested> contested = contestedBy(claimant, at);
        append(switched(Optional.of(claimant), cause, Optional.of(position), capturedAt, at));
        contested.ifPresent(this::append);
    }

    private Optional<OwnershipContested> contestedBy(Owner claimant, Instant at) {
        Optional<Owner> loser =
                ownership.owner().filter(owner -> !owner.networkInterfaceId().equals(claimant.networkInterfaceId()));
        int movesBefore = ownership
                .contest()
                .filter(contest -> !contest.isOverAt(at))
                .map(Contest::moves)
                .orElse(0);
        boolean cameBack = ownership.losses().stream()
                .anyMatch(loss -> loss.networkInterfaceId().equals(claimant.networkInterfaceId())
                        && !at.isAfter(loss.at().plus(Contest.WINDOW)));
        return loser.filter(_ -> movesBefore > 0 || cameBack)
                .map(owner -> contested(owner, claimant, movesBefore + 1, at));
    }

    private OwnershipContested contested(Owner loser, Owner winner, int moves, Instant at) {
        return new OwnershipContested(
                ownership.key().vSwitchId(),
                ownership.key().address(),
                haVipId(),
                loser.networkInterfaceId(),
                winner.networkInterfaceId(),
                moves,
                new Contest(moves, at, at).backOff().toMillis(),
                decidedAt);
    }

    private OwnershipSwitched switched(
            Optional<Owner> newOwner,
            SwitchCause cause,
            Optional<ClaimPosition> claim,
            Instant capturedAt,
            Instant effectiveAt) {
        return new OwnershipSwitched(
                ownership.key().vSwitchId(),
                ownership.key().address(),
                newOwner.isPresent() ? haVipId() : ownership.haVipId().orElseThrow(),
                ownership.epoch() + 1,
                ownership.owner(),
                newOwner,
                cause,
                claim,
                capturedAt,
                effectiveAt,
                decidedAt);
    }

    private String haVipId() {
        return facts.haVip().orElseThrow().haVipId();
    }

    private void append(ArpEvent event) {
        events.add(event);
        ownership = ownership.after(event);
    }
}
