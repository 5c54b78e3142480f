package io.openhavip.arp.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * Two ports pull at one address (DESIGN section 4; the numbers are OVN's for virtual ports).
 *
 * @param moves moves since the contest began, the one that began it included
 * @param movedAt the last move
 * @param activeAt the last move or the end of the last postponement, whichever is later
 */
public record Contest(int moves, Instant movedAt, Instant activeAt) {

    /** An address is contested when it moves back to a port that lost it this recently. */
    public static final Duration WINDOW = Duration.ofSeconds(3);
    /** How much longer each further move waits. */
    public static final Duration BACK_OFF_STEP = Duration.ofSeconds(1);
    /** The longest wait. */
    public static final Duration MAX_BACK_OFF = Duration.ofSeconds(10);
    /** A contest ends when nothing happened for this long. */
    public static final Duration QUIET = Duration.ofSeconds(30);

    /** How long after the last move the next one may happen. */
    public Duration backOff() {
        Duration grown = BACK_OFF_STEP.multipliedBy(moves);
        return grown.compareTo(MAX_BACK_OFF) > 0 ? MAX_BACK_OFF : grown;
    }

    public Instant nextMoveAt() {
        return movedAt.plus(backOff());
    }

    public boolean isOverAt(Instant time) {
        return !time.isBefore(activeAt.plus(QUIET));
    }

    Contest postponedUntil(Instant until) {
        return until.isAfter(activeAt) ? new Contest(moves, movedAt, until) : this;
    }
}
