package io.openhavip.agent.capture;

import io.openhavip.agent.linux.Errno;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.linux.ReceivedMessage;
import io.openhavip.agent.linux.SystemCallException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Captures ARP announcements on every device of a namespace and hands each to one consumer, in order, on a thread of its own. The
 * consumer must not block. Sees a packet before the bridge and nftables do, so also one that they drop.
 *
 * <p>Owns one socket and one thread, from {@link #start} to {@link #close()}.
 */
public final class ArpCapture implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final Logger LOG = Logger.getLogger(ArpCapture.class);

    private final PacketSocket socket;
    private final Consumer<CapturedFrame> consumer;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong kernelDropped = new AtomicLong();
    private final Thread thread;
    private volatile boolean running = true;
    private volatile Optional<String> failure = Optional.empty();

    private ArpCapture(PacketSocket socket, Consumer<CapturedFrame> consumer) {
        this.socket = socket;
        this.consumer = consumer;
        this.thread = Thread.ofPlatform().name("arp-capture").daemon().unstarted(this::run);
    }

    /**
     * Starts capturing.
     *
     * @throws IOException if the process may not (CAP_NET_RAW, CAP_NET_ADMIN) or the namespace is missing
     */
    public static ArpCapture start(NetworkNamespace namespace, Consumer<CapturedFrame> consumer) throws IOException {
        ArpCapture capture = new ArpCapture(PacketSocket.open(namespace, ArpFilter.announcements(), TIMEOUT), consumer);
        capture.thread.start();
        return capture;
    }

    /** Frames that the kernel handed over. */
    public long received() {
        return received.get();
    }

    /** Frames that were no ARP after all. Always 0 unless the filter is wrong; counted so that nothing is lost silently. */
    public long malformed() {
        return malformed.get();
    }

    /** Announcements that the kernel dropped because this process was too slow. */
    public long kernelDropped() {
        takeKernelDrops();
        return kernelDropped.get();
    }

    /** Why capturing has ended, unless it runs. */
    public Optional<String> failure() {
        return failure;
    }

    private void run() {
        while (running) {
            try {
                socket.receive().ifPresent(this::handle);
            } catch (SystemCallException e) {
                // A device that went down reports itself once; the socket goes on with the others.
                if (e.errno() != Errno.ENETDOWN) {
                    failure = Optional.of(e.getMessage());
                    LOG.errorf("capture ended cause=%s", e.getMessage());
                    return;
                }
            } catch (RuntimeException e) {
                LOG.errorf(e, "captured frame could not be handled");
            }
        }
    }

    private void handle(ReceivedMessage message) {
        received.incrementAndGet();
        Optional<ArpFrame> frame = ArpFrame.parse(message.data());
        if (frame.isEmpty()) {
            malformed.incrementAndGet();
            return;
        }
        consumer.accept(
                new CapturedFrame(PacketSocket.deviceIndex(message), PacketSocket.capturedAt(message), frame.get()));
    }

    private synchronized void takeKernelDrops() {
        if (running) {
            try {
                kernelDropped.addAndGet(socket.takeKernelDrops());
            } catch (SystemCallException e) {
                LOG.warnf("kernel drops unknown cause=%s", e.getMessage());
            }
        }
    }

    /** Idempotent; waits for the thread, at most twice the receive timeout. */
    @Override
    public synchronized void close() {
        if (!running) {
            return;
        }
        running = false;
        try {
            thread.join(TIMEOUT.multipliedBy(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            socket.close();
        }
    }
}
