package io.openhavip.agent.capture;

import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.netlink.LinkEvents;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Says by gratuitous ARP which MAC has an address. Opens its socket for each call; thread-safe. */
public final class Announcer {

    private static final Duration TIMEOUT = Duration.ofMillis(50);

    private final NetworkNamespace namespace;

    public Announcer(NetworkNamespace namespace) {
        this.namespace = namespace;
    }

    /** Sends one announcement of each address out of a device. */
    public void announce(String device, String macAddress, List<String> addresses) throws IOException {
        if (addresses.isEmpty()) {
            return;
        }
        int index = index(device);
        try (PacketSocket socket = PacketSocket.open(namespace, ArpFilter.probeAnswers(), TIMEOUT)) {
            for (String address : addresses) {
                socket.send(index, ArpFrame.announcement(macAddress, address).toBytes());
            }
        }
    }

    private int index(String device) throws IOException {
        try (LinkEvents links = LinkEvents.open(namespace, TIMEOUT)) {
            return links.all().stream()
                    .filter(link -> link.name().equals(device))
                    .map(LinkEvents.Link::index)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no device " + device));
        }
    }
}
