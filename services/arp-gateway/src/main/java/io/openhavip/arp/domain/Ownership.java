package io.openhavip.arp.domain;

import io.openhavip.contracts.AddressKey;
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

/**
 * Who has one address, and what the next decision must remember; nothing but its events makes it. Immutable.
 *
 * @param haVipId the HAVIP of the last switch; empty: the address never had an owner
 * @param epoch number of switches so far, over HAVIPs that come and go
 * @param lastRead highest position among the claims that left an event; kept over releases
 * @param claimedAt the latest time at which an owner's claim was captured; kept over releases. It never goes back, so that a claim
 *     which was overtaken once stays so, whoever judges it
 * @param losses ports that lost the address within {@link Contest#WINDOW}, newest last
 * @param releases ports that were released, while their old announcements could be read again
 * @param postponed present only while there is an owner and a contest
 */
public record Ownership(
        AddressKey key,
        Optional<String> haVipId,
        long epoch,
        Optional<Owner> owner,
        Optional<ClaimPosition> lastRead,
        Optional<Instant> claimedAt,
        List<Loss> losses,
        List<Release> releases,
        Optional<Contest> contest,
        Optional<PostponedClaim> postponed) {

    /** A HAVIP has at most ten associated instances or interfaces; older ones can't matter. */
    static final int MAX_REMEMBERED_PORTS = 16;

    public Ownership {
        losses = List.copyOf(losses);
        releases = List.copyOf(releases);
    }

    /** The address before its first owner. */
    public static Ownership none(AddressKey key) {
        return new Ownership(
                key,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** The ownership once {@code event} has happened. */
    public Ownership after(ArpEvent event) {
        return switch (event) {
            case OwnershipSwitched switched -> afterSwitch(switched);
            case OwnershipContested contested -> afterContested(contested);
            case ClaimPostponed waiting -> afterPostponed(waiting);
            case PostponedClaimCancelled cancelled -> afterCancelled(cancelled);
        };
    }

    /** Whether a claim of this port and position was judged before. */
    public boolean hasRead(String networkInterfaceId, ClaimPosition position) {
        return hasPassed(position) || wasReadBeforeRelease(networkInterfaceId, position);
    }

    /** Whether a claim that left an event came at {@code position} or later. */
    boolean hasPassed(ClaimPosition position) {
        return lastRead.filter(position::isNotAfter).isPresent();
    }

    /** Whether the port was the owner when {@code position} was read, and has been released since. */
    boolean wasReadBeforeRelease(String networkInterfaceId, ClaimPosition position) {
        return releases.stream()
                .anyMatch(release -> release.networkInterfaceId().equals(networkInterfaceId)
                        && position.isNotAfter(release.readUpTo()));
    }

    public boolean isOwnedBy(String networkInterfaceId) {
        return owner.isPresent() && owner.get().networkInterfaceId().equals(networkInterfaceId);
    }

    private Ownership afterSwitch(OwnershipSwitched switched) {
        boolean sameHaVip = switched.cause() != SwitchCause.HAVIP_DELETED
                && (haVipId.isEmpty() || haVipId.get().equals(switched.haVipId()));
        boolean released = switched.newOwner().isEmpty();
        Optional<ClaimPosition> read = released ? lastRead : later(lastRead, switched.claim());
        return new Ownership(
                key,
                Optional.of(switched.haVipId()),
                switched.epoch(),
                switched.newOwner(),
                read,
                released ? claimedAt : Optional.of(latest(switched.capturedAt())),
                sameHaVip ? lossesAfter(switched) : List.of(),
                releasesAfter(switched, read),
                contest.filter(known -> sameHaVip && !known.isOverAt(switched.effectiveAt())),
                Optional.empty());
    }

    private Instant latest(Instant capturedAt) {
        return claimedAt.filter(capturedAt::isBefore).orElse(capturedAt);
    }

    private List<Loss> lossesAfter(OwnershipSwitched switched) {
        if (switched.newOwner().isEmpty()) {
            return losses;
        }
        String winner = switched.newOwner().get().networkInterfaceId();
        Instant oldest = switched.effectiveAt().minus(Contest.WINDOW);
        List<Loss> kept = new ArrayList<>(losses);
        kept.removeIf(
                loss -> loss.networkInterfaceId().equals(winner) || loss.at().isBefore(oldest));
        switched.previousOwner()
                .filter(loser -> !loser.networkInterfaceId().equals(winner))
                .ifPresent(loser -> kept.add(new Loss(loser.networkInterfaceId(), switched.effectiveAt())));
        return newest(kept);
    }

    private List<Release> releasesAfter(OwnershipSwitched switched, Optional<ClaimPosition> read) {
        List<Release> kept = new ArrayList<>(releases);
        if (switched.newOwner().isEmpty()
                && switched.previousOwner().isPresent()
                && switched.claim().isPresent()) {
            String port = switched.previousOwner().get().networkInterfaceId();
            kept.removeIf(release -> release.networkInterfaceId().equals(port));
            kept.add(new Release(port, switched.claim().get()));
        }
        kept.removeIf(release -> read.filter(release.readUpTo()::isNotAfter).isPresent());
        return newest(kept);
    }

    private Ownership afterContested(OwnershipContested contested) {
        Instant movedAt =
                losses.isEmpty() ? contested.decidedAt() : losses.getLast().at();
        return withContest(Optional.of(new Contest(contested.moves(), movedAt, movedAt)), postponed, lastRead);
    }

    private Ownership afterPostponed(ClaimPostponed waiting) {
        return withContest(
                contest.map(known -> known.postponedUntil(waiting.until())),
                Optional.of(
                        new PostponedClaim(waiting.claimant(), waiting.claim(), waiting.capturedAt(), waiting.until())),
                later(lastRead, Optional.of(waiting.claim())));
    }

    private Ownership afterCancelled(PostponedClaimCancelled cancelled) {
        return withContest(contest, Optional.empty(), later(lastRead, cancelled.by()));
    }

    private Ownership withContest(
            Optional<Contest> newContest, Optional<PostponedClaim> newPostponed, Optional<ClaimPosition> read) {
        return new Ownership(key, haVipId, epoch, owner, read, claimedAt, losses, releases, newContest, newPostponed);
    }

    private static Optional<ClaimPosition> later(Optional<ClaimPosition> known, Optional<ClaimPosition> read) {
        boolean keep = read.isEmpty() || known.filter(read.get()::isNotAfter).isPresent();
        return keep ? known : read;
    }

    private static <T> List<T> newest(List<T> items) {
        return items.subList(Math.max(0, items.size() - MAX_REMEMBERED_PORTS), items.size());
    }
}
