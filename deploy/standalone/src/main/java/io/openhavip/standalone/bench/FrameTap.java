package io.openhavip.standalone.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.openhavip.agent.linux.LinuxSocket;
import io.openhavip.agent.linux.ReceivedMessage;
import io.openhavip.agent.linux.SystemCallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sees frames that pass a guest's eth0, in or out, with the kernel's time stamps, so that no reading thread's delay is measured. Owns
 * a packet socket and a thread until closed.
 */
final class FrameTap implements AutoCloseable {

    /** Told of each frame, on the tap's thread. */
    interface Listener {
        void seen(long atNanos, byte[] frame);
    }

    /** A field of the frame that must have a value. */
    record Field(int bytes, int offset, int value) {

        private static final int LOAD_WORD = 0x20;
        private static final int LOAD_HALF = 0x28;
        private static final int LOAD_BYTE = 0x30;

        static Field of8(int offset, int value) {
            return new Field(1, offset, value);
        }

        static Field of16(int offset, int value) {
            return new Field(2, offset, value);
        }

        static Field of32(int offset, int value) {
            return new Field(4, offset, value);
        }

        private int load() {
            return switch (bytes) {
                case 1 -> LOAD_BYTE;
                case 2 -> LOAD_HALF;
                default -> LOAD_WORD;
            };
        }
    }

    /** One instruction of the filter: {@code struct sock_filter}. */
    record Instruction(int code, int ifTrue, int ifFalse, int operand) {}

    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;
    private static final int WHOLE_FRAME = 0x40000;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int ETH_P_ALL = 3;
    private static final int FRAME_BYTES = 2048;
    private static final int QUEUE_BYTES = 4 << 20;
    private static final Duration TIMEOUT = Duration.ofMillis(100);
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final LinuxSocket socket;
    private final Listener listener;
    private final Thread thread;
    private volatile boolean running = true;

    private FrameTap(LinuxSocket socket, Listener listener) {
        this.socket = socket;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("frame-tap").daemon().unstarted(this::run);
    }

    /** @param alternatives a frame is seen if it has all the fields of one of them */
    static FrameTap open(Guest guest, List<List<Field>> alternatives, Listener listener) throws IOException {
        int index = guest.deviceIndex();
        FrameTap tap = guest.namespace().call(() -> {
            // Protocol 0 first: nothing gets in before the filter is in place.
            LinuxSocket socket = new LinuxSocket(LinuxSocket.AF_PACKET, LinuxSocket.SOCK_RAW, 0, FRAME_BYTES);
            attach(socket, filter(alternatives));
            socket.forceBuffers(QUEUE_BYTES, QUEUE_BYTES);
            socket.enableTimestamps();
            socket.receiveTimeout(TIMEOUT);
            socket.bind(FrameSender.address(index, ETH_P_ALL));
            return new FrameTap(socket, listener);
        });
        tap.thread.start();
        return tap;
    }

    /** Nanoseconds since the epoch, on the clock that the kernel stamps frames with. */
    static long now() {
        return nanos(Instant.now());
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * NANOS_PER_SECOND + at.getNano();
    }

    private void run() {
        while (running) {
            try {
                Optional<ReceivedMessage> message = socket.receive(0);
                if (message.isPresent()) {
                    long at = message.get().timestamp().map(FrameTap::nanos).orElseGet(FrameTap::now);
                    listener.seen(at, message.get().data());
                }
            } catch (SystemCallException e) {
                // The device went down, as it does in a crash, and reports itself once.
                Thread.onSpinWait();
            }
        }
    }

    static List<Instruction> filter(List<List<Field>> alternatives) {
        List<Instruction> program = new ArrayList<>();
        for (List<Field> fields : alternatives) {
            for (int i = 0; i < fields.size(); i++) {
                Field field = fields.get(i);
                int toNextAlternative = 2 * (fields.size() - 1 - i) + 1;
                program.add(new Instruction(field.load(), 0, 0, field.offset()));
                program.add(new Instruction(JUMP_IF_EQUAL, 0, toNextAlternative, field.value()));
            }
            program.add(new Instruction(RETURN, 0, 0, WHOLE_FRAME));
        }
        program.add(new Instruction(RETURN, 0, 0, 0));
        return program;
    }

    private static void attach(LinuxSocket socket, List<Instruction> filter) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = arena.allocate(filter.size() * 8L, 8);
            for (int i = 0; i < filter.size(); i++) {
                Instruction each = filter.get(i);
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

    @Override
    public void close() {
        running = false;
        try {
            thread.join(TIMEOUT.multipliedBy(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            socket.close();
        }
    }
}
