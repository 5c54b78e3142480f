package io.openhavip.agent.announce;

import io.openhavip.contracts.arp.Announcement;

/** What of all announcements only the newest is worth sending: one port's word on one address. */
record ClaimKey(String networkInterfaceId, String address) {

    static ClaimKey of(Announcement announcement) {
        return new ClaimKey(announcement.networkInterfaceId(), announcement.address());
    }
}
