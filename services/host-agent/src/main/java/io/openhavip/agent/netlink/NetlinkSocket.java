package io.openhavip.agent.netlink;

import io.openhavip.agent.linux.LinuxSocket;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.linux.ReceivedMessage;
import io.openhavip.agent.linux.SystemCallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A netlink socket inside a namespace: requests with their answers, or events of the groups it joined. The kernel handles a request
 * within send(2), so its answers are there when send returns. Not thread-safe.
 */
public final class NetlinkSocket implements AutoCloseable {

    public static final int NETLINK_ROUTE = 0;
    public static final int NETLINK_NETFILTER = 12;

    private static final int RECEIVE_BYTES = 256 << 10;
    private static final int QUEUE_BYTES = 8 << 20;
    private static final byte[] KERNEL = address(0);

    private final LinuxSocket socket;

    private NetlinkSocket(LinuxSocket socket) {
        this.socket = socket;
    }

    /** @param groups bit mask of the multicast groups to join; 0 for requests */
    public static NetlinkSocket open(NetworkNamespace namespace, int protocol, int groups) throws IOException {
        return namespace.call(() -> {
            LinuxSocket socket = new LinuxSocket(LinuxSocket.AF_NETLINK, LinuxSocket.SOCK_RAW, protocol, RECEIVE_BYTES);
            try {
                socket.forceBuffers(QUEUE_BYTES, QUEUE_BYTES);
                socket.bind(address(groups));
                return new NetlinkSocket(socket);
            } catch (SystemCallException e) {
                socket.close();
                throw e;
            }
        });
    }

    /** Sends a request (or a batch) and answers every message that the kernel had for it. */
    public List<NetlinkReader.Message> request(byte[] messages) throws SystemCallException {
        socket.send(messages, KERNEL);
        List<NetlinkReader.Message> answers = new ArrayList<>();
        Optional<ReceivedMessage> received = socket.receive(LinuxSocket.MSG_DONTWAIT);
        while (received.isPresent()) {
            answers.addAll(NetlinkReader.messages(received.get().data()));
            received = socket.receive(LinuxSocket.MSG_DONTWAIT);
        }
        return answers;
    }

    /** Throws away what is unread, such as answers left behind by a request that failed. */
    public void drain() {
        try {
            while (socket.receive(LinuxSocket.MSG_DONTWAIT).isPresent()) {
                // unread answers are of no use to anyone
            }
        } catch (SystemCallException e) {
            // ENOBUFS says that more was lost, which draining wants anyway.
        }
    }

    public void receiveTimeout(Duration timeout) throws SystemCallException {
        socket.receiveTimeout(timeout);
    }

    /** Waits for events; none when the receive timeout passed. */
    public List<NetlinkReader.Message> events() throws SystemCallException {
        return socket.receive(0)
                .map(received -> NetlinkReader.messages(received.data()))
                .orElse(List.of());
    }

    @Override
    public void close() {
        socket.close();
    }

    private static byte[] address(int groups) {
        return ByteBuffer.allocate(12)
                .order(ByteOrder.nativeOrder())
                .putShort((short) LinuxSocket.AF_NETLINK)
                .putShort((short) 0)
                .putInt(0)
                .putInt(groups)
                .array();
    }
}
