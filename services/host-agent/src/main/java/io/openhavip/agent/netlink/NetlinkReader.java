package io.openhavip.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes received netlink bytes apart. Whatever does not fit its stated length is left out. Stateless. */
public final class NetlinkReader {

    public static final int NLMSG_ERROR = 2;
    public static final int NLMSG_DONE = 3;
    private static final int TYPE_MASK = 0x3fff;

    private NetlinkReader() {}

    /** One message: its type, flags, sequence number and everything after the header. */
    public record Message(int type, int flags, int sequence, byte[] payload) {

        /** For {@link #NLMSG_ERROR}: 0 is an acknowledgement, otherwise the error number, positive. */
        public int errno() {
            return payload.length < 4 ? 0 : -buffer(payload).getInt(0);
        }
    }

    /** One attribute. */
    public record Attribute(int type, byte[] value) {

        public List<Attribute> nested() {
            return attributes(value, 0);
        }

        /** The value as a number of four bytes; a shorter one is 0. */
        public int number() {
            return value.length < 4 ? 0 : buffer(value).getInt(0);
        }

        /** The value as text, without its closing zeros. */
        public String text() {
            int end = 0;
            while (end < value.length && value[end] != 0) {
                end++;
            }
            return new String(value, 0, end, StandardCharsets.US_ASCII);
        }
    }

    public static List<Message> messages(byte[] received) {
        List<Message> messages = new ArrayList<>();
        ByteBuffer in = buffer(received);
        while (in.remaining() >= NetlinkWriter.HEADER_BYTES) {
            int start = in.position();
            int length = in.getInt();
            if (length < NetlinkWriter.HEADER_BYTES || length > received.length - start) {
                break;
            }
            int type = Short.toUnsignedInt(in.getShort());
            int flags = Short.toUnsignedInt(in.getShort());
            int sequence = in.getInt();
            in.getInt();
            byte[] payload = new byte[length - NetlinkWriter.HEADER_BYTES];
            in.get(payload);
            messages.add(new Message(type, flags, sequence, payload));
            in.position(Math.min(received.length, start + aligned(length)));
        }
        return messages;
    }

    /** The attributes that follow a family's own header of {@code offset} bytes. */
    public static List<Attribute> attributes(byte[] payload, int offset) {
        List<Attribute> attributes = new ArrayList<>();
        ByteBuffer in = buffer(payload);
        in.position(Math.min(offset, payload.length));
        while (in.remaining() >= 4) {
            int start = in.position();
            int length = Short.toUnsignedInt(in.getShort());
            int type = Short.toUnsignedInt(in.getShort()) & TYPE_MASK;
            if (length < 4 || length > payload.length - start) {
                break;
            }
            byte[] value = new byte[length - 4];
            in.get(value);
            attributes.add(new Attribute(type, value));
            in.position(Math.min(payload.length, start + aligned(length)));
        }
        return attributes;
    }

    public static Optional<Attribute> find(List<Attribute> attributes, int type) {
        return attributes.stream().filter(attribute -> attribute.type() == type).findFirst();
    }

    static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    private static int aligned(int length) {
        return (length + 3) & ~3;
    }
}
