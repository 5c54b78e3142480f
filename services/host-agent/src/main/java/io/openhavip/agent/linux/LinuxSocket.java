package io.openhavip.agent.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A socket of a family that java.net does not know (AF_PACKET, AF_NETLINK). It belongs for ever to the network namespace of the
 * thread that created it, whichever thread uses it. One thread may receive while another sends; neither side is re-entrant.
 */
public final class LinuxSocket implements AutoCloseable {

    public static final int AF_NETLINK = 16;
    public static final int AF_PACKET = 17;
    public static final int SOCK_RAW = 3;
    public static final int SOL_SOCKET = 1;
    public static final int MSG_DONTWAIT = 0x40;

    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SO_TIMESTAMPNS = 35;
    private static final long ADDRESS_BYTES = 32;
    private static final long CONTROL_BYTES = 256;
    private static final long MESSAGE_HEADER_BYTES = 56;

    private final Arena arena = Arena.ofShared();
    private final int descriptor;
    private final MemorySegment receiveBuffer;
    private final MemorySegment address = arena.allocate(ADDRESS_BYTES, 8);
    private final MemorySegment control = arena.allocate(CONTROL_BYTES, 8);
    private final MemorySegment messageHeader = arena.allocate(MESSAGE_HEADER_BYTES, 8);
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param receiveBytes size of the largest message that {@link #receive} can take whole */
    public LinuxSocket(int family, int type, int protocol, int receiveBytes) throws SystemCallException {
        this.descriptor = check("socket", Libc.socket(family, type | SOCK_CLOEXEC, protocol));
        this.receiveBuffer = arena.allocate(receiveBytes, 8);
        MemorySegment vector = arena.allocate(16, 8);
        vector.set(ADDRESS, 0, receiveBuffer);
        vector.set(JAVA_LONG, 8, receiveBytes);
        messageHeader.set(ADDRESS, 0, address);
        messageHeader.set(ADDRESS, 16, vector);
        messageHeader.set(JAVA_LONG, 24, 1);
        messageHeader.set(ADDRESS, 32, control);
    }

    public void bind(byte[] socketAddress) throws SystemCallException {
        try (Arena call = Arena.ofConfined()) {
            check("bind", Libc.bind(descriptor, call.allocateFrom(JAVA_BYTE, socketAddress)));
        }
    }

    public void setOption(int level, int option, int value) throws SystemCallException {
        try (Arena call = Arena.ofConfined()) {
            setOption(level, option, call.allocateFrom(JAVA_INT, value));
        }
    }

    /** Sets an option whose value is a structure; {@code value} must live until the call returns. */
    public void setOption(int level, int option, MemorySegment value) throws SystemCallException {
        check("setsockopt " + option, Libc.setSocketOption(descriptor, level, option, value));
    }

    /** Reads an option that is a structure of {@code bytes} bytes. */
    public byte[] option(int level, int option, int bytes) throws SystemCallException {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment value = call.allocate(bytes, 8);
            MemorySegment length = call.allocateFrom(JAVA_INT, bytes);
            check("getsockopt " + option, Libc.getSocketOption(descriptor, level, option, value, length));
            return value.toArray(JAVA_BYTE);
        }
    }

    /** Bounds the kernel's queues, past the system-wide limit: a burst must fit while this process gets no CPU. */
    public void forceBuffers(int receiveBytes, int sendBytes) throws SystemCallException {
        setOption(SOL_SOCKET, SO_RCVBUFFORCE, receiveBytes);
        setOption(SOL_SOCKET, SO_SNDBUFFORCE, sendBytes);
    }

    public void receiveTimeout(Duration timeout) throws SystemCallException {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment value = call.allocate(16, 8);
            value.set(JAVA_LONG, 0, timeout.toSeconds());
            value.set(JAVA_LONG, 8, timeout.toNanosPart() / 1000);
            setOption(SOL_SOCKET, SO_RCVTIMEO, value);
        }
    }

    public void enableTimestamps() throws SystemCallException {
        setOption(SOL_SOCKET, SO_TIMESTAMPNS, 1);
    }

    public void send(byte[] data, byte[] toAddress) throws SystemCallException {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment bytes = call.allocateFrom(JAVA_BYTE, data);
            MemorySegment to = call.allocateFrom(JAVA_BYTE, toAddress);
            long sent = Libc.sendTo(descriptor, bytes, data.length, to);
            if (sent < 0) {
                throw new SystemCallException("sendto", (int) -sent);
            }
        }
    }

    /**
     * Waits for one message.
     *
     * @return empty when the receive timeout passed, when there is none and {@code flags} say not to wait, or on a signal
     */
    public Optional<ReceivedMessage> receive(int flags) throws SystemCallException {
        messageHeader.set(JAVA_INT, 8, (int) ADDRESS_BYTES);
        messageHeader.set(JAVA_LONG, 40, CONTROL_BYTES);
        messageHeader.set(JAVA_INT, 48, 0);
        long received = Libc.receiveMessage(descriptor, messageHeader, flags);
        if (received == -Errno.EAGAIN || received == -Errno.EINTR) {
            return Optional.empty();
        }
        if (received < 0) {
            throw new SystemCallException("recvmsg", (int) -received);
        }
        byte[] data = receiveBuffer.asSlice(0, received).toArray(JAVA_BYTE);
        byte[] from = address.asSlice(0, messageHeader.get(JAVA_INT, 8)).toArray(JAVA_BYTE);
        return Optional.of(new ReceivedMessage(data, from, timestamp(messageHeader.get(JAVA_LONG, 40))));
    }

    /** Idempotent. The receiving thread must have ended, or be bounded by a receive timeout and not use the socket again. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Libc.close(descriptor);
            arena.close();
        }
    }

    private Optional<Instant> timestamp(long controlLength) {
        long offset = 0;
        while (offset + 16 <= controlLength) {
            long length = control.get(JAVA_LONG, offset);
            if (control.get(JAVA_INT, offset + 8) == SOL_SOCKET
                    && control.get(JAVA_INT, offset + 12) == SO_TIMESTAMPNS) {
                return Optional.of(Instant.ofEpochSecond(
                        control.get(JAVA_LONG, offset + 16), control.get(JAVA_LONG, offset + 24)));
            }
            if (length < 16) {
                return Optional.empty();
            }
            offset += (length + 7) & ~7L;
        }
        return Optional.empty();
    }

    private static int check(String call, int result) throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException(call, -result);
        }
        return result;
    }
}
