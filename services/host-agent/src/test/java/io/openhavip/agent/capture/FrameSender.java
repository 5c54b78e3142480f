package io.openhavip.agent.capture;

import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.netlink.LinkEvents;
import java.io.IOException;
import java.time.Duration;

/** Sends frames from an instance's eth0 byte by byte, as someone who forges them does. */
public final class FrameSender implements AutoCloseable {

    private final PacketSocket socket;
    private final int deviceIndex;

    public FrameSender(LabInstance instance) throws IOException {
        try (LinkEvents links = LinkEvents.open(instance.namespace, Duration.ofMillis(1))) {
            this.deviceIndex = links.all().stream()
                    .filter(link -> link.name().equals("eth0"))
                    .findFirst()
                    .orElseThrow()
                    .index();
        }
        this.socket = PacketSocket.open(instance.namespace, ArpFilter.announcements(), Duration.ofMillis(1));
    }

    public void send(ArpFrame frame) throws IOException {
        socket.send(deviceIndex, frame.toBytes());
    }

    public void send(byte[] frame) throws IOException {
        socket.send(deviceIndex, frame);
    }

    @Override
    public void close() {
        socket.close();
    }
}
