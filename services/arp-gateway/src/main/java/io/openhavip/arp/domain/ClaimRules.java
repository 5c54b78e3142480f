package io.openhavip.arp.domain;

import io.openhavip.contracts.arp.Announcement.Source;
import io.openhavip.contracts.arp.AnnouncementRejected.Reason;
import io.openhavip.contracts.arp.Owner;
import java.time.Duration;
import java.util.Optional;

/**
 * Which announcements count as claims (DESIGN section 4). Stricter than OVN's virtual ports: Ethernet source and sender MAC must be
 * the port's own, since a dead node that still holds the address answers ordinary ARP. Pure.
 */
final class ClaimRules {

    /** An announcement that took longer than this from the port to the broker says nothing about now. */
    static final Duration MAX_AGE = Duration.ofSeconds(10);

    /**
     * How far the clocks of two hosts may be apart before a failover between them could be mistaken for an old announcement.
     *
     * <p>The test against the owner's capture time is there for an agent that was cut off from Kafka and publishes, on its return,
     * an announcement older than the owner's. Too small an allowance loses real failovers, and keepalived may never repeat one; too
     * large a one lets such a leftover through, which {@link #MAX_AGE} and the agent's probe at reconnect bound anyway. So it leans
     * to the generous side: hosts kept by NTP are milliseconds apart, and keepalived's own second burst, one second later, is
     * another second of margin. A refusal is counted and published, never silent.
     */
    static final Duration ALLOWED_CLOCK_SKEW = Duration.ofSeconds(2);

    private ClaimRules() {}

    /** Whether the announcement was too old when it reached the broker. */
    static boolean isTooOld(Claim claim) {
        return claim.appendedAt().isAfter(claim.capturedAt().plus(MAX_AGE));
    }

    /** Whether the claim was captured before that of the current or last owner. */
    static boolean isOvertaken(Claim claim, Ownership ownership) {
        return ownership
                .claimedAt()
                .filter(claimed -> claim.capturedAt().isBefore(claimed.minus(ALLOWED_CLOCK_SKEW)))
                .isPresent();
    }

    /**
     * Whether the claim is an answer to an agent's probe that says nothing against the owner. A node whose keepalived was killed holds the
     * address and answers as well; that no other port of its host does is no proof, unless the owner is one of those: it was asked too
     * and was silent.
     */
    static boolean isOnlyAHolder(Claim claim, Ownership ownership) {
        return claim.announcement().source() == Source.PROBED
                && ownership
                        .owner()
                        .filter(owner ->
                                !owner.hostId().equals(claim.announcement().hostId())
                                        || isCapturedBeforeTheOwners(claim, ownership))
                        .isPresent();
    }

    // Of one host, so of one clock.
    private static boolean isCapturedBeforeTheOwners(Claim claim, Ownership ownership) {
        return ownership.claimedAt().filter(claim.capturedAt()::isBefore).isPresent();
    }

    /** Why the facts don't allow the claim; empty: they do. Trust comes first, so that a forged claim is never kept as early. */
    static Optional<Verdict.Refused> refusal(Claim claim, Facts facts) {
        Optional<Port> known = facts.port(claim.networkInterfaceId());
        if (known.isPresent()
                && !known.get().hostId().equals(claim.announcement().hostId())) {
            return refused(Reason.NOT_ON_HOST, false);
        }
        if (known.isPresent() && !hasOwnMacs(claim, known.get())) {
            return refused(Reason.FOREIGN_MAC, false);
        }
        if (facts.haVip().isEmpty()) {
            return refused(Reason.UNKNOWN_ADDRESS, true);
        }
        if (known.isEmpty() || !facts.isInVSwitch(known.get())) {
            return refused(Reason.UNKNOWN_PORT, true);
        }
        Port port = known.get();
        if (!facts.isAssociated(port)) {
            return refused(Reason.NOT_ASSOCIATED, true);
        }
        return port.isRunning() ? Optional.empty() : refused(Reason.NOT_RUNNING, port.isComingUp());
    }

    /** Whether a claimant that was valid once still is, in the same run and at the same place. */
    static boolean isStillValid(Owner claimant, Facts facts) {
        return facts.port(claimant.networkInterfaceId())
                .filter(port -> port.isRunning()
                        && port.asOwner().equals(claimant)
                        && facts.isAssociated(port)
                        && facts.isInVSwitch(port))
                .isPresent();
    }

    /** Whether the port itself sent it: from its own host and with its own MAC addresses. */
    static boolean isOfThePort(Claim claim, Facts facts) {
        return facts.port(claim.networkInterfaceId())
                .filter(port -> port.hostId().equals(claim.announcement().hostId()) && hasOwnMacs(claim, port))
                .isPresent();
    }

    private static boolean hasOwnMacs(Claim claim, Port port) {
        return port.hasMac(claim.announcement().senderMac())
                && port.hasMac(claim.announcement().etherSource());
    }

    private static Optional<Verdict.Refused> refused(Reason reason, boolean early) {
        return Optional.of(new Verdict.Refused(reason, early));
    }
}
