package io.openhavip.arp.domain;

import io.openhavip.contracts.arp.ClaimPosition;
import io.openhavip.contracts.arp.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Announcements of one address that came before the facts that make them valid: keepalived may never repeat them, so the last one
 * of each sender is looked at again whenever a fact changes. Immutable; in reading order.
 */
public record EarlyClaims(List<Claim> claims) {

    /** How long after it was appended an announcement may still become a claim. */
    public static final Duration KEPT_FOR = Duration.ofSeconds(60);
    /** Most announcements remembered for one address; the oldest gives way. */
    public static final int MAX_KEPT = 16;

    public static final EarlyClaims NONE = new EarlyClaims(List.of());

    public EarlyClaims {
        claims = List.copyOf(claims);
    }

    public boolean isEmpty() {
        return claims.isEmpty();
    }

    /** Keeps {@code claim} instead of what the same sender announced before it; one that was read late replaces nothing. */
    EarlyClaims keep(Claim claim) {
        List<Claim> kept = new ArrayList<>(claims);
        kept.removeIf(known -> isSameSender(known, claim) && !known.capturedAt().isAfter(claim.capturedAt()));
        kept.add(claim);
        return new EarlyClaims(kept.subList(Math.max(0, kept.size() - MAX_KEPT), kept.size()));
    }

    EarlyClaims without(Claim claim) {
        return claims.contains(claim)
                ? new EarlyClaims(
                        claims.stream().filter(known -> !known.equals(claim)).toList())
                : this;
    }

    /** Forgets what was announced at or before {@code position}: somebody else announced the address since. */
    EarlyClaims without(ClaimPosition position) {
        return isEmpty()
                ? this
                : new EarlyClaims(claims.stream()
                        .filter(known -> !known.position().isNotAfter(position))
                        .toList());
    }

    /** What the owner announced while it still waited to become the owner is a repetition, and ends what came before it. */
    EarlyClaims withoutWhatTheOwnerRepeated(Ownership ownership) {
        if (isEmpty() || ownership.owner().isEmpty()) {
            return this;
        }
        return claims.stream()
                .filter(claim -> isBy(ownership.owner().get(), claim) && !ClaimRules.isOvertaken(claim, ownership))
                .reduce((_, last) -> last)
                .map(last -> without(last.position()))
                .orElse(this);
    }

    private static boolean isBy(Owner owner, Claim claim) {
        return owner.networkInterfaceId().equals(claim.networkInterfaceId())
                && owner.hostId().equals(claim.announcement().hostId())
                && owner.macAddress().equalsIgnoreCase(claim.announcement().senderMac())
                && owner.macAddress().equalsIgnoreCase(claim.announcement().etherSource());
    }

    EarlyClaims at(Instant now) {
        return claims.stream().allMatch(claim -> isKeptAt(claim, now))
                ? this
                : new EarlyClaims(
                        claims.stream().filter(claim -> isKeptAt(claim, now)).toList());
    }

    static boolean isKeptAt(Claim claim, Instant now) {
        return now.isBefore(claim.appendedAt().plus(KEPT_FOR));
    }

    // Host and MAC belong to it, so that a forged announcement can't displace the port's own.
    private static boolean isSameSender(Claim one, Claim other) {
        return one.networkInterfaceId().equals(other.networkInterfaceId())
                && one.announcement().hostId().equals(other.announcement().hostId())
                && one.announcement().senderMac().equals(other.announcement().senderMac());
    }
}
