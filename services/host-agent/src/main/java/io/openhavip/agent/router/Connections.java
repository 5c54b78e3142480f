package io.openhavip.agent.router;

import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.linux.SystemCallException;
import io.openhavip.agent.netlink.NetlinkReader;
import io.openhavip.agent.netlink.NetlinkSocket;
import io.openhavip.agent.netlink.NetlinkWriter;
import java.io.IOException;

/** The flows that the kernel tracks in a namespace, over raw nfnetlink. */
final class Connections {

    private static final int DELETE = 0x100 | 2;
    private static final int FAMILY_UNSPECIFIED = 0;

    private Connections() {}

    /** Has the kernel forget every flow of the namespace. */
    static void forgetAll(NetworkNamespace namespace) throws IOException {
        byte[] request = new NetlinkWriter()
                .begin(DELETE, NetlinkWriter.NLM_F_REQUEST | NetlinkWriter.NLM_F_ACK, 1)
                .nfnetlinkHeader(FAMILY_UNSPECIFIED, 0)
                .end()
                .toBytes();
        try (NetlinkSocket socket = NetlinkSocket.open(namespace, NetlinkSocket.NETLINK_NETFILTER, 0)) {
            for (NetlinkReader.Message answer : socket.request(request)) {
                if (answer.type() == NetlinkReader.NLMSG_ERROR && answer.errno() != 0) {
                    throw new SystemCallException("flush of tracked connections", answer.errno());
                }
            }
        }
    }
}
