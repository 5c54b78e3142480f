package io.openhavip.agent.capture;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.openhavip.agent.linux.LinuxSocket;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.linux.ReceivedMessage;
import io.openhavip.agent.linux.SystemCallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An AF_PACKET socket on every device of a namespace. It is created with protocol 0 and bound to ETH_P_ALL only when its filter is
 * in place, so that no other packet ever gets in; a socket bound to ETH_P_ARP alone would miss what a bridge consumed or nftables
 * dropped. Received frames are those that came in, not those that went out. One receiving thread, one sending.
 */
public final class PacketSocket implements AutoCloseable {

    /** Kernel queue: 3000 announcements at once fit while this process gets no CPU; the default takes under 900. */
    static final int RECEIVE_QUEUE_BYTES = 16 << 20;

    private static final int SEND_QUEUE_BYTES = 1 << 20;
    private static final int FRAME_BYTES = 2048;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_STATISTICS = 6;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final int ETH_P_ALL = 3;
    private static final int INDEX_OFFSET = 4;

    private final LinuxSocket socket;

    private PacketSocket(LinuxSocket socket) {
        this.socket = socket;
    }

    static PacketSocket open(NetworkNamespace namespace, List<ArpFilter.Instruction> filter, Duration timeout)
            throws IOException {
        return namespace.call(() -> {
            LinuxSocket socket = new LinuxSocket(LinuxSocket.AF_PACKET, LinuxSocket.SOCK_RAW, 0, FRAME_BYTES);
            try {
                attach(socket, filter);
                socket.forceBuffers(RECEIVE_QUEUE_BYTES, SEND_QUEUE_BYTES);
                socket.setOption(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1);
                socket.enableTimestamps();
                socket.receiveTimeout(timeout);
                socket.bind(address(0));
                return new PacketSocket(socket);
            } catch (SystemCallException e) {
                socket.close();
                throw e;
            }
        });
    }

    /** Waits for a frame that passed the filter; empty when the timeout passed. */
    Optional<ReceivedMessage> receive() throws SystemCallException {
        return socket.receive(0);
    }

    static int deviceIndex(ReceivedMessage message) {
        return ByteBuffer.wrap(message.from()).order(ByteOrder.nativeOrder()).getInt(INDEX_OFFSET);
    }

    static Instant capturedAt(ReceivedMessage message) {
        return message.timestamp().orElseGet(Instant::now);
    }

    /** Sends a frame out of a device. */
    public void send(int deviceIndex, byte[] frame) throws SystemCallException {
        socket.send(frame, address(deviceIndex));
    }

    /** Packets that passed the filter and found the queue full, since the last call. */
    long takeKernelDrops() throws SystemCallException {
        byte[] statistics = socket.option(SOL_PACKET, PACKET_STATISTICS, 8);
        return Integer.toUnsignedLong(
                ByteBuffer.wrap(statistics).order(ByteOrder.nativeOrder()).getInt(4));
    }

    @Override
    public void close() {
        socket.close();
    }

    private static void attach(LinuxSocket socket, List<ArpFilter.Instruction> filter) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = arena.allocate(filter.size() * 8L, 8);
            for (int i = 0; i < filter.size(); i++) {
                ArpFilter.Instruction each = filter.get(i);
                program.set(JAVA_SHORT, i * 8L, (short) each.code());
                program.set(JAVA_BYTE, i * 8L + 2, (byte) each.ifTrue());
                program.set(JAVA_BYTE, i * 8L + 3, (byte) each.ifFalse());
                program.set(JAVA_INT, i * 8L + 4, each.operand());
            }
            MemorySegment header = arena.allocate(16, 8);
            header.set(JAVA_SHORT, 0, (short) filter.size());
            header.set(ADDRESS, 8, program);
            socket.setOption(LinuxSocket.SOL_SOCKET, SO_ATTACH_FILTER, header);
        }
    }

    // struct sockaddr_ll: the protocol is big-endian, the rest in the machine's order.
    private static byte[] address(int deviceIndex) {
        ByteBuffer address = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
        address.putShort((short) LinuxSocket.AF_PACKET).put((byte) 0).put((byte) ETH_P_ALL);
        return address.putInt(deviceIndex).array();
    }
}
