package io.openhavip.contracts.arp;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.Message;
import java.time.Instant;

/**
 * An ARP packet that says "this address is here" (RFC 5227 section 3: sender and target protocol address are equal), as a
 * host-agent captured it on a port, on {@code arp.announcements} under {@link AddressKey}.
 *
 * @param hostId host whose agent publishes it
 * @param networkInterfaceId the port that it came from
 * @param vSwitchId the port's vSwitch
 * @param address the announced IPv4 address (SPA = TPA)
 * @param senderMac the ARP sender hardware address
 * @param etherSource the Ethernet source address
 * @param operation ARP operation
 * @param source how the agent came by it
 * @param capturedAt the kernel's time stamp of the packet
 * @param sequence the agent's own count; rises over the life of one agent process
 */
public record Announcement(
        String hostId,
        String networkInterfaceId,
        String vSwitchId,
        String address,
        String senderMac,
        String etherSource,
        Operation operation,
        Source source,
        Instant capturedAt,
        long sequence)
        implements Message {

    /** ARP operation (RFC 826). */
    public enum Operation {
        REQUEST,
        REPLY
    }

    /** How an announcement came to be known. */
    public enum Source {
        /** A gratuitous ARP packet seen on the port. */
        CAPTURED,
        /** The only answer to an agent's own ARP request for the address, at start or after a reconnect. */
        PROBED,
        /** Told to arp-gateway's REST endpoint by another agent. */
        REPORTED
    }

    public AddressKey key() {
        return new AddressKey(vSwitchId, address);
    }

    @Override
    public String subject() {
        return key().toString();
    }
}
