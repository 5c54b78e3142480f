package io.openhavip.arp.domain;

import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.ClaimPosition;
import java.time.Instant;

/**
 * An announcement as it stands on the topic: what may move an address.
 *
 * @param appendedAt when the broker appended it, by the broker's clock
 */
public record Claim(Announcement announcement, ClaimPosition position, Instant appendedAt) {

    public String networkInterfaceId() {
        return announcement.networkInterfaceId();
    }

    /**
     * The host's time stamp, but never later than the broker's: the clock of a host that runs ahead would otherwise keep every
     * other port from claiming until real time caught up.
     */
    public Instant capturedAt() {
        return announcement.capturedAt().isAfter(appendedAt) ? appendedAt : announcement.capturedAt();
    }

    /** The position just before this one: everything of the address up to there has been read. */
    public ClaimPosition precedingPosition() {
        return new ClaimPosition(position.topicId(), position.partition(), position.offset() - 1);
    }
}
