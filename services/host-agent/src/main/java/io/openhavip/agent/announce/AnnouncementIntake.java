package io.openhavip.agent.announce;

import io.openhavip.agent.capture.ArpFrame;
import io.openhavip.agent.capture.CapturedFrame;
import io.openhavip.agent.dataplane.Port;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.Announcement.Operation;
import io.openhavip.contracts.arp.Announcement.Source;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes announcements of captured frames. It leaves out what can be no claim at all: frames from devices that are not an instance's
 * port, an instance's announcement of its own private address, and addresses that are not the vSwitch's. Everything else, forged or not, is arp-gateway's to judge and to
 * report. Thread-safe; never blocks.
 */
public final class AnnouncementIntake {

    private final String hostId;
    private final Ports ports;
    private final AnnouncementBuffer buffer;
    private final AtomicLong sequence = new AtomicLong();
    private final UnplacedFrames unplaced = new UnplacedFrames();
    private final AtomicLong notAPort = new AtomicLong();
    private final AtomicLong ownAddress = new AtomicLong();
    private final AtomicLong foreignAddress = new AtomicLong();
    private final AtomicLong probed = new AtomicLong();

    /** What is known of a device, by its index. */
    public interface Ports {

        /** The instance's port that it is, by the facts. */
        Optional<Port> port(int deviceIndex);

        /** Whether it is named like a port, or has no name yet, so that the facts may still come. */
        boolean mayBePort(int deviceIndex);

        /** Whether an address can be one of the vSwitch that the port is in. */
        boolean isInVSwitch(Port port, String address);
    }

    public AnnouncementIntake(String hostId, Ports ports, AnnouncementBuffer buffer) {
        this.hostId = hostId;
        this.ports = ports;
        this.buffer = buffer;
    }

    /** Takes a captured announcement. */
    public void captured(CapturedFrame captured) {
        Optional<Port> port = ports.port(captured.deviceIndex());
        if (port.isEmpty() && ports.mayBePort(captured.deviceIndex())) {
            unplaced.keep(captured);
            if (ports.port(captured.deviceIndex()).isPresent()) {
                // It was named meanwhile, and nobody tells again.
                portsChanged();
            }
        } else if (port.isEmpty()) {
            notAPort.incrementAndGet();
        } else if (port.get().address().equals(captured.frame().senderAddress())) {
            ownAddress.incrementAndGet();
        } else if (!ports.isInVSwitch(port.get(), captured.frame().senderAddress())) {
            foreignAddress.incrementAndGet();
        } else {
            buffer.offer(announcement(port.get(), captured, Source.CAPTURED));
        }
    }

    /** The facts name other ports now: announcements that waited for that are taken. */
    public void portsChanged() {
        unplaced.take(deviceIndex -> ports.port(deviceIndex).isPresent(), Instant.now())
                .forEach(this::captured);
    }

    /** Takes the only answer to a probe. */
    public void probed(Port port, CapturedFrame answer) {
        probed.incrementAndGet();
        buffer.offer(announcement(port, answer, Source.PROBED));
    }

    /** Captured from a device that is no instance's port, or has not become one in time. */
    public long unknownPort() {
        return notAPort.get() + unplaced.givenUp();
    }

    /** Announcements that wait for the facts to name their port. */
    public int unplaced() {
        return unplaced.size();
    }

    /** Announcements of an instance's own private address. */
    public long ownAddress() {
        return ownAddress.get();
    }

    /** Announcements of addresses that are not the vSwitch's. */
    public long foreignAddress() {
        return foreignAddress.get();
    }

    /** Answers to probes that became announcements. */
    public long probed() {
        return probed.get();
    }

    private Announcement announcement(Port port, CapturedFrame captured, Source source) {
        ArpFrame frame = captured.frame();
        return new Announcement(
                hostId,
                port.networkInterfaceId(),
                port.vSwitchId(),
                frame.senderAddress(),
                frame.senderMac(),
                frame.etherSource(),
                frame.operation() == ArpFrame.REQUEST ? Operation.REQUEST : Operation.REPLY,
                source,
                captured.capturedAt(),
                sequence.incrementAndGet());
    }
}
