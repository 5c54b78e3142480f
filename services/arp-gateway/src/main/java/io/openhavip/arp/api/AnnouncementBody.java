package io.openhavip.arp.api;

import java.time.Instant;
import java.util.Optional;

/**
 * Body of {@code POST /announcements}.
 *
 * @param hostId the host whose credential the request carries, and on which the port is placed
 * @param networkInterfaceId the port that announced
 * @param vSwitchId the port's vSwitch
 * @param address the announced IPv4 address
 * @param senderMac the ARP sender hardware address
 * @param etherSource the Ethernet source address; absent: the same
 * @param operation {@code REQUEST} (default) or {@code REPLY}
 * @param capturedAt when it was seen; absent: now
 * @param sequence the reporter's own count; absent: 0
 */
public record AnnouncementBody(
        Optional<String> hostId,
        Optional<String> networkInterfaceId,
        Optional<String> vSwitchId,
        Optional<String> address,
        Optional<String> senderMac,
        Optional<String> etherSource,
        Optional<String> operation,
        Optional<Instant> capturedAt,
        Optional<Long> sequence) {}
