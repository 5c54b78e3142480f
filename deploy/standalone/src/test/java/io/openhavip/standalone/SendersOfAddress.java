package io.openhavip.standalone;

import io.openhavip.agent.linux.LinuxSocket;
import io.openhavip.agent.linux.SystemCallException;
import io.openhavip.agent.netlink.KeyEncoding;
import io.openhavip.contracts.AddressKey;
import io.openhavip.standalone.ClaimLab.Claimant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Several ports send datagrams from one address to another port, in turn, until it is closed: whose arrive shows who can send for the
 * address. All are sent by one thread, so that what the kernel lets through stays in order.
 */
final class SendersOfAddress implements AutoCloseable {

    private static final int ETH_P_IP = 0x0800;
    private static final int FIRST_UDP_PORT = 20_000;
    private static final int SOURCE_PORT_OFFSET = 34;
    private static final int SOURCE_ADDRESS_OFFSET = 26;
    private static final long ROUND_MS = 5;
    private static final int QUEUE_BYTES = 4 << 20;
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final ClaimLab lab;
    private final List<Claimant> senders;
    private final Claimant receiver;
    private final AddressKey source;
    private final LinuxSocket out;
    private final LinuxSocket in;
    private final List<String> turns = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService sending = Executors.newSingleThreadScheduledExecutor();
    private final Thread receiving = Thread.ofPlatform().daemon().unstarted(this::receive);
    private volatile boolean running = true;

    SendersOfAddress(ClaimLab lab, AddressKey source, List<Claimant> senders, Claimant receiver) throws IOException {
        this.lab = lab;
        this.senders = List.copyOf(senders);
        this.receiver = receiver;
        this.source = source;
        this.out = lab.packetSocket();
        this.in = lab.packetSocket();
        in.forceBuffers(QUEUE_BYTES, QUEUE_BYTES);
        in.receiveTimeout(PATIENCE);
        in.bind(lab.linkAddress(receiver, ETH_P_IP));
        receiving.start();
        sending.scheduleAtFixedRate(this::sendFromAll, 0, ROUND_MS, TimeUnit.MILLISECONDS);
    }

    /** Ports whose datagrams arrived, each named once for any number in a row. */
    List<String> turns() {
        return List.copyOf(turns);
    }

    private void sendFromAll() {
        for (int i = 0; i < senders.size(); i++) {
            try {
                out.send(datagram(i), lab.linkAddress(senders.get(i), 0));
            } catch (SystemCallException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private byte[] datagram(int sender) {
        byte[] header = ByteBuffer.allocate(20)
                .putInt(0x4500001c)
                .putInt(0)
                .putInt(0x40110000)
                .put(KeyEncoding.address(source.address()))
                .put(KeyEncoding.address(receiver.port().privateIpAddress()))
                .array();
        ByteBuffer.wrap(header).putShort(10, checksum(header));
        return ByteBuffer.allocate(42)
                .put(KeyEncoding.mac(receiver.mac()))
                .put(KeyEncoding.mac(senders.get(sender).mac()))
                .putShort((short) ETH_P_IP)
                .put(header)
                .putShort((short) (FIRST_UDP_PORT + sender))
                .putShort((short) 9)
                .putInt(0x00080000)
                .array();
    }

    private static short checksum(byte[] header) {
        ByteBuffer words = ByteBuffer.wrap(header);
        int sum = 0;
        while (words.hasRemaining()) {
            sum += Short.toUnsignedInt(words.getShort());
        }
        return (short) ~((sum & 0xffff) + (sum >>> 16));
    }

    private void receive() {
        byte[] wanted = KeyEncoding.address(source.address());
        while (running) {
            try {
                in.receive(0)
                        .map(message -> ByteBuffer.wrap(message.data()))
                        .filter(frame -> frame.slice(SOURCE_ADDRESS_OFFSET, wanted.length)
                                .equals(ByteBuffer.wrap(wanted)))
                        .map(frame -> senders.get(frame.getShort(SOURCE_PORT_OFFSET) - FIRST_UDP_PORT))
                        .map(Claimant::portId)
                        .filter(port -> turns.isEmpty() || !turns.getLast().equals(port))
                        .ifPresent(turns::add);
            } catch (SystemCallException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        sending.shutdown();
        sending.awaitTermination(1, TimeUnit.SECONDS);
        running = false;
        receiving.join(PATIENCE.multipliedBy(10));
        out.close();
        in.close();
    }
}
