package io.openhavip.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes netlink messages one after another: header, a family's own header, attributes, nested attributes. Integers are in the
 * machine's byte order, as the kernel wants them; attribute payloads that are big-endian are given as bytes. Lengths are filled in
 * when a message or nest ends; everything is padded to 4 bytes (linux/netlink.h). Grows as needed. Not thread-safe.
 */
public final class NetlinkWriter {

    public static final int NLM_F_REQUEST = 0x1;
    public static final int NLM_F_ACK = 0x4;
    public static final int NLM_F_CREATE = 0x400;
    public static final int NLM_F_DUMP = 0x300;

    static final int HEADER_BYTES = 16;
    private static final int NLA_F_NESTED = 0x8000;

    private ByteBuffer buffer = allocate(512);
    private int messageStart;

    /** Starts a message. */
    public NetlinkWriter begin(int type, int flags, int sequence) {
        messageStart = buffer.position();
        room(HEADER_BYTES);
        buffer.putInt(0)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0);
        return this;
    }

    /** The header of every nfnetlink message; {@code resource} is big-endian on the wire. */
    public NetlinkWriter nfnetlinkHeader(int family, int resource) {
        room(4);
        buffer.put((byte) family).put((byte) 0).put((byte) (resource >> 8)).put((byte) resource);
        return this;
    }

    /** Bytes of a fixed header, as they are. */
    public NetlinkWriter raw(byte[] bytes) {
        room(bytes.length + 3);
        buffer.put(bytes);
        return pad();
    }

    public NetlinkWriter attribute(int type, byte[] value) {
        room(value.length + 7);
        buffer.putShort((short) (4 + value.length)).putShort((short) type).put(value);
        return pad();
    }

    /** A text attribute, with its closing zero. */
    public NetlinkWriter attribute(int type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return attribute(type, Arrays.copyOf(bytes, bytes.length + 1));
    }

    /** Opens a nested attribute; give the answer to {@link #endNest}. */
    public int beginNest(int type) {
        int start = buffer.position();
        room(4);
        buffer.putShort((short) 0).putShort((short) (type | NLA_F_NESTED));
        return start;
    }

    /** @throws IllegalStateException if the nest is longer than its 16-bit length can say */
    public NetlinkWriter endNest(int start) {
        int length = buffer.position() - start;
        if (length > 0xffff) {
            throw new IllegalStateException("nested attribute of " + length + " bytes");
        }
        buffer.putShort(start, (short) length);
        return this;
    }

    /** Ends the message begun last. */
    public NetlinkWriter end() {
        buffer.putInt(messageStart, buffer.position() - messageStart);
        return this;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private NetlinkWriter pad() {
        while (buffer.position() % 4 != 0) {
            buffer.put((byte) 0);
        }
        return this;
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = allocate((buffer.capacity() + bytes) * 2);
            buffer = larger.put(buffer.flip());
        }
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    }
}
