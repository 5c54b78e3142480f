package io.openhavip.contracts.arp;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.Event;
import java.time.Instant;

/**
 * A notice on {@code arp.ownership} that announcements were refused; at most one per port, address and reason in ten seconds. It
 * belongs to no aggregate's history, so it carries no {@code aggregatesequence}.
 *
 * @param count announcements refused since the last notice of this kind
 */
public record AnnouncementRejected(
        String vSwitchId,
        String address,
        String networkInterfaceId,
        String hostId,
        Reason reason,
        long count,
        Instant rejectedAt)
        implements Event {

    /** Why an announcement is no claim. */
    public enum Reason {
        /** No HAVIP has this address in this vSwitch. */
        UNKNOWN_ADDRESS,
        /** The port is not known, or not in this vSwitch. */
        UNKNOWN_PORT,
        /** The port's instance or interface is not associated with the HAVIP. */
        NOT_ASSOCIATED,
        /** Ethernet source or ARP sender is not the port's own MAC. */
        FOREIGN_MAC,
        /** The instance is not running. */
        NOT_RUNNING,
        /** The port is not placed on the host that reported it. */
        NOT_ON_HOST,
        /** Captured too long before it arrived, or before the current owner's claim. */
        STALE
    }

    @Override
    public String subject() {
        return new AddressKey(vSwitchId, address).toString();
    }
}
