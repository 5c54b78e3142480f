package io.openhavip.standalone.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** One TCP connection from guest to guest, always full: its writer waits while nobody reads. Owns a thread until closed. */
final class TcpFlow implements AutoCloseable {

    private static final Duration TURN = Duration.ofMillis(100);

    /** At the begin of a turn, for what stood in the buffers, and for the writer to wake up. */
    private static final Duration RUN_UP = Duration.ofMillis(20);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);
    private static final int TRY_MS = 1000;
    private static final int PORT = 5001;
    private static final int CHUNK_BYTES = 256 << 10;
    private static final double NANOS_PER_SECOND = 1e9;

    private final SocketChannel from;
    private final SocketChannel to;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
    private final Thread writer;

    private TcpFlow(SocketChannel from, SocketChannel to) {
        this.from = from;
        this.to = to;
        this.writer = Thread.ofPlatform().name("tcp-flow").daemon().start(this::write);
    }

    /** @param address leads to the receiver */
    static TcpFlow open(Guest sender, Guest receiver, String address) throws IOException {
        try (ServerSocketChannel server = receiver.namespace().call(ServerSocketChannel::open)) {
            server.bind(new InetSocketAddress(PORT));
            SocketChannel from = connected(sender, address);
            return new TcpFlow(from, server.accept());
        }
    }

    /** What the receiver reads in one turn. */
    double bitsPerSecond() throws IOException {
        read(RUN_UP);
        long begin = System.nanoTime();
        long bytes = read(TURN);
        return bytes * Byte.SIZE * NANOS_PER_SECOND / (System.nanoTime() - begin);
    }

    private long read(Duration during) throws IOException {
        long begin = System.nanoTime();
        long bytes = 0;
        while (System.nanoTime() - begin < during.toNanos()) {
            int read = to.read(chunk.clear());
            if (read < 0) {
                throw new IOException("the connection has ended");
            }
            bytes += read;
        }
        return bytes;
    }

    private void write() {
        ByteBuffer full = ByteBuffer.allocateDirect(CHUNK_BYTES);
        try {
            while (true) {
                from.write(full.clear());
            }
        } catch (IOException e) {
            // close() ends it.
        }
    }

    // A port's carrier comes up some time after its device.
    private static SocketChannel connected(Guest sender, String address) throws IOException {
        long deadline = System.nanoTime() + CONNECT_LIMIT.toNanos();
        while (true) {
            SocketChannel channel = sender.namespace().call(SocketChannel::open);
            try {
                channel.socket().connect(new InetSocketAddress(address, PORT), TRY_MS);
                return channel;
            } catch (IOException e) {
                channel.close();
                if (System.nanoTime() > deadline) {
                    throw new IOException(
                            "%s does not answer %s"
                                    .formatted(address, sender.namespace().name()),
                            e);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        from.close();
        to.close();
        try {
            writer.join(CONNECT_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
