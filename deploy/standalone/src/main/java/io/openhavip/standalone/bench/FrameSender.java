package io.openhavip.standalone.bench;

import io.openhavip.agent.linux.LinuxSocket;
import io.openhavip.agent.linux.SystemCallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Sends whole frames out of a guest's eth0. Owns a packet socket that receives nothing. Not thread-safe. */
final class FrameSender implements AutoCloseable {

    private static final int SEND_QUEUE_BYTES = 1 << 20;

    private final LinuxSocket socket;
    private final byte[] to;

    private FrameSender(LinuxSocket socket, int deviceIndex) {
        this.socket = socket;
        this.to = address(deviceIndex, 0);
    }

    static FrameSender open(Guest guest) throws IOException {
        int index = guest.deviceIndex();
        return guest.namespace().call(() -> {
            LinuxSocket socket = new LinuxSocket(LinuxSocket.AF_PACKET, LinuxSocket.SOCK_RAW, 0, 64);
            socket.forceBuffers(SEND_QUEUE_BYTES, SEND_QUEUE_BYTES);
            return new FrameSender(socket, index);
        });
    }

    void send(byte[] frame) throws SystemCallException {
        socket.send(frame, to);
    }

    /** {@code struct sockaddr_ll}: the protocol is big-endian, the rest in the machine's order. */
    static byte[] address(int deviceIndex, int protocol) {
        ByteBuffer address = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
        address.putShort((short) LinuxSocket.AF_PACKET)
                .put((byte) (protocol >> 8))
                .put((byte) protocol);
        return address.putInt(deviceIndex).array();
    }

    @Override
    public void close() {
        socket.close();
    }
}
