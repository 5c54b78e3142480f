package io.openhavip.agent.dataplane;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Tells the log of instances whose keepalived sends VRRP by multicast, which never arrives: without {@code unicast_peer} both nodes
 * become MASTER. At most once an instance's port in {@link #PAUSE}. Not thread-safe.
 */
final class UnicastPeerAdvice {

    static final Duration PAUSE = Duration.ofMinutes(10);
    private static final Logger LOG = Logger.getLogger(UnicastPeerAdvice.class);

    private final Map<String, Instant> lastTold = new HashMap<>();
    private Map<String, Drops> before = Map.of();
    private boolean begun;

    /** Takes what each device has dropped until now; what the first reading finds may be old, and is not told. */
    void take(Map<String, Drops> drops, HostLayout layout, Instant now) {
        lastTold.keySet().retainAll(layout.portsByDevice().keySet());
        if (begun) {
            drops.forEach((device, total) -> {
                long packets =
                        total.since(before.getOrDefault(device, Drops.NONE)).vrrp();
                Port port = layout.portsByDevice().get(device);
                if (packets > 0 && port != null && mayTell(device, now)) {
                    LOG.warnf(
                            "vrrp multicast dropped, unicast_peer is missing in keepalived.conf of this instance instanceId=%s"
                                    + " address=%s device=%s packets=%d",
                            port.instanceId(), port.address(), device, packets);
                }
            });
        }
        before = drops;
        begun = true;
    }

    private boolean mayTell(String device, Instant now) {
        Instant last = lastTold.get(device);
        boolean may = last == null || !now.isBefore(last.plus(PAUSE));
        if (may) {
            lastTold.put(device, now);
        }
        return may;
    }
}
