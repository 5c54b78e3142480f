package io.openhavip.agent.announce;

import io.openhavip.agent.capture.ArpFrame;
import io.openhavip.agent.capture.CapturedFrame;
import io.openhavip.agent.dataplane.Port;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.Announcement.Operation;
import io.openhavip.contracts.arp.Announcement.Source;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * Makes announcements of captured frames. It leaves out what can be no claim at all: frames from devices that are not an instance's
 * port, and an instance's announcement of its own private address. Everything else, forged or not, is arp-gateway's to judge and to
 * report. Thread-safe; never blocks.
 */
public final class AnnouncementIntake {

    private final String hostId;
    private final IntFunction<Optional<Port>> ports;
    private final AnnouncementBuffer buffer;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong unknownPort = new AtomicLong();
    private final AtomicLong ownAddress = new AtomicLong();
    private final AtomicLong probed = new AtomicLong();

    /** @param ports finds the port by its device's index */
    public AnnouncementIntake(String hostId, IntFunction<Optional<Port>> ports, AnnouncementBuffer buffer) {
        this.hostId = hostId;
        this.ports = ports;
        this.buffer = buffer;
    }

    /** Takes a captured announcement. */
    public void captured(CapturedFrame captured) {
        Optional<Port> port = ports.apply(captured.deviceIndex());
        if (port.isEmpty()) {
            unknownPort.incrementAndGet();
        } else if (port.get().address().equals(captured.frame().senderAddress())) {
            ownAddress.incrementAndGet();
        } else {
            buffer.offer(announcement(port.get(), captured, Source.CAPTURED));
        }
    }

    /** Takes the only answer to a probe. */
    public void probed(Port port, CapturedFrame answer) {
        probed.incrementAndGet();
        buffer.offer(announcement(port, answer, Source.PROBED));
    }

    /** Captured from a device that is no instance's port. */
    public long unknownPort() {
        return unknownPort.get();
    }

    /** Announcements of an instance's own private address. */
    public long ownAddress() {
        return ownAddress.get();
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
