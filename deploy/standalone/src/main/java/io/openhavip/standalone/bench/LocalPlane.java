package io.openhavip.standalone.bench;

import io.openhavip.agent.dataplane.DataPlane;
import io.openhavip.agent.facts.FactsStore;
import io.openhavip.agent.linux.NetworkNamespace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The host-agent's data plane within this process and without Kafka: what steers and what switches, in a namespace of its own. Not
 * thread-safe.
 */
final class LocalPlane implements BenchNetwork, AutoCloseable {

    static final String HOST = "bench-host";

    private static final Duration NO_ROUNDS = Duration.ofHours(1);

    private final NetworkNamespace namespace;
    private final BenchVSwitch vSwitch;
    private final FactsStore facts = new FactsStore();
    private final DataPlane plane;
    private final List<Guest> guests = new ArrayList<>();
    private long epoch;

    LocalPlane(BenchNamespaces namespaces, String name, BenchVSwitch vSwitch) throws IOException {
        this.namespace = namespaces.create(name);
        this.vSwitch = vSwitch;
        this.plane = new DataPlane(HOST, namespace, facts, NO_ROUNDS);
        facts.put(vSwitch.state());
    }

    @Override
    public String name() {
        return "this network";
    }

    @Override
    public void plug(Guest guest) throws IOException {
        guest.connect(namespace, guest.port());
        facts.put(guest.state(vSwitch.id(), HOST));
        guests.add(guest);
    }

    /** Brings the kernel to guests and HAVIPs, each HAVIP with the first guest. */
    void program(int haVips) throws IOException {
        epoch++;
        for (int haVip = 0; haVip < haVips; haVip++) {
            facts.put(vSwitch.haVip(haVip, guests));
            facts.put(vSwitch.ownership(haVip, epoch, guests.getFirst(), HOST));
        }
        plane.reconcile();
        if (plane.lastReconciliation().failure().isPresent()) {
            throw new IOException(plane.lastReconciliation().failure().get());
        }
    }

    /**
     * Gives a HAVIP to a guest that does not have it.
     *
     * @return nanoseconds from the fact in hand to forwarding in effect
     */
    long switchTo(int haVip, Guest owner) {
        facts.put(vSwitch.ownership(haVip, ++epoch, owner, HOST));
        Instant received = Instant.now();
        long begin = System.nanoTime();
        boolean applied = plane.switched(vSwitch.key(haVip), received, received).isPresent();
        long nanos = System.nanoTime() - begin;
        if (!applied) {
            throw new IllegalStateException("switch of %s not applied".formatted(vSwitch.key(haVip)));
        }
        return nanos;
    }

    NetworkNamespace namespace() {
        return namespace;
    }

    @Override
    public void close() {
        plane.close();
    }
}
