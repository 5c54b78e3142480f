package io.openhavip.standalone.bench;

import io.openhavip.agent.capture.ArpFrame;
import io.openhavip.agent.netlink.KeyEncoding;
import io.openhavip.standalone.bench.FrameTap.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets guests take addresses from each other by gratuitous ARP, and tells how long after each announcement left its guest the first
 * packet for the address came in there, by the kernel's time stamps of both. Owns sockets and threads until closed. One move at a time.
 */
final class FirstPacket implements AutoCloseable {

    private static final int ARP = 0x0806;
    private static final int IPV4 = 0x0800;
    private static final int UDP = 17;
    private static final int ARP_SENDER = 28;
    private static final int ARP_TARGET = 38;
    private static final int IP_TARGET = 30;
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<Guest> owners;
    private final AddressProber prober;
    private final List<FrameSender> senders = new ArrayList<>();
    private final List<FrameTap> taps = new ArrayList<>();
    private final Map<Integer, Integer> ownerOf = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int address;
    private int owner;
    private long announced;
    private long arrived;

    FirstPacket(List<Guest> owners, Guest client) throws IOException {
        this.owners = owners;
        this.prober = new AddressProber(client);
        for (int guest = 0; guest < owners.size(); guest++) {
            int index = guest;
            senders.add(FrameSender.open(owners.get(guest)));
            taps.add(FrameTap.open(
                    owners.get(guest),
                    List.of(
                            List.of(Field.of16(12, ARP)),
                            List.of(Field.of16(12, IPV4), Field.of8(23, UDP), Field.of16(36, AddressProber.PORT))),
                    (at, frame) -> seen(index, at, ByteBuffer.wrap(frame))));
        }
    }

    /** The next guest announces a HAVIP; what comes of it is not waited for. */
    void announce(int haVip) throws IOException {
        int next = ownerOf.merge(haVip, 0, (before, first) -> (before + 1) % owners.size());
        announce(haVip, next);
    }

    /** Announces it again, in case that nobody knew of the address yet. */
    void repeat(int haVip) throws IOException {
        announce(haVip, ownerOf.get(haVip));
    }

    private void announce(int haVip, int guest) throws IOException {
        String mac = owners.get(guest).macAddress();
        senders.get(guest)
                .send(ArpFrame.announcement(mac, BenchVSwitch.address(haVip)).toBytes());
    }

    /**
     * Moves a HAVIP, which has an owner, to the next guest.
     *
     * @return milliseconds
     */
    double move(int haVip, Duration limit) throws IOException, InterruptedException, TimeoutException {
        expect(haVip);
        prober.aim(BenchVSwitch.address(haVip));
        try {
            announce(haVip);
            return await(haVip, limit);
        } finally {
            prober.rest();
        }
    }

    private void expect(int haVip) {
        lock.lock();
        try {
            address = bits(BenchVSwitch.address(haVip));
            owner = (ownerOf.get(haVip) + 1) % owners.size();
            announced = 0;
            arrived = 0;
        } finally {
            lock.unlock();
        }
    }

    private double await(int haVip, Duration limit) throws InterruptedException, TimeoutException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (arrived == 0) {
                if (left <= 0) {
                    throw new TimeoutException("no packet for %s came to its new owner within %d s"
                            .formatted(BenchVSwitch.address(haVip), limit.toSeconds()));
                }
                left = changed.awaitNanos(left);
            }
            return (arrived - announced) / NANOS_PER_MILLI;
        } finally {
            lock.unlock();
        }
    }

    private void seen(int guest, long at, ByteBuffer frame) {
        lock.lock();
        try {
            if (guest != owner) {
                return;
            }
            boolean isArp = (frame.getShort(12) & 0xffff) == ARP;
            if (isArp && frame.getInt(ARP_SENDER) == address && frame.getInt(ARP_TARGET) == address && announced == 0) {
                announced = at;
            } else if (!isArp && frame.getInt(IP_TARGET) == address && announced != 0 && arrived == 0) {
                arrived = at;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private static int bits(String address) {
        return ByteBuffer.wrap(KeyEncoding.address(address)).getInt();
    }

    @Override
    public void close() throws InterruptedException {
        prober.close();
        taps.forEach(FrameTap::close);
        senders.forEach(FrameSender::close);
    }
}
