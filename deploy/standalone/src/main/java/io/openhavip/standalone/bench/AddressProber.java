package io.openhavip.standalone.bench;

import io.openhavip.agent.dataplane.VirtualMac;
import io.openhavip.agent.linux.SystemCallException;
import io.openhavip.agent.netlink.KeyEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends small datagrams from a client to one HAVIP after another, to its virtual MAC, as a client that has asked by ARP does; whole
 * frames, since no client's neighbour cache holds thousands of addresses. Owns a thread until closed.
 */
final class AddressProber implements AutoCloseable {

    /** Port of the datagrams: discard. */
    static final int PORT = 9;

    /** Between two datagrams: how exactly the first to arrive tells when the way was free. */
    static final Duration PERIOD = Duration.ofNanos(200_000);

    private static final int IP_BYTES = 28;
    private static final HexFormat MAC = HexFormat.ofDelimiter(":");

    private final Guest client;
    private final FrameSender sender;
    private final Thread thread;
    private volatile byte[] frame = {};
    private volatile boolean running = true;

    AddressProber(Guest client) throws IOException {
        this.client = client;
        this.sender = FrameSender.open(client);
        this.thread = Thread.ofPlatform().name("address-prober").daemon().start(this::run);
    }

    /** Sends to this address from now on. */
    void aim(String haVip) {
        frame = datagram(client.macAddress(), client.address(), VirtualMac.ofHaVip(haVip), haVip);
        LockSupport.unpark(thread);
    }

    void rest() {
        frame = new byte[0];
    }

    private void run() {
        while (running) {
            byte[] next = frame;
            if (next.length == 0) {
                LockSupport.park();
                continue;
            }
            try {
                sender.send(next);
            } catch (SystemCallException e) {
                // A full queue: the next will do.
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(PERIOD.toNanos());
        }
    }

    static byte[] datagram(String fromMac, String fromAddress, String toMac, String toAddress) {
        ByteBuffer frame = ByteBuffer.allocate(14 + IP_BYTES);
        frame.put(MAC.parseHex(toMac)).put(MAC.parseHex(fromMac)).putShort((short) 0x0800);
        int header = frame.position();
        frame.putShort((short) 0x4500).putShort((short) IP_BYTES).putInt(0x4000);
        frame.put((byte) 64).put((byte) 17).putShort((short) 0);
        frame.put(KeyEncoding.address(fromAddress)).put(KeyEncoding.address(toAddress));
        frame.putShort((short) PORT).putShort((short) PORT).putShort((short) 8).putShort((short) 0);
        return frame.putShort(header + 10, checksum(frame, header)).array();
    }

    private static short checksum(ByteBuffer frame, int header) {
        int sum = 0;
        for (int i = 0; i < 20; i += 2) {
            sum += frame.getShort(header + i) & 0xffff;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (short) ~sum;
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        LockSupport.unpark(thread);
        thread.join(TimeUnit.SECONDS.toMillis(2));
        if (!thread.isAlive()) {
            sender.close();
        }
    }
}
