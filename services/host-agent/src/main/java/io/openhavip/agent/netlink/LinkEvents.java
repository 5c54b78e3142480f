package io.openhavip.agent.netlink;

import static io.openhavip.agent.netlink.NetlinkReader.find;

import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.linux.SystemCallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The namespace's network devices over rtnetlink: all of them now, and each that appears, changes or goes. Not thread-safe. */
public final class LinkEvents implements AutoCloseable {

    private static final int RTM_NEWLINK = 16;
    private static final int RTM_DELLINK = 17;
    private static final int RTM_GETLINK = 18;
    private static final int RTMGRP_LINK = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MASTER = 10;
    private static final int IFF_UP = 1;
    private static final int LINK_HEADER_BYTES = 16;

    /**
     * A device.
     *
     * @param up whether it is set up, whatever its carrier
     * @param master index of the bridge that it is a port of; 0: none
     * @param present false: it is gone
     */
    public record Link(int index, String name, boolean up, int master, boolean present) {}

    private final NetlinkSocket requests;
    private final NetlinkSocket events;

    private LinkEvents(NetlinkSocket requests, NetlinkSocket events) {
        this.requests = requests;
        this.events = events;
    }

    /** @param timeout how long {@link #next()} waits at most */
    public static LinkEvents open(NetworkNamespace namespace, Duration timeout) throws IOException {
        NetlinkSocket events = NetlinkSocket.open(namespace, NetlinkSocket.NETLINK_ROUTE, RTMGRP_LINK);
        events.receiveTimeout(timeout);
        return new LinkEvents(NetlinkSocket.open(namespace, NetlinkSocket.NETLINK_ROUTE, 0), events);
    }

    /** Every device there is. */
    public List<Link> all() throws SystemCallException {
        byte[] request = new NetlinkWriter()
                .begin(RTM_GETLINK, NetlinkWriter.NLM_F_REQUEST | NetlinkWriter.NLM_F_DUMP, 1)
                .raw(new byte[LINK_HEADER_BYTES])
                .end()
                .toBytes();
        return links(requests.request(request));
    }

    /**
     * Waits for changes.
     *
     * @throws SystemCallException with ENOBUFS if events were lost: read {@link #all()} again
     */
    public List<Link> next() throws SystemCallException {
        return links(events.events());
    }

    @Override
    public void close() {
        requests.close();
        events.close();
    }

    private static List<Link> links(List<NetlinkReader.Message> messages) {
        List<Link> links = new ArrayList<>();
        for (NetlinkReader.Message message : messages) {
            if (message.type() == RTM_NEWLINK || message.type() == RTM_DELLINK) {
                link(message).ifPresent(links::add);
            }
        }
        return links;
    }

    private static Optional<Link> link(NetlinkReader.Message message) {
        ByteBuffer header = ByteBuffer.wrap(message.payload()).order(ByteOrder.nativeOrder());
        // A bridge port's changes come as AF_BRIDGE messages too; leaving the bridge is such a DELLINK while the device
        // stays.
        if (message.payload().length < LINK_HEADER_BYTES || header.get(0) != 0) {
            return Optional.empty();
        }
        List<NetlinkReader.Attribute> attributes = NetlinkReader.attributes(message.payload(), LINK_HEADER_BYTES);
        return find(attributes, IFLA_IFNAME)
                .map(name -> new Link(
                        header.getInt(4),
                        name.text(),
                        (header.getInt(8) & IFF_UP) != 0,
                        find(attributes, IFLA_MASTER)
                                .map(NetlinkReader.Attribute::number)
                                .orElse(0),
                        message.type() == RTM_NEWLINK));
    }
}
