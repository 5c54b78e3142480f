package io.openhavip.agent.lab;

import io.openhavip.agent.capture.CapturedFrame;
import io.openhavip.agent.dataplane.DataPlane;
import io.openhavip.agent.dataplane.DeviceTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Stands in for arp-gateway without Kafka: a claim by an associated port that is not the owner switches the address at once. It
 * keeps the time from the kernel's time stamp of each claim to forwarding in effect.
 */
public final class Decider implements Consumer<CapturedFrame> {

    private final Lab lab;
    private final DataPlane plane;
    private final DeviceTable devices;
    private final Map<String, LabInstance> byDevice = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> announcements = new ConcurrentHashMap<>();
    private final Set<LabInstance> associated = ConcurrentHashMap.newKeySet();
    private final Queue<Duration> captureToApplied = new ConcurrentLinkedQueue<>();
    private volatile Optional<LabInstance> owner = Optional.empty();

    public Decider(Lab lab, DataPlane plane, DeviceTable devices, List<LabInstance> instances) {
        this.lab = lab;
        this.plane = plane;
        this.devices = devices;
        instances.forEach(instance -> byDevice.put(instance.device(), instance));
    }

    public void associate(LabInstance instance) {
        associated.add(instance);
    }

    public void disassociate(LabInstance instance) {
        associated.remove(instance);
    }

    public Optional<LabInstance> owner() {
        return owner;
    }

    /** How often an instance announced the HAVIP, rightly or not. */
    public long announcements(LabInstance instance) {
        return announcements.getOrDefault(instance.instanceId, new AtomicLong()).get();
    }

    public List<Duration> captureToApplied() {
        return captureToApplied.stream().sorted().toList();
    }

    @Override
    public void accept(CapturedFrame captured) {
        Optional<LabInstance> claimant = devices.name(captured.deviceIndex()).map(byDevice::get);
        if (claimant.isEmpty() || !captured.frame().senderAddress().equals(Lab.ADDRESS)) {
            return;
        }
        announcements
                .computeIfAbsent(claimant.get().instanceId, id -> new AtomicLong())
                .incrementAndGet();
        boolean valid = associated.contains(claimant.get())
                && captured.frame().etherSource().equals(claimant.get().mac)
                && captured.frame().senderMac().equals(claimant.get().mac);
        if (!valid || owner.equals(claimant)) {
            return;
        }
        owner = claimant;
        lab.facts.put(lab.nextOwner(claimant));
        plane.switched(Lab.KEY, captured.capturedAt(), Instant.now())
                .ifPresent(appliedAt -> captureToApplied.add(Duration.between(captured.capturedAt(), appliedAt)));
    }
}
