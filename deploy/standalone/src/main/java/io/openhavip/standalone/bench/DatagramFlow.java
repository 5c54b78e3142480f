package io.openhavip.standalone.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;

/**
 * Small datagrams from guest to guest, as many as one thread can send. They are counted where they arrive at eth0, and nobody reads
 * them there, so that no reader is measured. Not thread-safe.
 */
final class DatagramFlow implements AutoCloseable {

    private static final Duration TURN = Duration.ofMillis(100);
    private static final int PORT = 5002;
    private static final int BYTES = 64;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final DatagramChannel from;
    private final DatagramChannel to;
    private final RandomAccessFile counters;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(BYTES);

    private DatagramFlow(DatagramChannel from, DatagramChannel to, RandomAccessFile counters) {
        this.from = from;
        this.to = to;
        this.counters = counters;
    }

    /**
     * Datagrams that arrived in one turn.
     *
     * @param perSecond by the clock
     * @param perCpuSecond by the sending thread's CPU time, in which the way to the receiver's eth0 is: what others take of the machine
     *     is not in it
     */
    record Rate(double perSecond, double perCpuSecond) {
        static final Rate NONE = new Rate(0, 0);
    }

    /** @param address leads to the receiver */
    static DatagramFlow open(Guest sender, Guest receiver, String address) throws IOException {
        DatagramChannel to = receiver.namespace().call(DatagramChannel::open);
        to.bind(new InetSocketAddress(PORT));
        DatagramChannel from = sender.namespace().call(DatagramChannel::open);
        from.connect(new InetSocketAddress(address, PORT));
        // Counts in the namespace of the thread that opened it.
        return new DatagramFlow(
                from, to, receiver.namespace().call(() -> new RandomAccessFile("/proc/thread-self/net/dev", "r")));
    }

    Rate rate() throws IOException {
        long before = received();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < TURN.toNanos()) {
            from.write(datagram.clear());
        }
        long nanos = System.nanoTime() - begin;
        long cpuNanos = THREADS.getCurrentThreadCpuTime() - cpu;
        double arrived = received() - before;
        return new Rate(arrived * NANOS_PER_SECOND / nanos, arrived * NANOS_PER_SECOND / cpuNanos);
    }

    private long received() throws IOException {
        counters.seek(0);
        for (String line = counters.readLine(); line != null; line = counters.readLine()) {
            String[] words = line.strip().split("[: ]+");
            if (words[0].equals(Guest.DEVICE)) {
                return Long.parseLong(words[2]);
            }
        }
        throw new IOException("the receiver has no " + Guest.DEVICE);
    }

    @Override
    public void close() throws IOException {
        from.close();
        to.close();
        counters.close();
    }
}
