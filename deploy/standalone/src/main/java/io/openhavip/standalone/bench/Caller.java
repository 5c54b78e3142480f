package io.openhavip.standalone.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that begins a TCP connection every two milliseconds, whether or not the last was answered, through its guest's own network
 * stack with all that this remembers of neighbours. Who answers is seen by a {@link FrameTap}. Owns a thread until closed.
 */
final class Caller implements AutoCloseable {

    static final Duration PERIOD = Duration.ofMillis(2);

    private static final Duration PATIENCE = Duration.ofMillis(100);

    private record Call(SocketChannel channel, long at) {}

    private final Guest guest;
    private final InetSocketAddress target;
    private final Deque<Call> calls = new ArrayDeque<>();
    private final Thread thread;
    private volatile boolean running = true;

    Caller(Guest guest, String address, int port) {
        this.guest = guest;
        this.target = new InetSocketAddress(address, port);
        this.thread = Thread.ofPlatform().name("caller").daemon().start(this::run);
    }

    private void run() {
        try {
            guest.namespace().call(() -> {
                long next = System.nanoTime();
                while (running) {
                    call();
                    giveUp(PATIENCE.toNanos());
                    next = Math.max(System.nanoTime(), next + PERIOD.toNanos());
                    LockSupport.parkNanos(next - System.nanoTime());
                }
                giveUp(0);
                return true;
            });
        } catch (IOException e) {
            // The namespace is gone: nobody waits for answers any more.
            running = false;
        }
    }

    private void call() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        // Ended by a reset: ports of ended connections would be used up in a minute otherwise.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        calls.addLast(new Call(channel, System.nanoTime()));
        try {
            channel.connect(target);
        } catch (IOException unreachable) {
            calls.removeLast().channel().close();
        }
    }

    private void giveUp(long olderThanNanos) throws IOException {
        while (!calls.isEmpty() && System.nanoTime() - calls.getFirst().at() >= olderThanNanos) {
            calls.removeFirst().channel().close();
        }
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join(PATIENCE.multipliedBy(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
