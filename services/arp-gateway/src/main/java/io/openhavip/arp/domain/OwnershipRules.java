package io.openhavip.arp.domain;

import io.openhavip.arp.domain.Trigger.BackOffEnded;
import io.openhavip.arp.domain.Trigger.ClaimRead;
import io.openhavip.arp.domain.Trigger.EarlyClaimRetried;
import io.openhavip.arp.domain.Trigger.FactsChanged;
import io.openhavip.arp.domain.Verdict.Judged;
import io.openhavip.contracts.arp.AnnouncementRejected.Reason;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.SwitchCause;
import java.time.Instant;
import java.util.Optional;

/**
 * The rules of DESIGN section 4 in the order in which they apply: an owner that may not keep the address is released, a postponed
 * claim that is due is settled, then the trigger's own claim is judged. Stateless.
 */
public final class OwnershipRules implements OwnershipDecider {

    @Override
    public Decision decide(Ownership ownership, Facts facts, Trigger trigger, Instant now) {
        OwnershipDraft draft = new OwnershipDraft(ownership, facts, now);
        Instant at = trigger instanceof ClaimRead(Claim claim) ? claim.appendedAt() : now;
        Optional<SwitchCause> release = ReleaseRules.cause(ownership, facts);
        if (release.isPresent()) {
            releaseOwner(draft, facts, release.get(), trigger, now);
        } else {
            settlePostponed(draft, facts, at);
        }
        Verdict verdict = switch (trigger) {
            case ClaimRead(Claim claim) -> judge(draft, facts, claim, SwitchCause.CLAIM, at);
            case EarlyClaimRetried(Claim claim, var _) -> judge(draft, facts, claim, SwitchCause.EARLY_CLAIM, at);
            case FactsChanged _, BackOffEnded _ -> Judged.NO_CLAIM;
        };
        return draft.decision(verdict);
    }

    // Without an owner there is nobody whom a back-off would protect, so what waited is applied at once.
    private static void releaseOwner(
            OwnershipDraft draft, Facts facts, SwitchCause cause, Trigger trigger, Instant now) {
        Optional<PostponedClaim> waiting = draft.now().postponed();
        if (waiting.isPresent() && !mayOwn(waiting.get(), cause, facts)) {
            draft.cancelPostponed(Optional.empty());
            waiting = Optional.empty();
        }
        draft.release(cause, trigger.readUpTo());
        waiting.ifPresent(claim -> draft.applyPostponed(claim, claim.until().isBefore(now) ? claim.until() : now));
    }

    private static boolean mayOwn(PostponedClaim waiting, SwitchCause cause, Facts facts) {
        return cause != SwitchCause.HAVIP_DELETED && ClaimRules.isStillValid(waiting.claimant(), facts);
    }

    private static void settlePostponed(OwnershipDraft draft, Facts facts, Instant at) {
        Optional<PostponedClaim> due = draft.now().postponed().filter(claim -> !at.isBefore(claim.until()));
        if (due.isEmpty()) {
            return;
        }
        if (ClaimRules.isStillValid(due.get().claimant(), facts)) {
            draft.applyPostponed(due.get(), due.get().until());
        } else {
            draft.cancelPostponed(Optional.empty());
        }
    }

    private static Verdict judge(OwnershipDraft draft, Facts facts, Claim claim, SwitchCause cause, Instant at) {
        Ownership ownership = draft.now();
        if (ownership.hasRead(claim.networkInterfaceId(), claim.position())) {
            return Judged.DUPLICATE;
        }
        if (ClaimRules.isTooOld(claim)) {
            return new Verdict.Refused(Reason.STALE, false);
        }
        Optional<Verdict.Refused> refusal = ClaimRules.refusal(claim, facts);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (ClaimRules.isOvertaken(claim, ownership)) {
            return new Verdict.Refused(Reason.STALE, false);
        }
        Owner claimant = facts.port(claim.networkInterfaceId()).orElseThrow().asOwner();
        if (ownership.owner().filter(claimant::equals).isPresent()) {
            ownership.postponed().ifPresent(_ -> draft.cancelPostponed(Optional.of(claim.position())));
            return Judged.REPEATED;
        }
        if (ClaimRules.isOnlyAHolder(claim, ownership)) {
            return Judged.HOLDER;
        }
        return moveOrPostpone(draft, claim, claimant, cause, at);
    }

    private static Verdict moveOrPostpone(
            OwnershipDraft draft, Claim claim, Owner claimant, SwitchCause cause, Instant at) {
        Ownership ownership = draft.now();
        Optional<Instant> until = ownership
                .contest()
                .filter(contest -> ownership.owner().isPresent() && !contest.isOverAt(at))
                .map(Contest::nextMoveAt)
                .filter(at::isBefore);
        if (until.isEmpty()) {
            draft.move(claimant, claim, cause, at);
            return Judged.APPLIED;
        }
        if (ownership
                .postponed()
                .filter(waiting -> waiting.claimant().equals(claimant))
                .isPresent()) {
            return Judged.ALREADY_POSTPONED;
        }
        draft.postpone(claimant, claim, until.get());
        return Judged.POSTPONED;
    }
}
